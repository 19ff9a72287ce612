"""`formalities diff`: two versions of a story by what they mean, how plays come out, measures and saves."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

from engine.cli.desk import LocalDesk
from engine.cli.measuring import figure
from engine.cli.men import other_men, others_of, profiles_asked
from engine.cli.plain_json import plain
from engine.cli.progress import progress, told
from engine.cli.saves import checked
from engine.cli.workers import executor, processes
from engine.machine import Machine
from engine.program import Program
from engine.storage import Stories
from engine.workbench import Surviving, surviving_lines
from engine.workbench.differing import Difference, Outcomes, differ, difference_lines, outcomes
from engine.workbench.differing.outcomes import moved_words
from engine.workbench.measures import QUICK, Measured, MeasuresReport, Moved, measures_report, moved_measures, sample
from engine.workbench.playing import policy_of


def run(arguments: Namespace) -> int:
    """Print what is different; 0, or 1 when saves that were asked about break."""
    desk = LocalDesk()
    before, after = (desk.program(Stories().read(each)) for each in (arguments.before, arguments.after))
    with progress("Comparing"):
        found = differ(before, after)
    men = [] if found.empty else _men(before, after, arguments.profile)
    with progress("Playing"):
        played = _played(before, after, men, arguments.plays)
    moved = dict(_moved(before, after, men, arguments)) if arguments.measures else {}
    saves = tuple(checked(Path(arguments.saves), Machine(after))) if arguments.saves else ()
    if arguments.json:
        _say_json(found, played, moved, saves)
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(found, played, moved, arguments, saves))
    return int(any(each.verdict in ("breaks", "unreadable") for each in saves))


def _men(before: Program, after: Program, asked: str) -> list[str]:
    """The man who was asked for, else each that both versions have."""
    known = {each.id for each in before.profiles}
    return [each for each in profiles_asked(after, asked) if each in known]


def _played(before: Program, after: Program, men: list[str], plays: int) -> list[tuple[Outcomes, Outcomes]]:
    """For each man, how his plays come out in one and in the other."""
    machines = (Machine(before), Machine(after))
    return [(outcomes(machines[0], man, plays), outcomes(machines[1], man, plays)) for man in men if plays]


def _moved(
    before: Program, after: Program, men: list[str], arguments: Namespace
) -> Iterator[tuple[str, tuple[Moved, ...]]]:
    """For each man the measures that moved; both versions are played with the same seeds."""
    reports = [list(_measured(each, men, arguments.jobs)) for each in (before, after)]
    for one, other in zip(*reports, strict=True):
        yield other.profile, tuple(moved_measures(one, other))


def _measured(program: Program, men: list[str], jobs: int) -> Iterator[MeasuresReport]:
    policy = policy_of(program, "uniform")
    with executor(program, jobs=processes(jobs)) as workers, told() as tell:
        for man in men:
            samples = sample(workers, man, policy, men=other_men(program, man), sampling=QUICK, seed=0, tell=tell)
            yield measures_report(program, samples, others_of(man, {}, program, workers, policy, 0))


def _lines(
    found: Difference,
    played: list[tuple[Outcomes, Outcomes]],
    moved: Mapping[str, tuple[Moved, ...]],
    arguments: Namespace,
    saves: tuple[Surviving, ...],
) -> Iterator[str]:
    yield from difference_lines(found)
    for before, after in played:
        words = list(moved_words(before, after))
        yield f"Played {before.plays} times at random as {before.profile}:{'' if words else ' no other outcome.'}"
        yield from (f"  {line}" for line in words)
    for man, measures in moved.items():
        yield f"Measured, by a quick look, as {man}:{'' if measures else ' nothing moved.'}"
        yield from (f"  {_moved_words(each)}" for each in measures)
    if arguments.saves:
        yield "Play-throughs:"
        yield from (f"  {line}" for line in surviving_lines(saves))


def _moved_words(moved: Moved) -> str:
    return f"{moved.after.name}: {_measure(moved.before)}; now {_measure(moved.after)}"


def _measure(measured: Measured) -> str:
    shown = figure(measured)
    return ", ".join(filter(None, (shown, measured.verdict))) if shown else "not measured"


def _say_json(
    found: Difference,
    played: list[tuple[Outcomes, Outcomes]],
    moved: Mapping[str, tuple[Moved, ...]],
    saves: tuple[Surviving, ...],
) -> None:
    whole = {
        "gained": found.gained,
        "lost": found.lost,
        "renamed": found.renamed,
        "altered": [dict(zip(type(each).field_names, each.fields(), strict=True)) for each in found.altered],
        "played": [
            {
                "profile": before.profile,
                "plays": before.plays,
                "before": dict(before.endings),
                "after": dict(after.endings),
            }
            for before, after in played
        ],
        "moved": {man: [plain(each) for each in measures] for man, measures in moved.items()},
        "saves": [{"name": each.name, "verdict": each.verdict, "by": each.by} for each in saves],
    }
    sys.stdout.write(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
