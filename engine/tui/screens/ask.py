"""One line to be typed: words to look for, a note, a name.

In: what is asked, and what stands in the field at first. Out: the line, or None where nothing was typed or the page
was closed.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from engine.tui.text import words
from engine.tui.widgets.keyline import KeyLine

LONGEST = 200
"""Letters of a line."""


class AskLine(Screen[str | None]):
    """A question and a field under it."""

    AUTO_FOCUS = "Input"
    CSS_PATH = "../pages.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", tooltip="Close this page.", show=False, id="ask.close"),
    ]

    def __init__(self, title: str, question: str, value: str = "") -> None:
        super().__init__()
        self._title, self._question, self._value = title, question, value

    def compose(self) -> ComposeResult:
        """The title, the question, the field."""
        with Vertical(classes="column"):
            yield Static(words(self._title), classes="title")
            yield Static(words(self._question), classes="asks")
            field = Input(self._value, compact=True, max_length=LONGEST)
            field.cursor_blink = False
            yield Horizontal(Static("> ", classes="mark"), field, classes="typed")
        yield KeyLine(("ask.close",))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take the line."""
        self.dismiss(message.value.strip() or None)

    def action_close(self) -> None:
        """Take nothing."""
        self.dismiss(None)
