"""The prose of a play-through: the passage of now at the top of the pane, up to fifty turns above it, dimmed.

In: `TurnView`s. Must not know choices or commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.containers import Vertical
from textual.widgets import Static

from engine.session import TurnView
from engine.tui.text import paragraphs, words
from engine.tui.widgets.leaf import Leaf

MOUNTED = 50
"""How many turns are kept on the screen, so that the thousandth is as quick as the first."""


class Turn(Vertical):
    """One turn's text. While it is the turn of now it is at least as high as the pane, so that it can begin at its top."""

    def __init__(self, turn: TurnView) -> None:
        super().__init__(*_lines(turn), classes="-now")
        self.turn = turn


def _lines(turn: TurnView) -> Iterable[Static]:
    for passage in turn.passages:
        if passage.heading:
            yield Static(words(passage.heading), classes="heading")
        if passage.paragraphs:
            yield Static(paragraphs(passage.paragraphs), classes="text")
    for sentences, kind, joint in ((turn.changed, "changed", " "), (turn.warnings, "warning", "\n\n")):
        if sentences:
            yield Static(words(joint.join(sentences)), classes=kind)


class Prose(Leaf):
    """The turns that can be read, oldest first."""

    async def show(self, turns: Sequence[TurnView]) -> None:
        """Replace everything by `turns`, the last of which is now."""
        with self.app.batch_update():
            await self.remove_children()
            for turn in turns[-MOUNTED:]:
                await self._append(turn)
        self._settle()

    async def add(self, turn: TurnView) -> None:
        """Put `turn` under the others and its first line at the top of the pane."""
        with self.app.batch_update():
            await self._append(turn)
            await self._forget()
        self._settle()

    def again(self) -> None:
        """Go to the first line of now."""
        now = self.query(Turn).last()
        self.put_at_top(now)

    @property
    def shown(self) -> tuple[TurnView, ...]:
        """The turns that are mounted, oldest first."""
        return tuple(each.turn for each in self.query(Turn))

    def _settle(self) -> None:
        if self.query(Turn):
            self._place = (self.query(Turn).last(), 0.0)
            self.call_after_refresh(self.again)

    async def _append(self, turn: TurnView) -> None:
        self.query(Turn).remove_class("-now").add_class("-old")
        parts: list[Static | Turn] = [Static(words(f"> {turn.chosen}"), classes="chosen")] if turn.chosen else []
        await self.mount_all([*parts, Turn(turn)])

    async def _forget(self) -> None:
        turns = list(self.query(Turn))
        if len(turns) > MOUNTED:
            keep = self.children.index(turns[len(turns) - MOUNTED - 1]) + 1
            await self.remove_children(self.children[:keep])
