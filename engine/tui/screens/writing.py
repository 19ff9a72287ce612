"""Play while the story is being written: it is read again when a file of it is saved, and the play goes on in it.

In: a `Session` and a `Watch`. Out: as `Play`; the session changes with the story. Nothing is drawn while no file
changes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from engine.session import Session
from engine.session.watched import Problem, Reading, Watch, Watched
from engine.tui import wording
from engine.tui.keys import keys_for
from engine.tui.screens.ending import Ending
from engine.tui.screens.inspector import Inspector
from engine.tui.screens.mistakes import Mistakes
from engine.tui.screens.play import Play
from engine.tui.sitting import Sitting
from engine.tui.text import words
from engine.tui.widgets.margin import Margin
from engine.tui.widgets.side import Side

EVERY = 0.5
"""Seconds between two looks at the files."""

SOON = 0.5
"""Seconds after which it is said that the story is being read."""


class Writing(Play):
    """The screen of an author. Keys answer while the story is read; only what was read last counts."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (24, "-narrow"), (60, "-middle"), (100, "-roomy"), (110, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            keys_for("x"),
            "mistakes",
            "Mistakes",
            tooltip="What is wrong with the story.",
            show=False,
            id="write.mistakes",
        ),
        Binding(keys_for("u"), "values", "Values", tooltip="What is behind the page.", show=False, id="write.values"),
    ]
    FOOT: ClassVar[tuple[str, ...]] = (*Play.FOOT[:2], "write.mistakes", "write.values", *Play.FOOT[2:])

    def __init__(self, session: Session, sitting: Sitting, watch: Watch) -> None:
        super().__init__(session, sitting)
        self.written = watch
        self._reads = self._stale = self._at_end = False
        self._fresh: Reading | None = None

    def beside(self) -> tuple[Widget, ...]:
        """What is wrong takes the place of the pane, as long as anything is."""
        return Margin(), Side()

    def below(self) -> tuple[Widget, ...]:
        """The first mistake, where there is no room for a pane; and what became of the play."""
        return Static("", classes="first"), Static("", classes="heard")

    def palette(self) -> Iterable[SystemCommand]:
        """The commands of play, and an author's."""
        yield from super().palette()
        yield SystemCommand("Mistakes", "What is wrong with the story.", self.action_mistakes)
        yield SystemCommand("Values", "What is behind the page, each value to be changed.", self.action_values)

    async def on_mount(self) -> None:
        """Begin to look at the files."""
        self._hear((wording.WATCHED,))
        self._show_wrong()
        self.set_interval(EVERY, self.glance)

    # -- the story on disk -------------------------------------------------------------------------------------------

    def glance(self) -> None:
        """Look whether a file has changed; if so, read the story."""
        if not self._reads and self.written.changed():
            self._reads = True
            self._read()

    @work(group="read")
    async def _read(self) -> None:
        """Read the story in a thread, again if it changed meanwhile, and take what was read last."""
        try:
            reading = await self._read_once()
            while self.written.changed():
                reading = await self._read_once() or reading
        finally:
            self._reads = False
        self._fresh = reading or self._fresh
        self._show_wrong()
        self._at_end = isinstance(self.app.screen, Ending)
        if self._at_end:
            self.app.pop_screen()
        elif self.is_current:
            self.call_later(self._catch_up)

    async def _read_once(self) -> Reading | None:
        reading = asyncio.ensure_future(asyncio.to_thread(self.written.read))
        if not (await asyncio.wait({reading}, timeout=SOON))[0]:
            self._hear((wording.READING,))
        return await reading

    def on_screen_resume(self) -> None:
        """What happened while another page was shown is shown now."""
        self.call_later(self._catch_up)

    async def _catch_up(self) -> None:
        """Go on in the story as it is now, once nothing lies over the page; steps wait meanwhile."""
        if not self.is_current:
            return
        fresh, self._fresh = self._fresh, None
        if fresh is not None:
            found = self.written.take(self.session, fresh)
            self._go_on(found)
            self._hear(found.told)
        if self._stale:
            self._stale = False
            await self._reread(self.session.view)
        if self._at_end:
            self._at_end = False
            self.to_ending()

    def _go_on(self, found: Watched) -> None:
        """Take over the session; the page is shown anew once it can be seen."""
        self.session = self.sitting.session = found.session
        self._stale = self._stale or found.again

    # -- what an author is told ----------------------------------------------------------------------------------------

    def _show_wrong(self) -> None:
        problems = self._problems()
        self.set_class(any(each.severity == "error" for each in problems), "-wrong")
        self.query_one(Margin).show(problems)
        self._put(".first", wording.problem_line(problems))
        if isinstance(self.app.screen, Mistakes):
            self.app.screen.show(problems)

    def _problems(self) -> list[Problem]:
        return list(self.written.problems)

    def _hear(self, told: Sequence[str]) -> None:
        self._put(".heard", " ".join(told))

    def _put(self, where: str, text: str) -> None:
        line = self.query_one(where, Static)
        line.update(words(text))
        line.set_class(bool(text), "-speaks")

    def action_mistakes(self) -> None:
        """All that is wrong, as a page that follows the story."""
        self.app.push_screen(Mistakes(self._problems()), self.turn_to)

    def action_values(self) -> None:
        """What is behind the page."""
        self.app.push_screen(
            Inspector(lambda prefix: self.written.values(self.session, prefix), self._set), self.turn_to
        )

    def _set(self, line: str) -> str:
        """Change a value by hand; what is to be said of it."""
        found = self.written.command(self.session, f"set {line}")
        if found is None:
            return ""
        self._go_on(found)
        return " ".join(found.told)
