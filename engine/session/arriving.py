"""Consequences as they arrive: the earlier choice that decided what this page says, in one line.

In: a record whose last turn has been shown. Out: an `Arrival`, or None. A choice counts if it lies at least one turn
back, if every link from the page to it is decisive by itself, and if the story has words for it (`remember`). Cost: the
last turn played again and its first passages weighed, a few ms; nothing where nothing has been remembered yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, cast

from engine.program import CLOCK, HERE
from engine.program.layout import CellValue
from engine.record import Record, Turn
from engine.record.causes import Cause, Past, Question, Why
from engine.session.emphasis import strip
from engine.session.shown import Shown
from engine.session.view import Arrival

MOST_ASKED = 4
"""Passages of a turn that are asked about."""

QUIET = 12
"""Turns for which a choice that was just named is not named again."""

_SIX_DAYS = 6 * 24 * 60


class Remembering(Protocol):
    """Where causes and their words come from."""

    def past(self, record: Record) -> tuple[Past, Why]:
        """The path of a record, and the answers about it."""

    def remembered(self, past: Past, cause: Cause) -> str:
        """What the story will remember of the choice that a cause is; "" where it said nothing."""


class Arriving:
    """Tells of one story's plays."""

    def __init__(self, because: Remembering, shown: Shown) -> None:
        self._because = because
        self._shown = shown

    def of(self, record: Record, lately: Sequence[int]) -> Arrival | None:
        """What the turn where the player stands owes to one earlier choice, `lately` named ones left out."""
        if not any(turn.remembered for turn in _before(record)):
            return None
        past, why = self._because.past(record)
        place = len(past.path) - 1
        for cause in _asked(why, place):
            said = self._because.remembered(past, cause)
            if 0 < cause.place < place and cause.place not in lately and said:
                when = self._when(past, cause.place, place)
                return Arrival(f"Because {strip(said)}{f', {when}' if when else ''}.", cause.place)
        return None

    def _when(self, past: Past, then: int, now: int) -> str:
        """When the choice `then` was made, as briefly as one can be sure of: the hour, the weekday, the date."""
        before, after = past.cells(then, 0), past.cells(now + 1, 0)
        (day, hour), (today, _) = (self._told(cells) for cells in (before, after))
        if day == today:
            return hour
        this_week = cast(int, after[CLOCK]) - cast(int, before[CLOCK]) < _SIX_DAYS
        return day.split(" ")[0] if this_week else day

    def _told(self, cells: list[CellValue]) -> tuple[str, str]:
        return self._shown.day_and_hour(cast(int, cells[CLOCK]), cast(str, cells[HERE]))


def _before(record: Record) -> Iterator[Turn]:
    """The turns before the one where the player stands, the latest first."""
    at = record.turns[cast(int, record.standing)].parent
    while at is not None:
        yield record.turns[at]
        at = record.turns[at].parent


def _asked(why: Why, place: int) -> Iterator[Cause]:
    for passage in why.said(place)[:MOST_ASKED]:
        for cause in why.answer(Question("passage", passage, place)):
            yield from _decisive(cause)


def _decisive(cause: Cause) -> Iterator[Cause]:
    """The cause and what stands behind it, as long as each by itself decides the one before."""
    if cause.how == "decisive" and cause.kind in ("write", "choice"):
        yield cause
        for each in cause.because:
            yield from _decisive(each)
