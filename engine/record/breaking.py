"""Why a recorded choice cannot be made again in a changed story.

In: a run that refused it, and the turn. Out: a `Break`.
"""

from __future__ import annotations

from engine.errors import ChoiceError
from engine.frozen import Frozen
from engine.machine import Machine, Run, reason
from engine.program.ids import owner_of
from engine.program.layout import PLACE
from engine.program.renaming import Renaming
from engine.record.fitting import is_known
from engine.record.model import Turn


class Break(Frozen):
    """The choice `choice` of the turn at `place` could not be made again.

    `kind` is removed (the story has it no more), locked (`why` says it in the story's words), hidden (its block does
    not offer it now), elsewhere (the road has led to another block), answer (what was typed is none), over (the story
    has ended before), man (there is no such profile; then at place 0, with its id), state (what was carried
    over from an earlier version makes no sense in this one) or earlier (of a branch: what it parts from was lost).
    """

    place: int
    kind: str
    choice: str
    why: str = ""


def broken(machine: Machine, run: Run, place: int, former: str, turn: Turn, error: ChoiceError) -> Break:
    """Why `run` refused `turn`, whose choice was called `former`, with `error`."""
    program, choice = machine.program, turn.choice
    if not is_known(program, choice):
        return Break(place, "removed", former)
    for offered, is_open, _ in run.change.offers:
        if offered == choice and not is_open:
            return Break(place, "locked", choice, reason(program, machine.layout, run.cells, choice))
        if offered == choice:
            return Break(place, "answer", choice, str(error))
    here = run.cells[PLACE]
    if not here:
        return Break(place, "over", choice)
    at_block = here in (Renaming(program.renamed).choice(turn.block), owner_of(choice))
    return Break(place, "hidden" if at_block else "elsewhere", choice)
