"""The line in which an answer is typed, where the story asks for one.

In: what may be typed. Out: `Input.Submitted` with the line, `Left` where it is left for commands, `Turned` whenever the
typing goes here or away. Must not know what the answer is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from engine.program.answers import seen
from engine.session import AskedView

LONGEST_NUMBER = 30
_NUMBER = r"[-+\u2212\d ,]*"


class Answer(Horizontal):
    """The line with its mark; not there while nothing is asked."""

    def __init__(self) -> None:
        self.field = Field()
        super().__init__(Static("> ", classes="mark"), self.field)
        self.display = False

    def ask(self, asked: AskedView | None) -> None:
        """Be there, empty, for an answer to `asked`, and take what is typed; not at all for None."""
        self.display = asked is not None
        if asked is not None:
            self.field.begin(asked)
            self.field.focus()


class Field(Input):
    """What is typed. It holds no more than the bound, and nothing that a terminal would obey."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Answer", tooltip="Answer with what is typed.", show=False, id="answer.enter"),
        Binding("escape", "leave", "Keys", tooltip="Leave the line for commands.", show=False, id="answer.leave"),
    ]

    class Left(Message):
        """The line is left for commands; what stands in it stays."""

    @dataclass
    class Turned(Message):
        """The typing goes into the line now (`here`), or no longer."""

        here: bool

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False

    def begin(self, asked: AskedView) -> None:
        """Empty the line, and bound it by what is asked."""
        text = asked.kind == "text"
        self.value = ""
        self.max_length = (asked.most or 1) if text else LONGEST_NUMBER
        self.restrict = None if text else _NUMBER
        self.placeholder = asked.default

    def replace(self, text: str, start: int, end: int) -> None:
        """Put `text` in, typed or pasted, as much of it as there is room for."""
        fitting = seen(text)[: max(0, (self.max_length or 0) - len(self.value) + abs(end - start))]
        if fitting or not text:
            super().replace(fitting, start, end)
        else:
            self.restricted()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Tell where the typing goes."""
        self.post_message(self.Turned(has_focus))

    def action_leave(self) -> None:
        """Leave the line for commands."""
        self.post_message(self.Left())
