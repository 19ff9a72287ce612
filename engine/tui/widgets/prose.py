"""The prose of a play-through: the passage of now at the top of the pane, up to fifty turns above it, dimmed.

In: `TurnView`s. Must not know choices or commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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

    def __init__(self, turn: TurnView, after: str = "", because: str = "") -> None:
        super().__init__(_text(turn, after, because), classes="-old" if after else "-now")
        self.turn, self.because = turn, because

    def leave(self, chosen: str, because: str = "") -> None:
        """This turn is past: `chosen` was taken; `because` is told of it after the fact."""
        self.set_class(False, "-now")
        self.set_class(True, "-old")
        self.because = self.because or because
        self.update(_text(self.turn, chosen, self.because))

    def owe(self, because: str) -> None:
        """Say under the text which earlier choice decided it."""
        self.because = because
        self.update(_text(self.turn, "", because))


def _text(turn: TurnView, after: str, because: str = "") -> Content:
    """All of `turn`, parted by empty lines; in colours while it is now, in one colour when `after` was chosen."""
    parts = list(_parts(turn))
    if because:
        parts.append((because, "$quiet italic"))
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

    async def show(self, turns: Sequence[TurnView], owed: Mapping[int, str]) -> None:
        """Replace everything by `turns`, of which there is at least one; the last is now.

        `owed` has a line for some turns: which earlier choice decided them.
        """
        shown = turns[-MOUNTED:]
        left = [*(later.chosen for later in shown[1:]), ""]
        with self.app.batch_update():
            await self.remove_children()
            await self.mount_all(
                Turn(turn, after, owed.get(turn.id, "")) for turn, after in zip(shown, left, strict=True)
            )
        self._settle()

    async def add(self, turn: TurnView, because: str = "") -> None:
        """Put `turn` under the others and its first line at the top; `because` is told of the one that is left."""
        with self.app.batch_update():
            self._turns()[-1].leave(turn.chosen, because)
            await self.mount(Turn(turn))
            if len(self._turns()) > MOUNTED:
                await self._turns()[0].remove()
        self._settle()

    def _turns(self) -> list[Turn]:
        return [each for each in self.children if isinstance(each, Turn)]

    def owe(self, turn: int, because: str) -> None:
        """Say under the turn of now, if that is still `turn`, which earlier choice decided it."""
        now = self._turns()[-1]
        if now.turn.id == turn:
            now.owe(because)

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
