"""When, where and how he stands: a pane on a wide screen, one line on a narrow one.

In: a `SessionView`. Must not know what the lines mean.
"""

from __future__ import annotations

from textual.app import ComposeResult
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

    def compose(self) -> ComposeResult:
        """How he stands, and what has arrived; two texts, for every turn changes them."""
        yield Static("", classes="state")
        yield Static("", classes="late")

    def show(self, view: SessionView) -> None:
        """Replace how he stands."""
        stands = ((view.when, "$mark"), (view.where, ""))
        first = [words(text, style) for text, style in stands if text]
        lines = [Content("\n").join([words(line.title, "$quiet"), words(line.value)]) for line in view.status]
        parts = [*([Content("\n").join(first)] if first else []), *lines]
        self.query_one(".state", Static).update(Content("\n\n").join(parts))
        self._late()

    def tell(self, sentence: str) -> None:
        """Put a consequence that has just arrived above those before it."""
        if sentence not in self.told[:1]:
            self.told = (sentence, *self.told)[:MOST_TOLD]
        self._late()

    def _late(self) -> None:
        late = self.query_one(".late", Static)
        late.set_class(not self.told, "-none")
        late.update(Content("\n\n").join([words(each, "$quiet") for each in self.told]))


class StatusBar(Static):
    """The first row of a narrow screen."""

    def tell(self, view: SessionView) -> None:
        """Show when and where, or the story's name where neither is known."""
        told = [text for text in (view.when, view.where) if text]
        self.update(Content(" · ").join([words(text) for text in told or [view.story]]), layout=False)
