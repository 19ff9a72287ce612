"""The application: it holds the sitting and goes from screen to screen, and does nothing else.

In: messages from screens. Out: an exit code. Screens are loaded when they are first shown.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import PurePath
from typing import Any, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from engine.errors import EngineError
from engine.session import Session, StoryCard
from engine.session.desk import Desk
from engine.session.watched import Watch
from engine.tui import themes
from engine.tui.keys import ALWAYS, SPOKEN
from engine.tui.messages import Begin, Resume, Start, ToFace, ToLibrary, ToThreshold
from engine.tui.screens.book import Book
from engine.tui.sitting import Sitting
from engine.tui.wording import ONLY_THIS, OPENING

SIGNALS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}


class Formalities(App[int]):
    """The screen's application. `refusal` is the sentence with which the start was refused, "" if it was not.

    `handed` is the session that is to go on in plain lines, None where the player just leaves.
    """

    TITLE = "Border Formalities"
    CSS_PATH = "style.tcss"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (24, "-narrow"), (60, "-middle"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (9, "-low"), (22, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *ALWAYS,
        Binding("ctrl+p", "command_palette", "Commands", tooltip="All commands.", show=False, id="app.palette"),
    ]

    def __init__(
        self,
        desk: Desk,
        start: Start,
        keymap: Mapping[str, str],
        session: Session | None = None,
        watch: Watch | None = None,
    ) -> None:
        # A first screen's own styles are read with the application's; those of later screens when they are shown.
        first: list[str | PurePath] | None = [self.CSS_PATH, "play.tcss"] if session else None
        super().__init__(css_path=first, ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.sitting, self.start = Sitting(desk), start
        self.sitting.session, self.written = session, watch
        self.handed: Session | None = None
        self.refusal = ""
        self.animation_level = "none"
        for each in themes.THEMES:
            self.register_theme(each)
        self._dress(themes.known(self.sitting.settings.theme))
        self.set_keymap(dict(keymap))

    def _dress(self, theme: str) -> None:
        """Take the reader's theme; one of our own colours without parsing every style a second time."""
        found = self.get_theme(theme)
        if found is not None and not found.ansi:
            self.set_reactive(App.theme, theme)
            self.stylesheet.set_variables(self.get_css_variables())
        else:
            self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables in a theme that is not ours: the terminal's own colours."""
        return dict(themes.THEMES[-1].variables)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the palette lists: the commands of the screen it was opened over."""
        return screen.palette() if isinstance(screen, Book) else ()

    def get_key_display(self, binding: Binding) -> str:
        """Keys in words where Textual draws a sign."""
        return SPOKEN.get(binding.key) or super().get_key_display(binding)

    def get_default_screen(self) -> Screen[Any]:
        """The first screen, so that the first thing drawn is already ours."""
        start = self.start
        if self.sitting.session and self.written:
            from engine.tui.screens.writing import Writing

            return Writing(self.sitting.session, self.sitting, self.written)
        if self.sitting.session:
            from engine.tui.screens.play import Play

            return Play(self.sitting.session, self.sitting)
        if start.resume or (start.story and start.profile):
            from engine.tui.screens.waiting import Waiting

            return Waiting()
        card = self._unplayed(start.story) if start.story else None
        if card:
            from engine.tui.screens.threshold import Threshold

            return Threshold(card, self.sitting)
        from engine.tui.screens.library import Library

        return Library(self.sitting)

    def _unplayed(self, story: str) -> StoryCard | None:
        """The story that was asked for, which the desk has at hand by now; None where it has been played before."""
        desk = self.sitting.desk
        try:
            found = next((each for each in desk.stories() if each.id == story), None)
            return found if found and not desk.saves(story) else None
        except EngineError as trouble:
            self.refusal = str(trouble)
            return None

    def on_mount(self) -> None:
        """Listen for signals, and begin as was asked."""
        loop = asyncio.get_running_loop()
        for name, code in SIGNALS.items():
            with suppress(NotImplementedError, RuntimeError, ValueError, AttributeError):
                loop.add_signal_handler(getattr(signal, name), self.exit, code)
        start = self.start
        if self.refusal:
            self.exit(2)
        elif self.sitting.session:
            pass
        elif start.resume:
            self._open(lambda save=start.resume: self.sitting.resume(save), refuse=True)
        elif start.story and start.profile:
            self._open(lambda: self.sitting.begin(start.story or "", start.profile or "", start.seed), refuse=True)

    def action_leave(self, code: int) -> None:
        """Leave at once; everything is saved already."""
        self.exit(code)

    def let_go(self) -> None:
        """Close the session that is open."""
        self.sitting.let_go()

    def _refuse(self, sentence: str) -> None:
        self.refusal = sentence
        self.exit(2)

    @work(exclusive=True, group="open")
    async def _open(self, opening: Callable[[], Session], refuse: bool = False) -> None:
        """Open a session in a thread and play it; a refusal ends the program only where `refuse` says so."""
        from engine.tui.screens.play import Play

        self._say(OPENING)
        try:
            session = await asyncio.to_thread(opening)
        except EngineError as trouble:
            if refuse:
                self._refuse(str(trouble))
            else:
                self._say(str(trouble))
            return
        await self._turn_to(Play(session, self.sitting))

    def _say(self, sentence: str) -> None:
        if isinstance(self.screen, Book):
            self.screen.say(sentence)

    async def _turn_to(self, screen: Screen[Any]) -> None:
        """Show `screen` in place of all that are open but the first."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(screen)

    async def _to_library(self) -> None:
        """Show the library, which lies under everything unless the sitting began elsewhere."""
        from engine.tui.screens.library import Library

        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if not isinstance(self.screen, Library):
            await self.push_screen(Library(self.sitting))

    def on_begin(self, message: Begin) -> None:
        """Begin a play-through."""
        self._open(lambda: self.sitting.begin(message.story, message.profile, self.start.seed))

    def on_resume(self, message: Resume) -> None:
        """Go on with a save."""
        self._open(lambda: self.sitting.resume(message.save))

    async def on_to_threshold(self, message: ToThreshold) -> None:
        """Show a story's first page."""
        from engine.tui.screens.threshold import Threshold

        await self._turn_to(Threshold(message.card, self.sitting))

    def on_to_face(self, _: ToFace) -> None:
        """Hand the play-through over to the plain face."""
        self.handed = self.sitting.session
        self.exit(0)

    async def on_to_library(self, _: ToLibrary) -> None:
        """Let go of the play-through and show the stories; a story that is being written is the only one there is."""
        if self.written:
            self._say(ONLY_THIS)
            return
        self.let_go()
        await self._to_library()
