"""Numbered options, one of them marked: for the choices of a turn and for every other list one can choose from.

In: `Row`s. Out: `Chosen` with the row taken, `Refused` with a closed one. Must not know what the rows stand for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from engine.frozen import Frozen
from engine.tui.text import plain, words

TWIG = "└─ "


class Row(Frozen):
    """An option. `id` is the asker's own; `beside` a cost; `notes` lines below; `closed` the reason it cannot be taken.

    `number` is what is pressed, from 1; `heading` and under it `about` stand above the row ("" for none). In a tree
    `deep` says how far in the row stands.
    """

    id: str
    number: int
    label: str
    beside: str = ""
    notes: tuple[str, ...] = ()
    closed: str | None = None
    heading: str = ""
    about: str = ""
    deep: int = 0


def row_text(row: Row, here: bool = False) -> Content:
    """What stands after a row's number; `here` says whether it is the marked one."""
    label = "$mark bold" if here else ""
    if row.closed is not None:
        return words(f"Closed: {_sentence(row.label)} {row.closed}", label or "$quiet")
    beside = words(f" ({row.beside})", "$quiet") if row.beside else Content("")
    notes = [words(note, "$quiet") for note in row.notes]
    return Content("\n").join([words(row.label, label) + beside, *notes])


def _sentence(label: str) -> str:
    return label if plain(label).rstrip().endswith((".", "!", "?", "…")) else f"{label}."


class Line(Horizontal):
    """A row as drawn: the mark and number in a column of their own, so that long labels hang."""

    def __init__(self, row: Row, width: int) -> None:
        self.row, self.width_of_number = row, width
        self.mark = Static(self._mark(False), classes="mark")
        self.label = Static(row_text(row), classes="label")
        super().__init__(self.mark, *_twig(row.deep), self.label)
        self.mark.styles.width = width + 4

    def point(self, here: bool) -> None:
        """Show or take away the mark; the words, and so the room they take, stay."""
        self.set_class(here, "-here")
        self.mark.update(self._mark(here), layout=False)
        self.label.update(row_text(self.row, here), layout=False)

    def _mark(self, here: bool) -> Content:
        return Content(f"{'>' if here else ' '} {self.row.number:>{self.width_of_number}}. ")


def _twig(deep: int) -> list[Static]:
    """What stands before a row of a tree."""
    if not deep:
        return []
    twig = Static(f"{TWIG:>{len(TWIG) * deep}}", classes="twig")
    twig.styles.width = len(TWIG) * deep
    return [twig]


class Menu(VerticalScroll, inherit_bindings=False):
    """The options; `here` is the index of the marked one."""

    @dataclass
    class Chosen(Message):
        """An open row was taken."""

        row: Row

    @dataclass
    class Refused(Message):
        """A closed row was asked for."""

        row: Row

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        super().__init__()
        self.rows = tuple(rows)
        self.here = 0
        self._lines: list[Line] = []

    async def on_mount(self) -> None:
        """Draw the rows given at the start."""
        await self.show(self.rows)

    async def show(self, rows: Sequence[Row], here: int = 0) -> None:
        """Replace the rows; the mark goes to the row at `here`, or the first open one after it."""
        self.rows, self.here = tuple(rows), 0
        width = len(str(max((row.number for row in rows), default=1)))
        with self.app.batch_update():
            await self.remove_children()
            drawn = self._drawn(width)
            self._lines = [each for each in drawn if isinstance(each, Line)]
            await self.mount_all(drawn)
        self.set_class(not rows, "-empty")
        following = [index for index, row in enumerate(rows) if index >= here and row.closed is None]
        self.point(following[0] if following else min(here, max(len(rows) - 1, 0)), still=not here)

    def _drawn(self, width: int) -> list[Static | Line]:
        drawn: list[Static | Line] = []
        for row in self.rows:
            if row.heading:
                drawn.append(Static(words(row.heading), classes="group"))
            if row.about:
                drawn.append(Static(words(row.about), classes="about"))
            drawn.append(Line(row, width))
        return drawn

    def point(self, index: int, still: bool = False) -> None:
        """Mark the row at `index`, held within the list; `still` leaves the scroll position at the top."""
        left, self.here = self.here, max(0, min(index, len(self.rows) - 1))
        for at in {left, self.here}:
            if at < len(self._lines):
                self._lines[at].point(at == self.here)
        if self._lines and not still:
            self.call_after_refresh(self._lines[self.here].scroll_visible, animate=False)

    def move(self, by: int) -> None:
        """Move the mark by `by` rows."""
        self.point(self.here + by)

    def press(self, number: int) -> None:
        """Take the row that bears `number`, if there is one."""
        found = next((at for at, row in enumerate(self.rows) if row.number == number), None)
        if found is not None:
            self.point(found)
            self.take()

    def take(self) -> None:
        """Take the marked row."""
        if self.rows:
            row = self.rows[self.here]
            self.post_message(self.Chosen(row) if row.closed is None else self.Refused(row))

    def on_click(self, event: events.Click) -> None:
        """Take the row that was clicked."""
        clicked = event.widget.ancestors_with_self if event.widget else ()
        for line in clicked:
            if isinstance(line, Line):
                self.press(line.row.number)
