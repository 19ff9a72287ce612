"""The prose of a play-through: the passage of now at the top of the pane, up to fifty turns above it, dimmed.

In: `TurnView`s. Must not know choices or commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widgets import Static

from engine.session import TurnView
from engine.tui.text import words
from engine.tui.widgets.leaf import Leaf

MOUNTED = 50
"""How many turns are kept on the screen, so that the thousandth is as quick as the first."""


class Turn(Static):
    """One turn's text, in one widget, for there are many. While it is the turn of now it is at least as high as the
    pane, so that its first line can be at the top; once it is left, what was chosen there stands below it."""

    def __init__(self, turn: TurnView, after: str = "") -> None:
        super().__init__(_text(turn, after), classes="-old" if after else "-now")
        self.turn = turn

    def leave(self, chosen: str) -> None:
        """This turn is past: `chosen` was taken."""
        self.set_class(False, "-now")
        self.set_class(True, "-old")
        self.update(_text(self.turn, chosen))


def _text(turn: TurnView, after: str) -> Content:
    """All of `turn`, parted by empty lines; in colours while it is now, in one colour when `after` was chosen."""
    parts = list(_parts(turn))
    if after:
        parts = [(text, "") for text, _ in parts] + [(f"> {after}", "$quiet")]
    return Content("\n\n").join([words(text, style) for text, style in parts])


def _parts(turn: TurnView) -> Iterable[tuple[str, str]]:
    for passage in turn.passages:
        if passage.heading:
            yield passage.heading, "$mark"
        for paragraph in passage.paragraphs:
            yield paragraph, ""
    if turn.changed:
        yield " ".join(turn.changed), "$quiet"
    for warning in turn.warnings:
        yield warning, "$warn"


class Prose(Leaf):
    """The turns that can be read, oldest first."""

    async def show(self, turns: Sequence[TurnView]) -> None:
        """Replace everything by `turns`, of which there is at least one; the last is now."""
        shown = turns[-MOUNTED:]
        left = [later.chosen for later in shown[1:]]
        with self.app.batch_update():
            await self.remove_children()
            await self.mount_all([*map(Turn, shown[:-1], left), Turn(shown[-1])])
        self._settle()

    async def add(self, turn: TurnView) -> None:
        """Put `turn` under the others and its first line at the top of the pane."""
        with self.app.batch_update():
            self._turns()[-1].leave(turn.chosen)
            await self.mount(Turn(turn))
            if len(self._turns()) > MOUNTED:
                await self._turns()[0].remove()
        self._settle()

    def _turns(self) -> list[Turn]:
        return [each for each in self.children if isinstance(each, Turn)]

    def again(self) -> None:
        """Go to the first line of now."""
        self.put_at_top(self._turns()[-1])

    @property
    def shown(self) -> tuple[TurnView, ...]:
        """The turns that are mounted, oldest first."""
        return tuple(each.turn for each in self._turns())

    def _settle(self) -> None:
        self._place = (self._turns()[-1], 0.0)
        self.call_after_refresh(self.again)
