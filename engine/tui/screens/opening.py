"""The story's own first words, alone on a page, between the choice of a man and the first scene.

In: a `StoryCard` and the profile chosen. Out: `Begin`, or back to the threshold.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from engine.session import Section, StoryCard
from engine.tui.keys import command_bindings
from engine.tui.messages import Begin
from engine.tui.screens.book import Book
from engine.tui.widgets.leaf import Leaf, sections
from engine.tui.widgets.menu import Menu, Row


class Opening(Book[None]):
    """One page, one way on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Back to the threshold.", show=False, id="opening.back"),
        *command_bindings("help", "quit"),
    ]
    FOOT = ("menu.enter", "command.help", "opening.back", "command.quit")
    OFFERED = ("help", "quit")

    def __init__(self, card: StoryCard, profile: str) -> None:
        super().__init__()
        self.card, self.profile = card, profile

    def compose(self) -> ComposeResult:
        """The words, and a row to go on."""
        with Vertical(classes="column"):
            yield from self.page(Leaf(*sections((Section("", self.card.opening),))), [Row("begin", 1, "Begin")])
        yield self.keyline()

    def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Begin."""
        self.post_message(Begin(self.card.id, self.profile))

    def action_back(self) -> None:
        """Choose again."""
        self.app.pop_screen()
