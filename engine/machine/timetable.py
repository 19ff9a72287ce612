"""The schedule at play: time passes up to each event that falls due, the event runs, and the rest of the time follows.

In: a run, its cells, the minutes that are to pass. Out: the code to go on with. An event interrupts as a call whose
frame says how many minutes are left (see `engine.program.ids`); while one runs, others wait until it is over.
Cost: a comparison where nothing is due (in the generated code), else linear in the rows for each event.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, cast

from engine.program import CLOCK, STACK, Event, Layout
from engine.program.ids import LEFT
from engine.program.layout import DUE, NEVER, CellValue

MOST_MOMENTS = 100_000
"""Moments of events that one stretch of time is looked at for; more is a fault, and the rest passes at once."""

Cells = list[CellValue]


class Passing(NamedTuple):
    """A step that lets time pass: the id its frame has, and the statement that moves the clock."""

    id: str
    statement: str


class Timetable:
    """The rows of one program with their slots. `guards` are the rows' conditions as code, by row."""

    def __init__(self, rows: Sequence[Event], layout: Layout, guards: dict[str, Callable[[Any, Cells], bool]]) -> None:
        self.rows = {each.id: each for each in rows}
        self.guards = guards
        self._due = layout.slots[DUE]
        self._slots = {each.id: layout.slots[f"{DUE}{each.id}"] for each in rows}

    def next(self, cells: Cells, target: int) -> tuple[Event, int] | None:
        """The row that comes first by moment, priority and file, and the moment it fell due; None with none due."""
        found: tuple[Event, int] | None = None
        for row in self.rows.values():
            due = cast(int, cells[self._slots[row.id]])
            if due > target:
                continue
            moment = _last_of(row, due, target) if row.gathers else due
            if found is None or (moment, -row.priority) < (found[1], -found[0].priority):
                found = (row, moment)
        return found

    def happened(self, run: Any, cells: Cells, row: Event, moment: int) -> None:
        """Note when `row` falls due after `moment`."""
        following = moment + row.every if row.every else NEVER
        self._note(run, cells, row, following if following <= row.until else NEVER)

    def over(self, run: Any, cells: Cells, row: Event) -> None:
        """The event of `row` is over: times of its own that passed while it ran are left out."""
        due, now = cast(int, cells[self._slots[row.id]]), cast(int, cells[CLOCK])
        if due <= now and row.every:
            self.happened(run, cells, row, _last_of(row, due, now))

    def arm(self, run: Any, cells: Cells, event: str, wait: int) -> None:
        """`event` falls due in `wait` minutes."""
        row = self.rows[event]
        due = cast(int, cells[CLOCK]) + wait
        self._note(run, cells, row, due if due <= row.until else NEVER)

    def _note(self, run: Any, cells: Cells, row: Event, due: int) -> None:
        _write(run, cells, self._slots[row.id], due, row.scene)
        least = min(cast(int, cells[slot]) for slot in self._slots.values())
        if least != cells[self._due]:
            _write(run, cells, self._due, least, row.scene)


def pass_on(run: Any, cells: Cells, passing: Passing, left: int, after: Any) -> Any:
    """Let `left` minutes pass, or as many as there are before an event; then on to `after`, or into the event."""
    clock = run.book.program.clock
    wanted = cast(int, cells[CLOCK]) + left
    target = min(wanted, clock.end)
    if not _inside_event(cells):
        table: Timetable = run.book.timetable()
        for _ in range(MOST_MOMENTS):
            found = table.next(cells, target)
            if found is None:
                break
            row, moment = found
            _move(run, cells, max(moment, cast(int, cells[CLOCK])), passing.statement)
            table.happened(run, cells, row, moment)
            if row.id not in table.guards or table.guards[row.id](run, cells):
                return _interrupt(run, cells, passing, row, wanted)
        else:
            run.change.faults.append(("moments", passing.statement, MOST_MOMENTS))
    _move(run, cells, run.held(wanted, clock.start, clock.end, passing.statement), passing.statement)
    return after


def resume(run: Any, cells: Cells, passing: Passing, payload: str, after: Any) -> Any:
    """An event is over: the rest of the time passes."""
    left, _, event = payload.partition(LEFT)
    table: Timetable = run.book.timetable()
    table.over(run, cells, table.rows[event])
    return pass_on(run, cells, passing, int(left), after)


def arm(run: Any, cells: Cells, event: str, wait: int) -> None:
    """Something was met for the first time that the event `event` waits for."""
    run.book.timetable().arm(run, cells, event, wait)


def _interrupt(run: Any, cells: Cells, passing: Passing, row: Event, wanted: int) -> Any:
    stack = cast(tuple[str, ...], cells[STACK])
    frame = f"{passing.id}{LEFT}{wanted - cast(int, cells[CLOCK])}{LEFT}{row.id}"
    _write(run, cells, STACK, (*stack, frame), row.scene)
    return run.book.entries[run.book.indexes[row.scene]]


def _inside_event(cells: Cells) -> bool:
    return any(LEFT in frame for frame in cast(tuple[str, ...], cells[STACK]))


def _last_of(row: Event, due: int, target: int) -> int:
    """The last time of a row, from `due` on, up to `target`."""
    return due + (min(target, row.until) - due) // row.every * row.every


def _move(run: Any, cells: Cells, moment: int, statement: str) -> None:
    if moment != cells[CLOCK]:
        _write(run, cells, CLOCK, moment, statement)


def _write(run: Any, cells: Cells, slot: int, value: CellValue, statement: str) -> None:
    run.wrote.append((slot, cells[slot], value, statement))
    cells[slot] = value
