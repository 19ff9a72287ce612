"""The cells after any turn of a record, in a time that does not grow with the length of the play.

In: a machine and a record. Out: a list of cells. A journal without snapshots, as a program wrote it long ago or as a
branch may be short of them, is walked once from where it has one; what was worked out on the way is kept in memory.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.machine import Machine
from engine.program.layout import CellValue
from engine.record.model import Snapshot, Turn
from engine.record.tree import Record, snapshot_every


def cells_after(machine: Machine, record: Record, turn: int | None) -> list[CellValue]:
    """The cells after the turn `turn`, a copy; those a play begins with for None. The record must fit the program."""
    if turn is None:
        return machine.first_cells(machine.profile(record.header.profile))
    snapshot, later = record.since_snapshot(turn)
    cells = cells_after(machine, record, None) if snapshot is None else machine.cells_from(snapshot.cells)
    every = snapshot_every(len(cells))
    for number, each in enumerate(later, 1):
        redo(machine, cells, (each,))
        if number % every == 0 and each.id != turn:
            record.snapshots[each.id] = Snapshot(each.id, machine.values(cells))
    return cells


def redo(machine: Machine, cells: list[CellValue], turns: Iterable[Turn]) -> None:
    """Bring cells to what they were after `turns`, by what those wrote."""
    slots = machine.layout.slots
    for turn in turns:
        for name, _, new, _ in turn.wrote:
            cells[slots[name]] = new
