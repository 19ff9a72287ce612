"""`formalities stats`: how long a story is, how hard to read, and how its text is spread."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from engine.cli.desk import LocalDesk
from engine.cli.men import profiles_asked
from engine.cli.plain_json import plain
from engine.cli.progress import counted
from engine.cli.workers import executor, processes
from engine.errors import UserError
from engine.publish.figures import amounts, figures_page, man_rows
from engine.storage import Stories, reason, write_whole
from engine.workbench.measures import ManStats, StatsReport, read_plays, stats_report
from engine.workbench.playing import policy_of


def run(arguments: Namespace) -> int:
    """Read plays of each man, then print."""
    if arguments.runs < 1:
        raise UserError("--runs takes a number, 1 or more.")
    program = LocalDesk().program(Stories().read(arguments.path))
    policy = policy_of(program, arguments.policy)
    with executor(program, jobs=processes(arguments.jobs), cluster=arguments.cluster) as workers:
        reads = {}
        for profile in profiles_asked(program, arguments.profile):
            with counted(f"Reading {profile}") as watch:
                reads[profile] = read_plays(
                    workers, profile, policy, runs=arguments.runs, seed=arguments.seed, watch=watch
                )
    report = stats_report(program, reads, policy, arguments.seed)
    if arguments.html:
        _write(arguments.html, figures_page(report))
    if arguments.json:
        sys.stdout.write(json.dumps(plain(report), ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in stats_lines(report))
    return 0


def _write(path: str, page: str) -> None:
    try:
        write_whole(Path(path), page.encode())
    except OSError as error:
        raise UserError(f"{path} cannot be written: {reason(error)}.") from error


def stats_lines(report: StatsReport) -> Iterator[str]:
    """The report for a terminal."""
    cited, declared = report.facts
    yield f"{report.title}: {amounts(report)}."
    if declared:
        yield f"Facts: {cited} of {declared} are cited."
    for man in report.men:
        yield ""
        yield from _man(man, report)


def _man(man: ManStats, report: StatsReport) -> Iterator[str]:
    yield f"{man.name}, policy {report.policy}, seed {report.seed}"
    yield from (f"  {name:<46}{value}" for name, value in man_rows(man, report))
