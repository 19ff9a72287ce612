"""Play a record again by its ids, as far as the story still allows: how a save goes on after the story has changed.

In: a machine and a path of turns. Out: a run, and how far it came. Chance gives what it gave, while that still can be.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import ChoiceError
from engine.frozen import Frozen
from engine.machine import Change, Machine, Run
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
    """Make the step of a recorded turn again: its choice, or its answer as it was typed. Raises ChoiceError."""
    return run.choose(turn.choice) if turn.typed is None else run.answer(turn.choice, turn.typed)


def replay(machine: Machine, seed: int, profile: str, path: Sequence[Turn], *, safe: bool = False) -> Replayed:
    """Play `path` (from its opening on) in `machine`, stopping before the first choice that is not open there."""
    forced = {(stream, count): outcome for turn in path for stream, count, outcome in turn.drawn}
    run = machine.begin(seed, profile, forced=forced, safe=safe)
    changes = [run.change]
    for turn in path[1:]:
        try:
            changes.append(again(run, turn))
        except ChoiceError:
            return Replayed(run, len(changes), tuple(changes), turn.choice)
    return Replayed(run, len(changes), tuple(changes), "")
