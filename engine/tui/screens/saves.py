"""The play-throughs of one story, last played first; the one taken is gone on with.

In: `SaveLine`s and the story's card. Out: `Resume`.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from engine.record import SaveLine
from engine.session import Page, Section, StoryCard
from engine.tui.messages import Resume
from engine.tui.screens.page import PageScreen
from engine.tui.widgets.leaf import Leaf, sections
from engine.tui.widgets.menu import Menu, Row
from engine.tui.wording import save_label, save_stands

NONE = "Nothing has been saved of this story."
SOME = "Each is kept as it was left. Choose one to go on with it."


def save_row(save: SaveLine, number: int, card: StoryCard | None) -> Row:
    """A save as a row; one without a sound header is closed."""
    closed = (save.trouble or "It cannot be read.") if save.header is None else None
    return Row(save.name, number, save_label(save, card), "", () if closed else (save_stands(save),), closed)


class SavesScreen(PageScreen):
    """A page whose options are saves."""

    AUTO_FOCUS = "Menu"
    KIND = "list"
    FOOT = ("page.close", "menu.enter", "command.help", "app.palette")

    def __init__(self, saves: Sequence[SaveLine], card: StoryCard | None, *, others: bool = False) -> None:
        super().__init__(Page("Play-throughs", (Section("", (SOME if saves else NONE,)),)), "saves", others=others)
        self.rows = tuple(save_row(each, number, card) for number, each in enumerate(saves, 1))

    def reading(self) -> tuple[Widget, ...]:
        """A sentence over the list."""
        return self.page(Leaf(*sections(self.shown.sections)), self.rows)

    def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Go on with that save."""
        self.dismiss(None)
        self.app.post_message(Resume(message.row.id))
