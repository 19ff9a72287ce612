"""What is wrong with a story, beside the page on which it is played: place, code, sentence and remedy of each mistake.

In: diagnostics. Must not know where they come from.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from engine.session.watched import Problem
from engine.tui.text import words
from engine.tui.wording import NO_MISTAKES, counted, problem_place

MOST = 50
"""Mistakes that are shown; one that is mended often takes many with it."""


class Margin(VerticalScroll, can_focus=False):
    """The pane at the right of a wide screen, while anything is wrong."""

    def compose(self) -> ComposeResult:
        """One text, for it changes as a whole."""
        yield Static("", classes="wrong")

    def show(self, problems: Sequence[Problem]) -> None:
        """Replace what is wrong."""
        self.query_one(".wrong", Static).update(problems_text(problems, titled=True))


def problems_text(problems: Sequence[Problem], *, titled: bool = False) -> Content:
    """All that is wrong, one after another; `titled` says first how much."""
    parts = [words(counted(problems), "$warn bold")] if titled else []
    parts += [_one(each) for each in problems[:MOST]]
    if len(problems) > MOST:
        parts.append(words(f"And {len(problems) - MOST} more.", "$quiet"))
    return Content("\n\n").join(parts or [words(NO_MISTAKES, "$quiet")])


def _one(problem: Problem) -> Content:
    lines = [words(problem_place(problem), "$mark"), words(f"{problem.code} {problem.severity}: {problem.message}")]
    if problem.source.strip():
        lines.append(words(problem.source.strip(), "$quiet"))
    if problem.hint:
        lines.append(words(problem.hint, "$quiet italic"))
    return Content("\n").join(lines)
