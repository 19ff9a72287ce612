"""A path through a graph played again from the beginning, so that what it shows can be shown to a person.

In: a machine and the deeds of a path. Out: a `Play`, with the outcomes that chance must give by stream and count.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from engine.machine import Change, Machine
from engine.program import Profile
from engine.workbench.exploring.chance import ChanceRun, extended, with_rounds
from engine.workbench.exploring.report import Play, Played
from engine.workbench.exploring.search import Deed


class Shown(NamedTuple):
    """A play with what its last step did and the run where it stands."""

    play: Play
    last: Change
    run: ChanceRun


def played(machine: Machine, man: Profile, deeds: Sequence[Deed], silent: Collection[str]) -> Shown:
    """Play `deeds`, of which the first is the opening. Raises ChoiceError where they cannot be played."""
    rounds = with_rounds(machine.layout, machine.program)
    run = ChanceRun(machine.book, extended(machine.first_cells(man), rounds), rounds, silent)
    turns: list[Played] = []
    for at, deed in enumerate(deeds):
        run.follow(deed.script)
        if at == 0:
            change = run.enter(man.start)
        elif deed.answer is None:
            change = run.choose(deed.choice)
        else:
            change = run.answer(deed.choice, deed.answer)
        turns.append(Played(deed.choice, tuple(change.drawn), deed.answer))
    return Shown(Play(man.id, tuple(turns)), run.change, run)
