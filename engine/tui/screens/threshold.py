"""A story's threshold: what it is, its content notes, and the choice of a man.

In: a `StoryCard`. Out: `Begin`, or `ToLibrary`.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from engine.session import ProfileCard, StoryCard
from engine.tui.keys import command_bindings
from engine.tui.messages import Begin, ToLibrary
from engine.tui.screens.book import Book
from engine.tui.screens.opening import Opening
from engine.tui.sitting import Sitting
from engine.tui.text import words
from engine.tui.widgets.leaf import Leaf, sections
from engine.tui.widgets.menu import Menu, Row
from engine.tui.wording import safe_label, threshold_sections

SAFE = " safe"
"""Id of the row of the reading setting; no profile's id begins with a space."""


def man_row(profile: ProfileCard, number: int) -> Row:
    """A man to choose, with what he has and lacks."""
    told = (("", profile.about), ("Has: ", profile.has), ("Lacks: ", profile.lacks))
    notes = tuple(f"{title}{text}" for title, text in told if text)
    return Row(profile.id, number, profile.title or profile.name, notes=notes)


class Threshold(Book[None]):
    """The page before a story."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "library", "Stories", tooltip="Back to the stories.", show=False, id="threshold.library"),
        *command_bindings("settings", "help", "quit"),
    ]
    FOOT = ("menu.enter", "command.help", "threshold.library", "command.quit", "command.settings", "app.palette")

    def __init__(self, card: StoryCard, sitting: Sitting) -> None:
        super().__init__()
        self.card, self.sitting = card, sitting

    def compose(self) -> ComposeResult:
        """The text, and the men under it."""
        card = self.card
        by = ", ".join(card.authors)
        with Vertical(classes="column"):
            leaf = Leaf(
                Static(words(card.title), classes="title"),
                Static(words(by), classes="by"),
                *sections(threshold_sections(card)),
            )
            yield from self.page(leaf, self._rows())
        yield self.keyline()

    def on_mount(self) -> None:
        """Ask."""
        question = self.query_one(".question", Static)
        question.update(words("Whose way?"))
        question.add_class("-asked")

    def _rows(self) -> list[Row]:
        men = [man_row(each, number) for number, each in enumerate(self.card.profiles, 1)]
        return [*men, Row(SAFE, len(men) + 1, safe_label(self.sitting.settings))]

    async def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Begin as that man, or turn the reading setting over."""
        if message.row.id == SAFE:
            self.sitting.turn("safe")
            await self.menu.show(self._rows(), message.row.number - 1)
        elif self.card.opening:
            self.app.push_screen(Opening(self.card, message.row.id))
        else:
            self.post_message(Begin(self.card.id, message.row.id))

    async def action_command(self, name: str) -> None:
        """All settings are a page away; the one that a reader may want before the first page is a row here."""
        from engine.tui.screens.settings import SettingsScreen

        if name == "settings":
            self.app.push_screen(SettingsScreen(self.sitting), self._settled)
        else:
            await super().action_command(name)

    async def _settled(self, _: str | None) -> None:
        await self.menu.show(self._rows(), self.menu.here)

    def action_library(self) -> None:
        """Back to the stories."""
        self.post_message(ToLibrary())
