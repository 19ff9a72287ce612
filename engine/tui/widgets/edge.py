"""The thin line between what is read and what is chosen; it says in words when there is more to read below."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Edge(Static):
    """A line of one row."""

    def __init__(self) -> None:
        super().__init__("")
        self.more = False

    def tell(self, more: bool) -> None:
        """Say whether there is more below."""
        if more != self.more:
            self.more = more
            self.update(self._text(), layout=False)

    def on_resize(self) -> None:
        """Draw the line at its new width."""
        self.update(self._text(), layout=False)

    def _text(self) -> Content:
        said = " more: Page Down " if self.more else ""
        width = max(0, self.size.width - len(said) - 2)
        return Content.assemble(("─" * width, "$hair"), (said, "$quiet"), ("──"[: self.size.width], "$hair"))
