"""The past of one path: who wrote which cell when, and the cells at any moment of any turn.

In: a machine, a record, the turn a path leads to. Out: writings and cells. Costs: making it is linear in what the path
wrote, once; then a cell's last writing is a bisection, and cells at a turn are those of the nearest snapshot and fifty
turns more.
"""

from __future__ import annotations

from bisect import bisect_left

from engine.machine import Machine
from engine.program.layout import CellValue
from engine.record.causes.model import START, Writing
from engine.record.cells import cells_after
from engine.record.model import Turn
from engine.record.tree import Record

_OF_THE_ENGINE = frozenset(("@turn", "@place", "@stack"))
"""Cells that say where a play stands; a question about them is a question about choices."""


class Past:
    """The path of `record` that leads to the turn `to` (where the player stands when None)."""

    def __init__(self, machine: Machine, record: Record, to: int | None = None) -> None:
        self.machine = machine
        self.record = record
        self.path: list[Turn] = record.path(to)
        self._writings: dict[str, list[Writing]] = {}
        self._when: dict[str, list[tuple[int, int]]] = {}
        self._begun = machine.first_cells(machine.profile(record.header.profile))
        for place, turn in enumerate(self.path):
            self._take(place, turn)

    def _take(self, place: int, turn: Turn) -> None:
        for index, (cell, old, new, statement) in enumerate(turn.wrote):
            if cell not in _OF_THE_ENGINE:
                self._writings.setdefault(cell, []).append(Writing(cell, place, index, old, new, statement))
                self._when.setdefault(cell, []).append((place, index))

    def last(self, cell: str, place: int, index: int) -> Writing:
        """The last writing of `cell` before the write `index` of the turn at `place`; the start where there is none."""
        found = bisect_left(self._when.get(cell, ()), (place, index))
        if found:
            return self._writings[cell][found - 1]
        first = self._begun[self.machine.layout.slots[cell]]
        return Writing(cell, START, START, first, first, "")

    def earlier(self, cell: str, place: int, index: int) -> list[Writing]:
        """All writings of `cell` before that moment, oldest first."""
        return self._writings.get(cell, [])[: bisect_left(self._when.get(cell, ()), (place, index))]

    def cells(self, place: int, index: int) -> list[CellValue]:
        """The cells when the turn at `place` had made `index` writes: a copy."""
        cells = self._after(place - 1)
        if place < len(self.path):
            self._redo(self.path[place], cells, index)
        return cells

    def _after(self, place: int) -> list[CellValue]:
        return list(self._begun) if place < 0 else cells_after(self.machine, self.record, self.path[place].id)

    def _redo(self, turn: Turn, cells: list[CellValue], count: int) -> None:
        slots = self.machine.layout.slots
        for cell, _, new, _ in turn.wrote[:count]:
            if cell in slots:
                cells[slots[cell]] = new
