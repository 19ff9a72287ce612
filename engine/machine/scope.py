"""The scope in which the reference evaluator reads a list of cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from engine.expr import Expr, Value
from engine.expr.calendar import Zone
from engine.program import CLOCK, HERE, Layout, Program
from engine.program.layout import CellValue


class CellScope:
    """Reads `cells` by name. Faults go to `faults` as (code, value that could not stand)."""

    def __init__(self, program: Program, layout: Layout, cells: Sequence[CellValue]) -> None:
        self._program = program
        self._layout = layout
        self._cells = cells
        self.faults: list[tuple[str, int]] = []

    def cell(self, name: str) -> Value:
        """Value of a cell."""
        return self._cells[self._layout.slots[name]]

    def derived(self, name: str) -> Expr:
        """The expression of a derived variable."""
        return self._layout.derived[name]

    def now(self) -> int:
        """The clock."""
        return cast(int, self._cells[CLOCK])

    def zone(self) -> Zone:
        """Zone of the present place."""
        own = self._layout.zoned.get(cast(str, self._cells[HERE]), self._program.clock.zone)
        return self._program.zones.get(own, ())

    def rows(self, table: str) -> tuple[tuple[tuple[int, int], ...], bool]:
        """Rows of a table and whether they are linear."""
        found = next(each for each in self._program.tables if each.id == table)
        return found.rows, found.linear

    def fault(self, code: str, would_be: int) -> None:
        """Note an arithmetic fault."""
        self.faults.append((code, would_be))


def zone_at(program: Program, place: str) -> Zone:
    """The zone of a place's id, the clock's own where it has none or is no place."""
    own = next((thing.zone for thing in program.things if thing.kind == "place" and thing.id == place), "")
    return program.zones.get(own or program.clock.zone, ())
