"""`formalities diff`: two versions of a story compared by what they mean, how plays come out, and what saves do."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from engine.cli.desk import LocalDesk
from engine.cli.progress import progress
from engine.cli.saves import checked
from engine.machine import Machine
from engine.program import Program
from engine.storage import Stories
from engine.workbench import Surviving, surviving_lines
from engine.workbench.differing import Difference, Outcomes, differ, difference_lines, outcomes
from engine.workbench.differing.outcomes import moved_words


def run(arguments: Namespace) -> int:
    """Print what is different; 0, or 1 when saves that were asked about break."""
    desk = LocalDesk()
    before, after = (desk.program(Stories().read(each)) for each in (arguments.before, arguments.after))
    with progress("Comparing"):
        found = differ(before, after)
        played = _played(before, after, arguments.plays) if not found.empty else []
    saves = tuple(checked(Path(arguments.saves), Machine(after))) if arguments.saves else ()
    if arguments.json:
        _say_json(found, played, saves)
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(found, played, arguments, saves))
    return int(any(each.verdict in ("breaks", "unreadable") for each in saves))


def _played(before: Program, after: Program, plays: int) -> list[tuple[Outcomes, Outcomes]]:
    """For each man that both have, how his plays come out in one and in the other."""
    known = {each.id for each in before.profiles}
    men = [each.id for each in after.profiles if each.id in known] if plays else []
    machines = (Machine(before), Machine(after))
    return [(outcomes(machines[0], man, plays), outcomes(machines[1], man, plays)) for man in men]


def _lines(
    found: Difference,
    played: list[tuple[Outcomes, Outcomes]],
    arguments: Namespace,
    saves: tuple[Surviving, ...],
) -> Iterator[str]:
    yield from difference_lines(found)
    for before, after in played:
        moved = list(moved_words(before, after))
        yield f"Played {before.plays} times at random as {before.profile}:{'' if moved else ' no other outcome.'}"
        yield from (f"  {line}" for line in moved)
    if arguments.saves:
        yield "Play-throughs:"
        yield from (f"  {line}" for line in surviving_lines(saves))


def _say_json(found: Difference, played: list[tuple[Outcomes, Outcomes]], saves: tuple[Surviving, ...]) -> None:
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
        "saves": [{"name": each.name, "verdict": each.verdict, "by": each.by} for each in saves],
    }
    sys.stdout.write(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
