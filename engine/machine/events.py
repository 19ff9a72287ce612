"""What one step did: plain tuples with names, gathered in a `Change`.

The generated code appends bare tuples in these shapes, because making them is what a turn costs most; the names here
are for reading them. A `Change` applied backwards undoes the step, forwards it does it again.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.program.layout import CellValue


class Wrote(NamedTuple):
    """A cell changed from `old` to `new` by the statement `statement` (its owner and what it writes)."""

    slot: int
    old: CellValue
    new: CellValue
    statement: str


class Said(NamedTuple):
    """A passage was shown when the clock stood at `clock`. `passage` is its id, which begins with its scene's."""

    passage: str
    text: str
    clock: int


class Offer(NamedTuple):
    """A choice stands open or locked. `label` is "" when the machine runs without text."""

    choice: str
    open: bool
    label: str


class Drawn(NamedTuple):
    """Chance decided: draw number `nth` (from 0) of `stream` gave `outcome`; of a shuffle, an index from 0."""

    stream: str
    nth: int
    outcome: str


class Remembered(NamedTuple):
    """A clause for the record."""

    statement: str
    text: str


class Fault(NamedTuple):
    """The story asked for what cannot be: `code`, where, and the value that could not stand.

    Codes: range, division, weights, length, stuck (nothing to take), loop, lost (nowhere to go on),
    result (a call gave back nothing, or what its `into` cannot hold), moments (too many events in one stretch of time).
    """

    code: str
    statement: str
    would_be: int


class Change:
    """All that one step did. The lists are in the order of happening; `ending` is None while the story goes on."""

    __slots__ = ("drawn", "ending", "faults", "offers", "remembered", "said", "wrote")

    def __init__(self) -> None:
        self.wrote: list[tuple[int, CellValue, CellValue, str]] = []
        self.said: list[tuple[str, str, int]] = []
        self.offers: list[tuple[str, bool, str]] = []
        self.drawn: list[tuple[str, int, str]] = []
        self.remembered: list[tuple[str, str]] = []
        self.faults: list[tuple[str, str, int]] = []
        self.ending: str | None = None

    def undo(self, cells: list[CellValue]) -> None:
        """Put `cells` back to what they were before this step."""
        for slot, old, _, _ in reversed(self.wrote):
            cells[slot] = old

    def redo(self, cells: list[CellValue]) -> None:
        """Bring `cells` to what they were after this step."""
        for slot, _, new, _ in self.wrote:
            cells[slot] = new
