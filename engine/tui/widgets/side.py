"""When, where and how he stands: a pane on a wide screen, one line on a narrow one.

In: a `SessionView`. Must not know what the lines mean.
"""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from engine.session import SessionView
from engine.tui.text import words

MOST_TOLD = 3
"""Consequences that the pane keeps."""


class Side(VerticalScroll, can_focus=False):
    """The pane at the right of a wide screen; `told` are the last consequences, the latest first."""

    told: tuple[str, ...] = ()

    async def show(self, view: SessionView) -> None:
        """Replace what stands in the pane."""
        parts = [
            Static(words(text), classes=kind) for text, kind in ((view.when, "when"), (view.where, "where")) if text
        ]
        lines = [
            Static(Content("\n").join([words(line.title, "$quiet"), words(line.value)]), classes="state")
            for line in view.status
        ]
        with self.app.batch_update():
            await self.remove_children()
            await self.mount_all([*parts, *lines, Static("", classes="late")])
        self._late()

    def tell(self, sentence: str) -> None:
        """Put a consequence that has just arrived above those before it."""
        if sentence not in self.told[:1]:
            self.told = (sentence, *self.told)[:MOST_TOLD]
        self._late()

    def _late(self) -> None:
        for line in self.query(".late").results(Static):
            line.set_class(not self.told, "-none")
            line.update(Content("\n\n").join([words(each, "$quiet") for each in self.told]))


class StatusBar(Static):
    """The first row of a narrow screen."""

    def tell(self, view: SessionView) -> None:
        """Show when and where, or the story's name where neither is known."""
        told = [text for text in (view.when, view.where) if text]
        self.update(Content(" · ").join([words(text) for text in told or [view.story]]))
