"""A page with options under it that lead on: to another page over this one, or back into the play-through.

In: a page, rows whose ids are lines as one types them, and how a line is opened. Out: None when closed, or a line that
the play-through is to follow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.widget import Widget

from engine.errors import UserError
from engine.session import Page
from engine.tui.screens.book import Book
from engine.tui.screens.page import PageScreen
from engine.tui.widgets.leaf import Leaf, sections
from engine.tui.widgets.menu import Menu, Row

FOLLOWED = ("go", "back", "name", "note", "remove", "restore")
"""First words of lines that close all pages and are followed by the play-through."""

Open = Callable[[str], Book[str | None]]


class RowsPage(PageScreen):
    """The page of a command, and ways from it. `listed`: the options matter more than the text."""

    AUTO_FOCUS = "Menu"
    FOOT = ("page.close", "menu.enter", "read.page-down", "command.help", "app.palette")

    def __init__(self, page: Page, name: str, rows: Sequence[Row], open_: Open, *, listed: bool = False) -> None:
        super().__init__(page, name, others=True)
        self.rows, self._open = tuple(rows), open_
        self.KIND = "list" if listed else "told"

    def reading(self) -> tuple[Widget, ...]:
        """The text over the options."""
        return self.page(self.leaf(), self.rows)

    def leaf(self) -> Leaf:
        """What is read."""
        return Leaf(*sections(self.shown.sections))

    async def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Follow the row's line: within the pages, or back in the play-through."""
        await self.follow(message.row.id)

    async def follow(self, line: str) -> None:
        """Open what `line` names over this page; what goes somewhere closes it."""
        if line.split(maxsplit=1)[0] in FOLLOWED:
            self.dismiss(line)
            return
        try:
            self.app.push_screen(self._open(line), self._passed_on)
        except UserError as trouble:
            self.say(str(trouble))

    def _passed_on(self, line: str | None) -> None:
        if line is not None:
            self.dismiss(line)


class RecordPage(RowsPage):
    """The record by day; what is earlier than one page of it is listed when asked for."""

    def __init__(self, page: Page, rows_until: Callable[[int], list[Row]], open_: Open) -> None:
        self._until = rows_until
        super().__init__(page, "record", rows_until(2**31), open_, listed=True)

    async def on_mount(self) -> None:
        """Begin at the last choice."""
        self.call_after_refresh(lambda: self.menu.point(len(self.rows) - 1))

    async def follow(self, line: str) -> None:
        """Open a turn, or list what is earlier."""
        kind, _, number = line.partition(" ")
        if kind == "before":
            rows = self._until(int(number))
            await self.menu.show(rows, len(rows) - 1)
        else:
            await super().follow(line)
