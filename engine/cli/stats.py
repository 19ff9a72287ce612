"""`formalities stats`: how long a story is, how hard to read, and how its text is spread."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator

from engine.cli.desk import LocalDesk
from engine.cli.men import profiles_asked
from engine.cli.plain_json import plain
from engine.cli.progress import counted
from engine.cli.workers import executor
from engine.errors import UserError
from engine.storage import Stories
from engine.workbench.measures import ManStats, StatsReport, read_plays, stats_report
from engine.workbench.playing import policy_of


def run(arguments: Namespace) -> int:
    """Read plays of each man, then print."""
    if arguments.runs < 1:
        raise UserError("--runs takes a number, 1 or more.")
    program = LocalDesk().program(Stories().read(arguments.path))
    policy = policy_of(program, arguments.policy)
    with executor(program, jobs=arguments.jobs or os.cpu_count() or 1, cluster=arguments.cluster) as workers:
        reads = {}
        for profile in profiles_asked(program, arguments.profile):
            with counted(f"Reading {profile}") as watch:
                reads[profile] = read_plays(
                    workers, profile, policy, runs=arguments.runs, seed=arguments.seed, watch=watch
                )
    report = stats_report(program, reads, policy, arguments.seed)
    if arguments.json:
        sys.stdout.write(json.dumps(plain(report), ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in stats_lines(report))
    return 0


def stats_lines(report: StatsReport) -> Iterator[str]:
    """The report for a terminal."""
    cited, declared = report.facts
    yield f"{report.title}: {report.words:,} words, {report.scenes} scenes, {report.passages} passages."
    if declared:
        yield f"Facts: {cited} of {declared} are cited."
    for man in report.men:
        yield ""
        yield from _man(man, report)


def _man(man: ManStats, report: StatsReport) -> Iterator[str]:
    middle, nine, most = man.between
    slow, fast = man.minutes
    yield f"{man.name}, {man.runs:,} plays read, policy {report.policy}, seed {report.seed}"
    rows = [
        ("words he may come to, alternatives included", f"{man.words:,}"),
        ("words of a play", f"{man.path:,} in the middle, {man.shortest:,} to {man.longest:,}"),
        ("minutes of it", f"{slow:.0f} at 141 words a minute, {fast:.0f} at 200"),
        ("words of options besides", f"{man.labels:,}"),
        ("words between two choices", f"{middle} in the middle, nine in ten at most {nine}, {most} at most"),
        ("choices of a play, more than one open", f"{man.choices}"),
        ("passages", f"{man.passages} in a play, {man.reached} reached in all"),
        ("reading level", f"{report.formula} {man.level:.1f}" if man.level is not None else "no formula for it"),
        ("words a sentence", f"{man.sentence:.1f}, standard deviation {man.deviation:.1f}"),
        ("speech", f"{100 * man.dialogue:.0f} %"),
        ("passages that cite a fact", f"{100 * man.cited:.0f} %"),
    ]
    rows += [(f"of his path also in {other}'s", f"{100 * share:.0f} %") for other, share in man.shared]
    yield from (f"  {name:<46}{value}" for name, value in rows)
