"""A document drawn as a card: its name on the upper edge, what is known of it inside.

In: a section of the page about papers. Must not know which documents there are.
"""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from engine.session import Section
from engine.tui.text import words


class Card(Static):
    """One document."""

    def __init__(self, section: Section) -> None:
        super().__init__(Content("\n").join([words(line) for line in section.paragraphs]))
        self.border_title = words(section.heading)
