"""What a front end asks while an author writes: the story read again, and the values behind the page.

In: a session, and files that change. Out: the session to go on with, and what is to be said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from engine.machine import Machine
from engine.session.inspecting import ValueLine
from engine.session.session import Session

LOOK = "look"
"""The line that stands for: the story's files have changed."""


class Watched(NamedTuple):
    """Go on with `session`, say `told`, and show the page again where `again`.

    `wrong` is what is wrong with the story, in lines, for a face that has no place of its own for it.
    """

    session: Session
    told: tuple[str, ...]
    again: bool = False
    wrong: tuple[str, ...] = ()


class Problem(NamedTuple):
    """One thing that is wrong with the story. `file` is its path within the story; `severity` is error or warning.

    `source` is the line pointed at ("" when unknown), `hint` a clause or "".
    """

    code: str
    severity: str
    message: str
    file: str
    line: int
    source: str = ""
    hint: str = ""


class Reading(NamedTuple):
    """The story as it was found. `machine` is None where it cannot be played: for its mistakes, or for `trouble`."""

    machine: Machine | None
    trouble: str = ""


class Watch(Protocol):
    """An author's desk: implemented by the command line, which alone reads files and compiles."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What was wrong with the story when it was last read, errors first; warnings are among it."""

    def changed(self) -> bool:
        """Whether a file of the story is another than when it was last read. Costs a look at each file's date."""

    def read(self) -> Reading | None:
        """Read the story; None where its text is what it was. May take seconds; touches no session."""

    def take(self, session: Session, reading: Reading | None) -> Watched:
        """Go on in the story as it was read, or in the story as it was. Cost: the play is made again by its ids."""

    def values(self, session: Session, prefix: str = "") -> tuple[ValueLine, ...]:
        """The values whose names begin with `prefix`, each with what wrote it last."""

    def command(self, session: Session, line: str) -> Watched | None:
        """What `line` does; None when it is no command of an author's."""
