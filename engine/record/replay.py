"""Play a record again by its ids, as far as the story still allows: how a save goes on after the story has changed.

In: a machine and a path of turns. Out: a run, and how far it came. Chance gives what it gave, while that still can be.
What the story has renamed since is found under its present id.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.errors import ChoiceError
from engine.frozen import Frozen
from engine.machine import Change, Machine, Run
from engine.program import Program
from engine.program.layout import CellValue
from engine.program.renaming import Renaming
from engine.record.fitting import renamed
from engine.record.model import Turn


class Replayed(Frozen):
    """A replay. `kept` turns could be played again (the opening included), with what each did in `changes`.

    `lost` is the choice that could not be taken, "" when all could.
    """

    run: Run
    kept: int
    changes: tuple[Change, ...]
    lost: str


def again(run: Run, turn: Turn) -> Change:
    """Make the step of a recorded turn again: its choice, or its answer as it was typed. Raises ChoiceError.

    A turn without a choice carried a state over from an earlier version of the story; it writes what it wrote.
    """
    if turn.choice:
        return run.choose(turn.choice) if turn.typed is None else run.answer(turn.choice, turn.typed)
    slots = run.book.layout.slots
    change = run.carry([(slots[cell], old, new, by) for cell, old, new, by in turn.wrote if cell in slots])
    change.ending = turn.ending
    return change


def run_before(machine: Machine, seed: int, cells: Sequence[CellValue], turn: Turn, *, safe: bool = False) -> Run:
    """A run that stands in a copy of `cells`, where `turn` is to be made again, and draws what it drew."""
    forced = {(stream, count): outcome for stream, count, outcome in turn.drawn}
    return machine.run_from(seed, list(cells), forced=forced, safe=safe)


def made_again(machine: Machine, run: Run, turn: Turn, profile: str) -> Change:
    """Make any turn again, the opening included: it enters the scene that `profile` starts in. Raises ChoiceError."""
    return run.enter(machine.profile(profile).start) if turn.parent is None else again(run, turn)


def turns_now(program: Program, path: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns of `path` after its opening, with their choices by their present ids."""
    renaming = Renaming(program.renamed)
    return tuple(turn_now(turn, renaming) if program.renamed else turn for turn in path[1:])


def turn_now(turn: Turn, renaming: Renaming) -> Turn:
    """A turn with its choice by its present id; one that carried a state over, with present names of its cells."""
    if turn.choice or turn.parent is None:
        return turn.replace(choice=renaming.choice(turn.choice))
    return turn.replace(wrote=tuple(_written_now(each, renaming) for each in turn.wrote))


def _written_now(
    row: tuple[str, CellValue, CellValue, str], renaming: Renaming
) -> tuple[str, CellValue, CellValue, str]:
    cell, old, new, by = row
    return renamed(cell, renaming), old, renaming.choice(str(new)) if cell == "@place" else new, by


def drawn_now(program: Program, path: Sequence[Turn]) -> dict[tuple[str, int], str]:
    """What chance gave on `path`: (stream, count) to outcome, by their present ids."""
    return outcomes_now(program, (each for turn in path for each in turn.drawn))


def outcomes_now(program: Program, drawn: Iterable[tuple[str, int, str]]) -> dict[tuple[str, int], str]:
    """The same of what was drawn, or is to be."""
    renaming = Renaming(program.renamed)
    storylets = {each.scene for each in program.storylets} if program.renamed else set()
    found: dict[tuple[str, int], str] = {}
    for stream, count, outcome in drawn:
        scene = renaming.scene(outcome)
        found[renaming.stream(stream), count] = scene if scene in storylets else outcome
    return found


def replay(machine: Machine, seed: int, profile: str, path: Sequence[Turn], *, safe: bool = False) -> Replayed:
    """Play `path` (from its opening on) in `machine`, stopping before the first choice that is not open there."""
    forced = drawn_now(machine.program, path)
    run = machine.begin(seed, profile, forced=forced, safe=safe)
    changes = [run.change]
    for turn in turns_now(machine.program, path):
        try:
            changes.append(again(run, turn))
        except ChoiceError:
            return Replayed(run, len(changes), tuple(changes), turn.choice)
    return Replayed(run, len(changes), tuple(changes), "")
