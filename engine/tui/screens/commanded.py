"""A screen with a play-through behind it: it answers every command of play.

In: names of commands. Out: pages over the screen; what goes back or reads again is left to the screen itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType

from engine.errors import UserError
from engine.session import COMMANDS, Page, Session, StoryCard
from engine.tui.help import keys_section
from engine.tui.keys import command_bindings, keys_for
from engine.tui.messages import ToLibrary
from engine.tui.screens.book import Book, Result
from engine.tui.sitting import Sitting
from engine.tui.wording import status_page


class Commanded(Book[Result]):
    """Opens pages over itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *command_bindings(),
        Binding(
            keys_for("i"), "status", "Status", tooltip="When, where and how you stand.", show=False, id="play.status"
        ),
        Binding("escape", "library", "Stories", tooltip="To the stories.", show=False, id="play.library"),
    ]
    OFFERED = tuple(each.name for each in COMMANDS if each.key)

    def __init__(self, session: Session, sitting: Sitting) -> None:
        super().__init__()
        self.session, self.sitting = session, sitting

    def palette(self) -> Iterable[SystemCommand]:
        """All commands of play, and what only the screen has."""
        yield from super().palette()
        yield SystemCommand("Status", "When, where and how you stand.", self.action_status)
        yield SystemCommand("Stories", "To the stories.", self.action_library)

    async def action_command(self, name: str) -> None:
        """Open the page called `name`, or leave."""
        from engine.tui.screens.page import PAGES

        if name in PAGES:
            self.turn_to(name)
        else:
            await super().action_command(name)

    def turn_to(self, name: str | None) -> None:
        """Show the page called `name` over this screen, and after it the one asked for there; None shows nothing."""
        if name is None:
            self.returned()
            return
        try:
            self.app.push_screen(self._page(name), self.turn_to)
        except UserError as trouble:
            self.say(str(trouble))

    def _page(self, name: str) -> Book[str | None]:
        from engine.tui.screens.page import PageScreen
        from engine.tui.screens.saves import SavesScreen
        from engine.tui.screens.settings import SettingsScreen

        if name == "saves":
            card = self._card()
            saves = self.sitting.desk.saves(card.id) if card else ()
            return SavesScreen(saves, card, others=True)
        if name == "settings":
            return SettingsScreen(self.sitting, others=True)
        page = self.session.page(name)
        if name == "help":
            page = Page(page.title, (*page.sections[:1], keys_section(self, self.app)))
        return PageScreen(page, name, others=True)

    def _card(self) -> StoryCard | None:
        cards = self.sitting.desk.stories()
        return next((each for each in cards if self.session.view.story in (each.id, each.title)), None)

    def returned(self) -> None:
        """A page was closed."""

    def action_status(self) -> None:
        """Show the status as a page."""
        from engine.tui.screens.page import PageScreen

        self.app.push_screen(PageScreen(status_page(self.session.view), "status", others=True), self.turn_to)

    def action_library(self) -> None:
        """Leave the play-through, which is saved, for the stories."""
        self.app.post_message(ToLibrary())
