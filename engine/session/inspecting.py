"""The values behind a page, for authors: each with what wrote it last; and a value changed by hand.

In: a machine, a record and the cells it stands at. Out: lines, or the write that a change is. Linear in the path.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.expr import Value, calendar, spoken
from engine.frozen import Frozen
from engine.machine import Machine
from engine.machine.scope import zone_at
from engine.program import CLOCK, HERE, Variable
from engine.program.layout import CellValue
from engine.record import Record
from engine.record.fitting import AUTHOR, Carried
from engine.session.shown import Shown


class ValueLine(Frozen):
    """A value, written so that it can be set by the same words; `cause` is what wrote it last: "as it began".

    One that is `worked_out` of others cannot be set. `wanted` says what can: "a number, at least 0".
    """

    name: str
    value: str
    cause: str
    wanted: str = ""
    worked_out: bool = False

    @property
    def told(self) -> str:
        """All of it in one line."""
        return f"{self.name}: {self.value}, {self.cause}"


def value_lines(machine: Machine, record: Record, cells: list[CellValue], prefix: str = "") -> Iterator[ValueLine]:
    """Every variable or field whose name begins with `prefix`, hidden ones too; derived ones after them."""
    shown, last = Shown(machine), _last(record)
    for variable in machine.program.variables:
        if variable.name.startswith(prefix):
            value = cells[machine.layout.slots[variable.name]]
            cause = last.get(variable.name, "as it began")
            yield ValueLine(variable.name, _as_set(value, variable, machine), cause, _wanted(variable))
    scope = shown.scope(cells)
    for quantity in machine.program.quantities:
        if quantity.name.startswith(prefix):
            value = _written(shown.worked_out(quantity.name, scope))
            yield ValueLine(quantity.name, value, "worked out", worked_out=True)


def standing_told(machine: Machine, cells: list[CellValue]) -> str:
    """Hour and place, in a line."""
    return f"now: {Shown(machine).now(cells) or cells[CLOCK]}; place: {cells[HERE] or 'none'}"


def _last(record: Record) -> dict[str, str]:
    """By whom, and at which choice, each cell was written last on the present path."""
    found: dict[str, str] = {}
    for place, turn in enumerate(record.path()):
        for cell, _, _, statement in turn.wrote:
            by = "by you, the author" if statement == AUTHOR else f"by {statement}"
            found[cell] = f"{by}, choice {place}" if place else f"{by}, at the opening"
    return found


def _as_set(value: CellValue, variable: Variable, machine: Machine) -> str:
    """A value as an author writes it: times as dates, spans as minutes."""
    if isinstance(value, int) and variable.kind == "duration":
        return f"{value}m"
    if isinstance(value, int) and variable.kind == "moment":
        at = calendar.local(value, zone_at(machine.program, ""))
        year, month, day = calendar.civil(at // calendar.DAY)
        return f"{year:04}-{month:02}-{day:02} {at % calendar.DAY // 60:02}:{at % 60:02}"
    return _written(value)


def _written(value: Value) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return spoken.plain(value) if value != "" else "''"


_KINDS = {
    "number": "A number",
    "flag": "true or false",
    "text": "Words",
    "moment": "A date and an hour, as 2022-09-26 14:00",
    "duration": "A span of time, as 1h 30m",
    "thing": "An id",
}


def _wanted(variable: Variable) -> str:
    """What may be set, in words."""
    if variable.kind == "set":
        return f"Any of [{', '.join(variable.values)}]"
    if variable.values:
        return f"One of {', '.join(variable.values)}"
    kind = _KINDS.get(variable.kind, "A value")
    return f"{kind}, at least {variable.low}" if variable.kind == "number" and variable.low is not None else kind


def set_by_author(machine: Machine, cells: list[CellValue], cell: str, value: CellValue) -> Carried:
    """The write that gives `cell` a value by the author's hand."""
    return ((cell, cells[machine.layout.slots[cell]], value, AUTHOR),)
