"""`formalities playtest`: many plays at random, and what they say about a story."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.cli.desk import LocalDesk
from engine.cli.measuring import measure
from engine.cli.men import others_of, profiles_asked
from engine.cli.plain_json import plain
from engine.cli.playtest_lines import LOOKED, coverage_lines, playtest_lines
from engine.cli.progress import counted, told
from engine.cli.workers import executor, processes
from engine.compiler import compile_story
from engine.errors import UserError
from engine.program import Program
from engine.record import StorySource
from engine.storage import Stories
from engine.workbench.measures import Sampling, false_choices, find_effects
from engine.workbench.playing import (
    Executor,
    Failure,
    Mixture,
    PlaytestReport,
    Tally,
    coverage,
    playtest,
    playtest_report,
    policy_of,
)

PLAYS = 1_000
"""Plays of each man unless said."""

LOOK = Sampling(runs=1_000, states=LOOKED, each=2)
"""How much a playtest plays to find false choices."""


def run(arguments: Namespace) -> int:
    """Play and print; 1 when a run failed, or a measure."""
    if arguments.runs is not None and arguments.runs < 1:
        raise UserError("--runs takes a number, 1 or more.")
    if not arguments.measures and (arguments.quick or arguments.states or arguments.each):
        raise UserError("--quick, --states and --each go with --measures.")
    source = Stories().read(arguments.path)
    program = LocalDesk().program(source)
    policy = policy_of(program, arguments.policy)
    with executor(program, jobs=processes(arguments.jobs), cluster=arguments.cluster) as workers:
        if arguments.measures:
            return measure(program, workers, policy, arguments)
        return _playtest(program, workers, policy, arguments, source)


def _playtest(program: Program, workers: Executor, policy: Mixture, arguments: Namespace, source: StorySource) -> int:
    tallies: dict[str, Tally] = {}
    false: dict[str, tuple[str, ...]] = {}
    for profile in profiles_asked(program, arguments.profile):
        with counted(f"Playing {profile}") as watch:
            tallies[profile] = playtest(
                workers,
                profile,
                policy,
                runs=arguments.runs or PLAYS,
                seed=arguments.seed,
                most=arguments.most,
                watch=watch,
            )
        if arguments.coverage:
            continue
        with told() as tell:
            found = find_effects(workers, profile, policy, sampling=LOOK, seed=arguments.seed, tell=tell)
            false[profile] = false_choices(found)
    if arguments.coverage:
        sys.stdout.writelines(f"{line}\n" for line in _covered(source, tallies.values(), as_json=arguments.json))
        return 1 if any(tally.faults for tally in tallies.values()) else 0
    reports = []
    for profile, tally in tallies.items():
        others = others_of(profile, tallies, program, workers, policy, arguments.seed)
        report = playtest_report(program, profile, policy, arguments.seed, tally, others)
        reports.append(report.replace(false=false[profile]))
    _print(reports, arguments)
    kept = [path for report in reports for path in _kept(report, program, arguments.failed)]
    sys.stdout.writelines(f"Kept: {path}. To look: formalities play {arguments.path} --from {path}\n" for path in kept)
    return 1 if any(report.wrong for report in reports) else 0


def _covered(source: StorySource, tallies: Iterable[Tally], *, as_json: bool) -> Iterator[str]:
    """The files of the story with counts; the story is compiled anew, for a program does not keep its lines."""
    steps = sum((tally.steps for tally in tallies), Counter[tuple[str, int]]())
    runs = sum(tally.runs for tally in tallies)
    lines = coverage(source.files, compile_story(source.files, source.fingerprint).places, steps)
    if as_json:
        return (json.dumps(plain(each), ensure_ascii=False) for each in lines if each.count is not None)
    return coverage_lines(lines, runs)


def _print(reports: list[PlaytestReport], arguments: Namespace) -> None:
    for report in reports:
        if arguments.json:
            sys.stdout.write(json.dumps(plain(report), ensure_ascii=False) + "\n")
        else:
            sys.stdout.writelines(f"{line}\n" for line in playtest_lines(report, arguments.path, all_=arguments.all))


def _kept(report: PlaytestReport, program: Program, folder: str) -> list[Path]:
    """Failing runs written as transcripts that `play --from` plays again."""
    if not folder:
        return []
    Path(folder).mkdir(parents=True, exist_ok=True)
    written = []
    for failure in report.failures:
        path = Path(folder) / f"{report.story}-{report.profile}-{failure.run}.json"
        path.write_text(json.dumps(_transcript(failure, report, program), indent=1) + "\n", encoding="utf-8")
        written.append(path)
    return written


def _transcript(failure: Failure, report: PlaytestReport, program: Program) -> dict[str, object]:
    turns = [{"choice": choice, "drawn": [list(each) for each in drawn]} for choice, drawn in failure.turns]
    return {
        "format": 1,
        "story": program.id,
        "title": program.title,
        "version": program.version,
        "fingerprint": program.fingerprint,
        "profile": report.profile,
        "seed": failure.seed,
        "begun": f"run {failure.run} of a playtest",
        "turns": turns,
        "ending": None,
    }
