"""When, where and how he stands: a pane on a wide screen, one line on a narrow one.

In: a `SessionView`. Must not know what the lines mean.
"""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from engine.session import SessionView
from engine.tui.text import words


class Side(VerticalScroll, can_focus=False):
    """The pane at the right of a wide screen."""

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
            await self.mount_all([*parts, *lines])


class StatusBar(Static):
    """The first row of a narrow screen."""

    def tell(self, view: SessionView) -> None:
        """Show when and where, or the story's name where neither is known."""
        told = [text for text in (view.when, view.where) if text]
        self.update(Content(" · ").join([words(text) for text in told or [view.story]]))
