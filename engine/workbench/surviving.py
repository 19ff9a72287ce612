"""What a change of a story does to play-throughs of it: which survive, which move, which break, and by what.

In: a machine of the story as it is now, records of what was played. Out: a `Surviving` each, and lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from engine.frozen import Frozen
from engine.machine import Machine
from engine.program import Program
from engine.record import Followed, Moving, Record, moved, transplanted
from engine.session.moving import branch_words, broken_words, different_words

VERDICTS = ("survives", "moves", "breaks", "unreadable")


class Surviving(Frozen):
    """One save. `verdict` is one of VERDICTS; `by` says what did it in sentences, "" where nothing is different.

    Of `choices` on its present path `kept` can be made again; the verdict is about that path. `moving` has it all; None
    for what cannot be read. `branches` are the others, each with what became of it.
    """

    name: str
    verdict: str
    kept: int
    choices: int
    by: str
    moving: Moving | None = None
    branches: tuple[Followed, ...] = ()


def surviving(machine: Machine, name: str, record: Record, old: Program | None) -> Surviving:
    """What becomes of the save `name`. `old` is the program it was played under, where that is kept."""
    moving = moved(machine, record, old).moving
    lost = moving.broke is not None and moving.broke.kind == "man"
    branches = () if lost else transplanted(machine, record, record.header).branches
    said = [] if moving.broke is None else [broken_words(moving.broke)]
    said += different_words(moving, machine.program)
    said += branch_words(branches) if any(each.broke for each in branches) else ()
    return Surviving(name, moving.verdict, max(0, moving.kept - 1), moving.turns - 1, " ".join(said), moving, branches)


def surviving_lines(found: Sequence[Surviving]) -> Iterator[str]:
    """One line a save, and how many of each at the end."""
    for each in found:
        kept = "" if each.verdict == "unreadable" else f" ({each.kept} of {each.choices} choices)"
        yield f"{each.name}: {each.verdict}{kept}. {each.by}".rstrip()
    counts = Counter(each.verdict for each in found)
    told = ", ".join(f"{counts[each]} {_many(each, counts[each])}" for each in VERDICTS if counts[each])
    yield f"{told}." if told else "There are no play-throughs of this story."


def _many(verdict: str, count: int) -> str:
    plural = {"survives": "survive", "moves": "move", "breaks": "break", "unreadable": "unreadable"}
    return verdict if count == 1 else plural[verdict]
