"""Scripted plays: what is chosen, and what must be so on the way. They belong to a story but not to its program.

Made by the compiler, played by `engine.workbench.testing`.
"""

from __future__ import annotations

from engine.expr import Expr
from engine.frozen import Frozen
from engine.program.model import Profile


class Holds(Frozen):
    """The condition `test` holds; `written` is how the author put it."""

    test: Expr
    written: str


class Reads(Frozen):
    """The last page has these words in it; or, where `absent`, has them not. Runs of blanks count as one."""

    words: str
    absent: bool = False


class Stands(Frozen):
    """He is at this place."""

    place: str


class InHand(Frozen):
    """These documents, and no others, are in his hands. In the order of declaration."""

    documents: tuple[str, ...]


class Shut(Frozen):
    """This choice is offered and closed, for a reason that has these words in it ("": for any reason)."""

    choice: str
    words: str


class Free(Frozen):
    """This choice is offered and open."""

    choice: str


class Caused(Frozen):
    """What is asked about was decided, by itself or together with others, by the choice `by`.

    `of` is "ending", a cell, or a choice that stands closed.
    """

    of: str
    by: str


class Ended(Frozen):
    """The play-through is over, with this ending."""

    ending: str


Expectation = Holds | Reads | Stands | InHand | Shut | Free | Caused | Ended


class Move(Frozen):
    """One entry of a script: at most one choice or answer, then what is expected. `file` and `line` say where it is.

    `choice` may lack what stands before it: `drawer` means the choice offered whose id is that or ends in `.drawer`.
    `typed` is None where nothing is answered.
    """

    file: str
    line: int
    choice: str = ""
    typed: str | None = None
    expects: tuple[Expectation, ...] = ()


class Script(Frozen):
    """A scripted play. `man` is the profile with all that the script gives him; `clock` None: the story's own start.

    `forced` are outcomes of draws, as (stream, how often it was drawn before, outcome). `fails` is why it is expected
    to fail for now; "" where it is expected to pass. `row` are its parameters, as pairs; empty where it has none.
    """

    id: str
    man: Profile
    moves: tuple[Move, ...]
    file: str
    line: int
    title: str = ""
    seed: int = 0
    clock: int | None = None
    forced: tuple[tuple[str, int, str], ...] = ()
    fails: str = ""
    row: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The id, with the parameters of this row in brackets."""
        inside = ", ".join(f"{key} {value}" for key, value in self.row)
        return f"{self.id} ({inside})" if inside else self.id
