"""The schedule: rows with a time become events, and what they do becomes scenes that are called when it comes.

In: the shapes of all files and the story's names. Out: events in the order of the files, and for each a scene among the
names, lowered like any other; diagnostics for times that are none or can never come. Moments lie on the clock's grain.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from engine.compiler import schema, values
from engine.compiler.declare import Declarations, namespace_of
from engine.compiler.kinds import FLAG
from engine.compiler.language import read_expression
from engine.compiler.names import EVENTS, Local, SceneEntry
from engine.compiler.nodes import Scalar
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag, nearest
from engine.program import Event

_OF_EVERY = ("since", "until", "missed")
_DOES = ("say", "do", "remember", "call", "go")


class _Time(NamedTuple):
    first: int | None
    every: int
    until: int


class Schedule:
    """Reads the rows. `declare` comes before scenes are lowered, `events` when all choices have their ids."""

    def __init__(self, files: Sequence[Shaped], manifest: Shaped, declared: Declarations, bag: Bag) -> None:
        self._files = files
        self._manifest = manifest
        self._declared = declared
        self._names = declared.names
        self._clock = declared.names.clock
        self._bag = bag
        self._rows: list[tuple[SceneEntry, schema.EventShape]] = []

    def declare(self) -> None:
        """A scene for each row."""
        for file in self._files:
            namespace = "" if file is self._manifest else namespace_of(file)
            for key, row in file.shape.schedule.items():
                if self._declared.is_new("rows of the schedule", key):
                    entry = SceneEntry(f"{EVENTS}{key}", namespace, file.file, key, _scene(row))
                    self._names.scenes[entry.id] = entry
                    self._rows.append((entry, row))
        self._names.timed = bool(self._rows)

    def events(self) -> tuple[Event, ...]:
        """The events, with their times and conditions; what they wait for is told to the names."""
        return tuple(event for event in (self._event(*each) for each in self._rows) if event is not None)

    def _event(self, entry: SceneEntry, row: schema.EventShape) -> Event | None:
        local = Local(entry.namespace, entry.id)
        self._check_deeds(entry, row)
        time = self._time(entry, row, local)
        guard = None if row.test is None else read_expression(row.test, self._names, local, self._bag, FLAG)
        return time and Event(
            str(entry.key),
            entry.id,
            time.first,
            time.every,
            time.until,
            self._whole(row.priority),
            self._gathers(row.missed),
            None if guard is None else guard.expr,
        )

    def _check_deeds(self, entry: SceneEntry, row: schema.EventShape) -> None:
        if row.go is not None and row.call is not None:
            self._bag.add("SCH004", entry.key.place, row=entry.key)
        if all(getattr(row, each) is None for each in _DOES):
            self._bag.add("SCH006", entry.key.place, row=entry.key)

    # -- times -------------------------------------------------------------------------------------------------

    def _time(self, entry: SceneEntry, row: schema.EventShape, local: Local) -> _Time | None:
        """When a row falls due; None, with a diagnostic, when that cannot be told."""
        if sum(getattr(row, each) is not None for each in schema.EventShape.TIMES) != 1:
            self._bag.add("SCH001", entry.key.place, row=entry.key)
            return None
        for key in _OF_EVERY:
            written = getattr(row, key)
            if written is not None and row.every is None:
                self._bag.add("SCH008", written.place, key={"since": "from"}.get(key, key))
        if row.at is not None:
            moment = self._moment(row.at)
            return None if moment is None else _Time(moment, 0, self._clock.end)
        if row.every is not None:
            return self._every(row, row.every)
        return None if row.after is None else self._after(entry, row.after, local)

    def _every(self, row: schema.EventShape, written: Scalar) -> _Time | None:
        every = self._span(written)
        if every is None:
            return None
        if every == 0:
            self._bag.add("SCH003", written.place)
            return None
        first = self._clock.start + every if row.since is None else self._moment(row.since)
        until = self._clock.end if row.until is None else self._moment(row.until)
        if first is None or until is None:
            return None
        if until < first:
            self._bag.add("SCH005", (row.until or written).place)
        return _Time(first, every, until)

    def _after(self, entry: SceneEntry, after: schema.AfterShape, local: Local) -> _Time | None:
        owner = self._names.owner(str(after.seen), local)
        if owner is None:
            known = nearest(
                after.seen, [*self._names.scenes, *self._names.owners, *self._names.items, *self._names.checkpoints]
            )
            hint = f'did you mean "{known}"?' if known else None
            self._bag.add("REF005", after.seen.place, name=after.seen, hint=hint)
            return None
        wait = 0 if after.wait is None else self._span(after.wait)
        if wait is None:
            return None
        if wait > self._clock.end - self._clock.start or owner == entry.id:
            self._bag.add("SCH005", (after.wait or after.seen).place)
        if owner not in self._names.scenes:
            self._names.counters.add(owner)
        self._names.armed.setdefault(owner, []).append((str(entry.key), wait))
        return _Time(None, 0, self._clock.end)

    def _span(self, written: Scalar) -> int | None:
        found = values.span(written)
        if found is None:
            self._bag.add("VAL006", written.place, value=written)
            return None
        return self._raised(found)

    def _moment(self, written: Scalar) -> int | None:
        found = values.moment(written, self._clock.zone)
        if found is None:
            self._bag.add("VAL003", written.place, value=written)
            return None
        if not self._clock.start <= found <= self._clock.end:
            self._bag.add("SCH002", written.place, value=written)
            return None
        return self._clock.start + self._raised(found - self._clock.start)

    def _raised(self, minutes: int) -> int:
        return -(-minutes // self._clock.grain) * self._clock.grain

    # -- the rest ------------------------------------------------------------------------------------------------

    def _whole(self, written: Scalar | None) -> int:
        found = 0 if written is None else values.whole_number(written)
        if found is None and written is not None:
            self._bag.add("VAL002", written.place, value=written)
        return found or 0

    def _gathers(self, written: Scalar | None) -> bool:
        if written is not None and written not in ("once", "each"):
            self._bag.add("VAL010", written.place, value=written, known="once, each")
        return written == "once"


def _scene(row: schema.EventShape) -> schema.SceneShape:
    """The scene of a row: what it says, does and leaves for, in that order."""
    body: list[Any] = [] if row.say is None else [row.say]
    if row.do is not None:
        body.append(schema.Do.model_construct(do=row.do, remember=row.remember))
    elif row.remember is not None:
        body.append(schema.RememberItem.model_construct(remember=row.remember))
    if row.call is not None:
        body.append(schema.CallItem.model_construct(call=row.call))
    if row.go is not None:
        body.append(schema.Interrupt.model_construct(go=row.go))
    return schema.SceneShape.model_construct(title=row.title, body=body)
