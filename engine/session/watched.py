"""What a front end asks while an author writes: the story read again, and the values behind the page.

In: a session and a line that is no command of play. Out: the session to go on with, and what is to be said.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from engine.session.session import Session

LOOK = "look"
"""The line that stands for: the story's files have changed."""


class Watched(NamedTuple):
    """Go on with `session`, say `told`, and show the page again where `again`."""

    session: Session
    told: tuple[str, ...]
    again: bool = False


class Watch(Protocol):
    """An author's desk: implemented by the command line, which alone reads files and compiles."""

    def command(self, session: Session, line: str) -> Watched | None:
        """What `line` does; None when it is no command of an author's."""
