"""The past of one path: who wrote which cell when, and the cells at any moment of any turn.

In: a machine, a record, the turn a path leads to. Out: writings and cells. Costs: making it is linear in what the path
wrote, and following another path in what is not on both; then a cell's last writing is a bisection, and cells at a turn
are those of the nearest snapshot and fifty turns more.
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
        self.path: list[Turn] = []
        self._when: dict[str, list[tuple[int, int]]] = {}
        self._begun = machine.first_cells(machine.profile(record.header.profile))
        self.follow(to)

    def follow(self, to: int | None = None) -> None:
        """Be the past of another turn: only what is not on both paths is gone through."""
        path = self.record.path(to)
        shared = next(
            (at for at, pair in enumerate(zip(path, self.path, strict=False)) if pair[0] is not pair[1]), None
        )
        shared = min(len(path), len(self.path)) if shared is None else shared
        for turn in reversed(self.path[shared:]):
            for cell, _, _, _ in turn.wrote:
                if cell not in _OF_THE_ENGINE:
                    self._when[cell].pop()
        self.path = path
        for place in range(shared, len(path)):
            self._take(place, path[place])

    def _take(self, place: int, turn: Turn) -> None:
        when = self._when
        for index, (cell, _, _, _) in enumerate(turn.wrote):
            if cell not in _OF_THE_ENGINE:
                if cell in when:
                    when[cell].append((place, index))
                else:
                    when[cell] = [(place, index)]

    def written(self) -> tuple[str, ...]:
        """The cells that the path wrote, the engine's own left out."""
        return tuple(cell for cell, when in self._when.items() if when)

    def _writing(self, place: int, index: int) -> Writing:
        cell, old, new, statement = self.path[place].wrote[index]
        return Writing(cell, place, index, old, new, statement)

    def last(self, cell: str, place: int, index: int) -> Writing:
        """The last writing of `cell` before the write `index` of the turn at `place`; the start where there is none."""
        when = self._when.get(cell, ())
        found = bisect_left(when, (place, index))
        if found:
            return self._writing(*when[found - 1])
        first = self._begun[self.machine.layout.slots[cell]]
        return Writing(cell, START, START, first, first, "")

    def made(self, cell: str, place: int, index: int) -> Writing:
        """The last writing before that moment that made `cell` another than it was; the start where there is none."""
        found = self.last(cell, place, index)
        while found.place != START and found.old == found.new:
            found = self.last(cell, found.place, found.index)
        return found

    def earlier(self, cell: str, place: int, index: int) -> list[Writing]:
        """All writings of `cell` before that moment, oldest first."""
        when = self._when.get(cell, [])
        return [self._writing(*each) for each in when[: bisect_left(when, (place, index))]]

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
