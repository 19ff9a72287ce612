"""A column of text that scrolls, at most 72 columns wide, and that stays where the reader is when the size changes.

In: widgets of text. Must not know what they say.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from engine.session import Section
from engine.tui.text import paragraphs, words


class Leaf(VerticalScroll, inherit_bindings=False):
    """Text to scroll; the other keys that scroll it are the screen's, so that they work wherever the focus is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "A line up", show=False, id="leaf.up"),
        Binding("down", "scroll_down", "A line down", show=False, id="leaf.down"),
    ]

    class Scrolled(Message):
        """The view moved, or what is below changed."""

    def on_mount(self) -> None:
        """Begin at the top."""
        self._seen = self.size
        self._place: tuple[Widget, float] | None = None

    @property
    def more(self) -> bool:
        """Whether there is text below the lower edge."""
        return self.scroll_y < self.max_scroll_y

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place, unless it is the change of size that moved us."""
        super().watch_scroll_y(old_value, new_value)
        if self.is_mounted and self.size == self._seen:
            self._place = self._at(new_value)
        self.post_message(self.Scrolled())

    def on_resize(self, _: events.Resize) -> None:
        """Go back to the remembered place once the text has been laid out anew."""
        self.call_after_refresh(self._return)

    def _return(self) -> None:
        if self._place and self._place[0].is_attached:
            self.put_at_top(*self._place)
        self._seen = self.size
        self.post_message(self.Scrolled())

    def put_at_top(self, child: Widget, part: float = 0.0, tries: int = 3) -> None:
        """Scroll so that `child`, less `part` of its height, begins at the upper edge; at once, without motion."""
        region = child.virtual_region
        self._place = (child, part)
        if not region and tries:
            # Textual may call what should come after a refresh before it, when its timer strikes within a batch.
            self.call_after_refresh(self.put_at_top, child, part, tries - 1)
            return
        self.scroll_to(y=region.y + round(part * region.height), animate=False, force=True, immediate=True)

    def _at(self, y: float) -> tuple[Widget, float] | None:
        for child in self.children:
            region = child.virtual_region
            if region.height and region.y <= y < region.bottom:
                return child, (y - region.y) / region.height
        return None


def sections(parts: tuple[Section, ...]) -> list[Static]:
    """Widgets for the sections of a page: a heading where there is one, then its paragraphs."""
    found: list[Static] = []
    for part in parts:
        if part.heading:
            found.append(Static(words(part.heading), classes="heading"))
        if part.paragraphs:
            found.append(Static(paragraphs(part.paragraphs), classes="text"))
    return found
