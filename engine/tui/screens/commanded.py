"""A screen with a play-through behind it: it answers every command of play.

In: names of commands, or lines as one types them. Out: pages over the screen; what goes to another turn is left to the
screen itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType

from engine.errors import UserError
from engine.session import COMMANDS, Page, Said, Session, read_command
from engine.session.transcript import turn_lines
from engine.tui.help import keys_section
from engine.tui.keys import command_bindings, keys_for
from engine.tui.messages import ToFace, ToLibrary
from engine.tui.screens.book import Book, Result
from engine.tui.sitting import Sitting
from engine.tui.wording import ASKED, COPIED, WRITTEN, status_page


class Commanded(Book[Result]):
    """Opens pages over itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *command_bindings(),
        Binding(
            keys_for("i"), "status", "Status", tooltip="When, where and how you stand.", show=False, id="play.status"
        ),
        Binding(keys_for("y"), "copy", "Copy", tooltip="Copy this passage.", show=False, id="play.copy"),
        Binding("escape", "library", "Stories", tooltip="To the stories.", show=False, id="play.library"),
    ]
    OFFERED = tuple(each.name for each in COMMANDS if each.key or each.name in ("note", "as"))

    def __init__(self, session: Session, sitting: Sitting) -> None:
        super().__init__()
        self.session, self.sitting = session, sitting

    def palette(self) -> Iterable[SystemCommand]:
        """All commands of play, and what only the screen has."""
        yield from super().palette()
        yield SystemCommand("Status", "When, where and how you stand.", self.action_status)
        yield SystemCommand("Copy", "Copy this passage.", self.action_copy)
        yield SystemCommand("Stories", "To the stories.", self.action_library)

    async def action_command(self, name: str) -> None:
        """Do what a line says: open a page, ask for the words it wants, write, turn to the other face, or leave."""
        said = read_command(name)
        assert isinstance(said, Said), name
        if said.command.name in ASKED and not said.words:
            self._ask(said.command.name)
        elif said.command.name == "transcript":
            self._write()
        elif said.command.name == "face":
            self.app.post_message(ToFace())
        elif said.command.page:
            self.turn_to(name)
        else:
            await super().action_command(name)

    def turn_to(self, line: str | None) -> None:
        """Show the page that `line` names over this screen, and after it what was asked for there; None: nothing."""
        if line is None:
            self.returned()
            return
        said = read_command(line)
        if isinstance(said, Said) and (not said.command.page or (said.command.name in ASKED and not said.words)):
            self.call_later(self.action_command, line)
            return
        try:
            self.app.push_screen(self._page(line), self.turn_to)
        except UserError as trouble:
            self.say(str(trouble))

    def _page(self, line: str) -> Book[str | None]:
        from engine.tui.screens.page import PageScreen
        from engine.tui.screens.pages import PageMaker

        if line == "help":
            page = self.session.page("help")
            return PageScreen(Page(page.title, (*page.sections[:1], keys_section(self, self.app))), "help", others=True)
        return PageMaker(self.session, self.sitting).open(line)

    def _ask(self, name: str) -> None:
        """Ask for the words that a command wants."""
        from engine.tui.screens.ask import AskLine

        def typed(words: str | None) -> None:
            self.turn_to(f"{name} {words}" if words else None)

        self.app.push_screen(AskLine(*ASKED[name]), typed)

    def _write(self) -> None:
        try:
            path = self.sitting.desk.keep_transcript(self.session.view.save, self.session.transcript())
        except UserError as trouble:
            self.say(str(trouble))
        else:
            self.say(WRITTEN.format(path))

    def action_copy(self) -> None:
        """Give this passage to the clipboard, as far as the terminal has one."""
        self.app.copy_to_clipboard("\n\n".join(turn_lines(self.session.view.turn)) + "\n")
        self.say(COPIED)

    def returned(self) -> None:
        """A page was closed."""

    def action_status(self) -> None:
        """Show the status as a page."""
        from engine.tui.screens.page import PageScreen

        self.app.push_screen(PageScreen(status_page(self.session.view), "status", others=True), self.turn_to)

    def action_library(self) -> None:
        """Leave the play-through, which is saved, for the stories."""
        self.app.post_message(ToLibrary())
