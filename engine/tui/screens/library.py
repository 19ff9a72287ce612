"""The library: the stories, each with its last play-through and how it stands.

In: the sitting's desk, asked in a thread of its own. Out: `Resume` or `ToThreshold`.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from engine.errors import UserError
from engine.record import SaveLine
from engine.session import StoryCard
from engine.session.desk import Desk
from engine.tui.keys import command_bindings
from engine.tui.messages import Resume, ToThreshold
from engine.tui.screens.book import Book
from engine.tui.sitting import Sitting
from engine.tui.text import words
from engine.tui.widgets.leaf import Leaf
from engine.tui.widgets.menu import Menu, Row
from engine.tui.wording import LOOKING, NO_STORIES, save_label, save_stands


@dataclass(frozen=True, slots=True)
class Shelf:
    """A story and its saves, last played first."""

    card: StoryCard
    saves: tuple[SaveLine, ...]


def shelves(desk: Desk) -> tuple[Shelf, ...]:
    """All stories with their saves; may take a second where a story has to be read anew."""
    return tuple(Shelf(card, desk.saves(card.id)) for card in desk.stories())


def shelf_rows(shelf: Shelf, index: int, first: int) -> list[Row]:
    """The options of one story, numbered from `first`."""
    sound = [save for save in shelf.saves if save.header]
    last = sound[0] if sound else None
    kinds: list[tuple[str, str, tuple[str, ...]]] = []
    if last:
        kinds.append(("continue", f"Continue: {save_label(last, shelf.card)}", (save_stands(last),)))
    kinds.append(("begin", "Begin anew" if last else "Begin", ()))
    if len(shelf.saves) > (1 if last else 0):
        kinds.append(("saves", "Other play-throughs", ()))
    rows = [
        Row(f"{kind} {index}", number, label, notes=notes) for number, (kind, label, notes) in enumerate(kinds, first)
    ]
    return [rows[0].replace(heading=shelf.card.title, about=shelf.card.about), *rows[1:]]


class Library(Book[None]):
    """The first screen where no story was named."""

    BINDINGS: ClassVar[list[BindingType]] = [*command_bindings("settings", "help", "quit")]
    FOOT = ("menu.enter", "command.help", "command.settings", "command.quit", "app.palette")

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.shelves: tuple[Shelf, ...] = ()

    def compose(self) -> ComposeResult:
        """A title; the stories come when they have been found."""
        with Vertical(classes="column list"):
            yield Static("Stories", classes="title")
            yield from self.page(Leaf(Static(words(LOOKING), classes="text note")))
        yield self.keyline()

    def on_mount(self) -> None:
        """Look for stories."""
        self.look()

    def on_screen_resume(self) -> None:
        """Look again after a play-through."""
        if self.shelves:
            self.say("")
            self.look()

    @work(exclusive=True)
    async def look(self) -> None:
        """Find the stories and show them."""
        try:
            self.shelves = await asyncio.to_thread(shelves, self.sitting.desk)
        except UserError as trouble:
            self.say(str(trouble))
        rows: list[Row] = []
        for index, shelf in enumerate(self.shelves):
            rows += shelf_rows(shelf, index, len(rows) + 1)
        self.query_one(".note", Static).update(words("" if rows else NO_STORIES))
        self.set_class(bool(rows), "-found")
        await self.menu.show(rows)

    async def action_command(self, name: str) -> None:
        """Settings are here too."""
        from engine.tui.screens.settings import SettingsScreen

        if name == "settings":
            self.app.push_screen(SettingsScreen(self.sitting))
        else:
            await super().action_command(name)

    def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Go on, begin, or list the saves."""
        from engine.tui.screens.saves import SavesScreen

        kind, index = message.row.id.split()
        shelf = self.shelves[int(index)]
        if kind == "continue":
            self.post_message(Resume(next(save.name for save in shelf.saves if save.header)))
        elif kind == "begin":
            self.post_message(ToThreshold(shelf.card))
        else:
            self.app.push_screen(SavesScreen(shelf.saves, shelf.card))
