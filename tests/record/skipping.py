"""A play from the very beginning in which some writes are passed over: what a verdict is held to."""

from collections.abc import Sequence
from typing import Any

from engine.errors import ChoiceError
from engine.machine import Run
from engine.record import made_again
from engine.record.causes import Past, Writing


class Skipping(list):
    """Cells that let the assignments in `wanted` pass by: (slot, which of them in this turn, from 1)."""

    def __init__(self, cells: list) -> None:
        super().__init__(cells)
        self.begin(())

    def begin(self, wanted: Sequence[tuple[int, int]]) -> None:
        """A new turn."""
        self.wanted, self.met = set(wanted), {}

    def __setitem__(self, slot: Any, value: Any) -> None:
        self.met[slot] = self.met.get(slot, 0) + 1
        if (slot, self.met[slot]) not in self.wanted:
            super().__setitem__(slot, value)


def without(past: Past, writings: Sequence[Writing], place: int) -> tuple[str, Run, int]:
    """Played or lost, the run after the turn at `place`, and where it was lost."""
    machine, header = past.machine, past.record.header
    forced = {(stream, count): out for turn in past.path for stream, count, out in turn.drawn}
    cells = Skipping(machine.first_cells(machine.profile(header.profile)))
    run = machine.run_from(header.seed, cells, forced=forced)
    for at, turn in enumerate(past.path[: place + 1]):
        here = [each for each in writings if each.place == at]
        cells.begin(
            [
                (machine.layout.slots[each.cell], 1 + sum(row[0] == each.cell for row in turn.wrote[: each.index]))
                for each in here
            ]
        )
        try:
            made_again(machine, run, turn, header.profile)
        except (ChoiceError, KeyError, TypeError):  # without what a call was given, its scene cannot run
            return "lost", run, at
    return "played", run, -1
