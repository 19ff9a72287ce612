"""What a step read, worked out when asked by playing it once more over a list of cells that takes notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, SupportsIndex

from engine.machine.codebook import CodeBook
from engine.machine.run import Run
from engine.program.layout import TURN, CellValue


class Read(NamedTuple):
    """The cell `name` had `value` when it was read. `before` is how many writes the step had made by then."""

    name: str
    value: CellValue
    before: int


def _pass_over(slot: int, value: CellValue) -> None:
    """Readings before the choice are not its own."""


class _WatchedCells(list[CellValue]):
    """Cells that report each reading of one of them."""

    note: Callable[[int, CellValue], None]

    def __getitem__(self, slot: SupportsIndex | slice) -> Any:
        value: Any = super().__getitem__(slot)
        if isinstance(slot, int):
            self.note(slot, value)
        return value


def reads(
    book: CodeBook,
    seed: int,
    cells: list[CellValue],
    choice: str,
    *,
    typed: int | str | None = None,
    forced: Mapping[tuple[str, int], str] | None = None,
) -> tuple[Read, ...]:
    """The cells that taking `choice` from `cells` reads, in order; `cells` stay as they are. Cost: ten steps.

    `typed` is the answer where `choice` is a question that was answered.
    """
    watched = _WatchedCells(cells)
    found: list[Read] = []
    watched.note = _pass_over
    run = Run(book, seed, watched, forced=forced)
    run.settle()

    def note(slot: int, value: CellValue) -> None:
        if slot > TURN:
            found.append(Read(book.layout.names[slot], value, len(run.change.wrote)))

    watched.note = note
    if typed is None:
        run.choose(choice)
    else:
        run.answer(choice, typed)
    return tuple(found)
