"""What is on the screen while a story is being opened at the start."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from engine.tui.keys import command_bindings
from engine.tui.screens.book import Book
from engine.tui.text import words
from engine.tui.widgets.leaf import Leaf
from engine.tui.wording import OPENING


class Waiting(Book[None]):
    """One sentence."""

    BINDINGS: ClassVar[list[BindingType]] = [*command_bindings("quit")]
    FOOT = ("command.quit",)
    OFFERED = ("quit",)

    def compose(self) -> ComposeResult:
        """The sentence, over an empty list of options."""
        with Vertical(classes="column"):
            yield from self.page(Leaf(Static(words(OPENING), classes="text note")))
        yield self.keyline()
