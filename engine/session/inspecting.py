"""The values behind a page, for authors: each with what wrote it last; and a value changed by hand.

In: a machine, a record and the cells it stands at. Out: lines, or the write that a change is. Linear in the path.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.expr import Value, spoken
from engine.machine import Machine
from engine.program import CLOCK, HERE
from engine.program.layout import CellValue
from engine.record import Record
from engine.record.fitting import AUTHOR, Carried
from engine.session.shown import Shown


def values_told(machine: Machine, record: Record, cells: list[CellValue], prefix: str = "") -> Iterator[str]:
    """One line a variable or field whose name begins with `prefix`, hidden ones too; derived ones after them."""
    shown, last = Shown(machine), _last(record)
    if not prefix:
        yield f"now: {shown.now(cells) or cells[CLOCK]}; place: {cells[HERE] or 'none'}"
    for variable in machine.program.variables:
        if variable.name.startswith(prefix):
            value = cells[machine.layout.slots[variable.name]]
            yield f"{variable.name}: {_written(value)}{last.get(variable.name, ', as it began')}"
    scope = shown.scope(cells)
    for quantity in machine.program.quantities:
        if quantity.name.startswith(prefix):
            yield f"{quantity.name}: {_written(shown.worked_out(quantity.name, scope))}, worked out"


def _last(record: Record) -> dict[str, str]:
    """By whom, and at which choice, each cell was written last on the present path."""
    found: dict[str, str] = {}
    for place, turn in enumerate(record.path()):
        for cell, _, _, statement in turn.wrote:
            by = "by you, the author" if statement == AUTHOR else f"by {statement}"
            found[cell] = f", {by}, choice {place}" if place else f", {by}, at the opening"
    return found


def _written(value: Value) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return spoken.plain(value) if value != "" else "''"


def set_by_author(machine: Machine, cells: list[CellValue], cell: str, value: CellValue) -> Carried:
    """The write that gives `cell` a value by the author's hand."""
    return ((cell, cells[machine.layout.slots[cell]], value, AUTHOR),)
