"""All that is wrong with the story that is being written; what is mended goes away while one looks.

In: diagnostics, and others whenever they change. Out: None when closed, or another page's name.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget
from textual.widgets import Static

from engine.session import Page
from engine.session.watched import Problem
from engine.tui.screens.page import PageScreen
from engine.tui.widgets.edge import Edge
from engine.tui.widgets.leaf import Leaf
from engine.tui.widgets.margin import problems_text


class Mistakes(PageScreen):
    """A page that is never finished."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(Page("Mistakes", ()), "mistakes", others=True)
        self._problems = problems

    def reading(self) -> tuple[Widget, ...]:
        """The mistakes, one after another."""
        return Leaf(Static(problems_text(self._problems), classes="text wrong")), Edge()

    def show(self, problems: Sequence[Problem]) -> None:
        """Replace what is wrong."""
        self.query_one(".wrong", Static).update(problems_text(problems))
