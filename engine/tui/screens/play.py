"""Play: prose over choices, and beside or above them when, where and how he stands.

In: a `Session`. Out: choices by number; `ToLibrary`. Holds no story logic: what is shown is the session's view.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from engine.errors import ChoiceError, UserError
from engine.session import SessionView, TurnView
from engine.session.settings import AFTER
from engine.tui.screens.commanded import Commanded
from engine.tui.text import words
from engine.tui.widgets.answer import Answer, Field
from engine.tui.widgets.menu import Menu, Row
from engine.tui.widgets.prose import Prose
from engine.tui.widgets.side import MOST_TOLD, Side, StatusBar
from engine.tui.wording import STOPPED, choice_row

ENDING, BACK, LIBRARY, ANSWER = " ending", " back", " library", " answer"
"""Ids of rows that are the screen's own; no choice's id begins with a space."""


def rows(view: SessionView) -> list[Row]:
    """The choices; at a question and at an ending the way on to it, and after a fault the ways out."""
    if view.choices:
        return [choice_row(each) for each in view.choices]
    if view.asked:
        return [Row(ANSWER, 1, "Type the answer.")]
    if view.ending:
        return [Row(ENDING, 1, "Go on to the end.")]
    back = [(BACK, "Go back one choice.")] if view.can_go_back else []
    ways = [*back, (LIBRARY, "To the stories.")]
    return [Row(id_, number, label) for number, (id_, label) in enumerate(ways, 1)]


def question(view: SessionView) -> Content:
    """The question above choices or an answer, and under it what may be answered; empty where there is none."""
    if view.asked:
        return Content("\n").join([words(view.question), words(view.asked.valid)])
    return words(view.question if view.choices else "")


def turns(history: tuple[TurnView, ...], now: TurnView) -> tuple[TurnView, ...]:
    """`history` with `now` as its last turn."""
    return (*(each for each in history if each.id != now.id), now)


class Play(Commanded[None]):
    """The screen one reads."""

    CSS_PATH = "../play.tcss"
    FOOT: ClassVar[tuple[str, ...]] = (
        "answer.enter",
        "answer.leave",
        "command.help",
        "command.back",
        "play.status",
        "command.quit",
        "command.why",
        "command.papers",
        "command.map",
        "command.record",
        "app.palette",
    )

    def compose(self) -> ComposeResult:
        """The book at the left, the pane at the right, the keys below."""
        yield StatusBar()
        with Horizontal(classes="spread"):
            with Vertical(classes="column"):
                *above, menu = self.page(Prose())
                yield from above
                yield Answer()
                yield menu
            yield from self.beside()
        yield from self.below()
        yield self.keyline()

    def beside(self) -> tuple[Widget, ...]:
        """What stands at the right, where there is room."""
        return (Side(),)

    def below(self) -> tuple[Widget, ...]:
        """What stands under all of it, above the keys."""
        return ()

    async def on_mount(self) -> None:
        """Show what was read before, and now."""
        await self._reread(self.session.view)

    async def _reread(self, view: SessionView) -> None:
        shown = turns(self.session.history(), view.turn)
        owed = self._owed(shown)
        await self.query_one(Prose).show(shown, owed)
        self.query_one(Side).told = tuple(owed.values())[: -MOST_TOLD - 1 : -1]
        await self._around(view)
        self.call_after_refresh(self._arrive, view.turn.id)

    def _owed(self, shown: Sequence[TurnView]) -> dict[int, str]:
        """What is known already of the turns that are left: which earlier choice decided each."""
        found = {each.id: self.session.arrived(each.id) for each in shown[:-1]}
        return {id_: each.sentence for id_, each in found.items() if each is not None}

    def _arrive(self, turn: int) -> None:
        """Say which earlier choice decided the turn, now that it can be read, if it is still the present one."""
        if self.session.view.turn.id != turn:
            return
        arrival = self.session.arrival()
        if arrival is not None and self.session.settings.because != AFTER:
            self.query_one(Prose).owe(turn, arrival.sentence)
            self.query_one(Side).tell(arrival.sentence)

    async def _around(self, view: SessionView) -> None:
        """Show everything of `view` but its prose."""
        stopped = not (view.choices or view.ending or view.asked)
        self.say(" ".join([*view.turn.warnings, *([STOPPED] if stopped else [])]))
        self.query_one(StatusBar).tell(view)
        above = self.query_one(".question", Static)
        above.update(question(view))
        above.set_class(bool(view.question and (view.choices or view.asked)), "-asked")
        above.set_class(view.asked is not None, "-wanted")
        await self.menu.show(rows(view))
        self._wants(view)
        self.query_one(Side).show(view)

    def _wants(self, view: SessionView) -> None:
        """Give the typing to the answer, or back to the menu; a reader's focus on the prose stays."""
        answer = self.query_one(Answer)
        self.menu.display = view.asked is None or not answer.field.has_focus
        if view.asked is None and answer.field.has_focus:
            self.menu.focus()
        answer.ask(view.asked)

    async def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Take a choice of the story, or a row of the screen's own."""
        match message.row.id:
            case " ending":
                self.to_ending()
            case " back":
                await self.action_command("back")
            case " library":
                self.action_library()
            case " answer":
                self.query_one(Answer).field.focus()
            case _:
                await self._take(message.row.number)

    async def _take(self, number: int) -> None:
        await self._step(lambda: self.session.choose(number))

    async def on_input_submitted(self, message: Input.Submitted) -> None:
        """Answer with what was typed."""
        await self._step(lambda: self.session.answer(message.value))

    def on_field_turned(self, message: Field.Turned) -> None:
        """The row that leads to the answer stands there only while the typing goes elsewhere."""
        self.menu.display = not message.here

    def on_field_left(self) -> None:
        """Give the keys back to the commands."""
        self.menu.display = True
        self.menu.focus()

    async def _step(self, step: Callable[[], SessionView]) -> None:
        """Make a step and show what came of it, or say why it cannot be made."""
        left = self.session.view.turn.id
        try:
            view = step()
        except (ChoiceError, UserError) as refusal:
            self.say(str(refusal))
            return
        late = self.session.arrived(left) if self.session.settings.because == AFTER else None
        with self.app.batch_update():  # so that all of it is laid out once
            await self.query_one(Prose).add(view.turn, late.sentence if late else "")
            await self._around(view)
            if late:
                self.query_one(Side).tell(late.sentence)
        self.call_after_refresh(self._arrive, view.turn.id)

    async def action_command(self, name: str) -> None:
        """What goes to another turn, or reads this one again, is answered here."""
        if name == "back":
            await self._goes(self.session.back)
        elif name.startswith("go "):
            await self._goes(lambda: self.session.go(name.removeprefix("go ")))
        elif name == "again":
            self.query_one(Prose).again()
        else:
            await super().action_command(name)

    async def _goes(self, going: Callable[[], SessionView]) -> None:
        """Stand at another turn, or say why that cannot be."""
        try:
            view = going()
        except (ChoiceError, UserError) as refusal:
            self.say(str(refusal))
            return
        await self._reread(view)

    def to_ending(self) -> None:
        """Turn to the ending."""
        from engine.tui.screens.ending import Ending

        if self.session.view.ending:
            self.app.push_screen(Ending(self.session, self.sitting), self._after_ending)

    async def _after_ending(self, name: str | None) -> None:
        if name:
            await self.action_command(name)

    async def _settled(self) -> None:
        wanted = self.sitting.settings
        self.session.settings = self.session.settings.replace(because=wanted.because)
        if self.session.settings.safe != wanted.safe:
            await self._reread(self.session.set_safe(wanted.safe))

    def returned(self) -> None:
        """A page was closed: the reading setting may have changed."""
        self.call_later(self._settled)
