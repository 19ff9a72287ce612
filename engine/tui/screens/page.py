"""A page that answers a command: papers, people, record, help and the others.

In: a `Page`. Out: None when closed, or a line as one would type it: the name of another page whose key was pressed.
Must not know who asked.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from engine.session import COMMANDS, Page
from engine.tui.keys import command_bindings
from engine.tui.screens.book import Book
from engine.tui.text import words
from engine.tui.widgets.edge import Edge
from engine.tui.widgets.leaf import Leaf, sections

PAGES = tuple(each.name for each in COMMANDS if each.page and each.key)


class PageScreen(Book[str | None]):
    """One page over the screen it was asked from. Its own key, Escape and `q` close it."""

    AUTO_FOCUS = "Leaf"
    CSS_PATH = "../pages.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", tooltip="Close this page.", show=False, id="page.close"),
        Binding("q,й,backspace", "close", "Close", show=False, id="page.close-also"),
        *command_bindings(*PAGES),
    ]
    FOOT: ClassVar[tuple[str, ...]] = ("page.close", "read.page-down", "command.help", "app.palette")
    OFFERED = PAGES
    KIND = ""
    """A class of its column: "list" where options matter more than text."""

    def __init__(self, page: Page, name: str, *, others: bool = False) -> None:
        super().__init__()
        self.shown, self.called, self.others = page, name, others

    def compose(self) -> ComposeResult:
        """The title, the sections, the keys."""
        with Vertical(classes=f"column {self.KIND}"):
            yield Static(words(self.shown.title), classes="title")
            yield from self.reading()
        yield self.keyline()

    def reading(self) -> tuple[Widget, ...]:
        """What stands under the title."""
        return Leaf(*sections(self.shown.sections)), Edge()

    def action_close(self) -> None:
        """Go back to where the page was asked for."""
        self.dismiss(None)

    async def action_command(self, name: str) -> None:
        """The key of another page turns to it; the key of this one closes it."""
        if name == self.called:
            self.dismiss(None)
        elif self.others:
            self.dismiss(name)
