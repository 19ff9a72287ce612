"""The entries of a record: dumb, frozen, JSON-ready; what a journal holds, one a line."""

from __future__ import annotations

from collections.abc import Mapping

from engine.frozen import Frozen
from engine.program.layout import CellValue

FORMAT = 2
"""Version of these entries. 1: turns, stands and snapshots. 2: names of branches, removals and bookmarks."""


class Header(Frozen):
    """Whose play-through this is. `fingerprint` names the very program; `begun` is local wall time, to the minute.

    `forced` are outcomes that draws must give, as (stream, count, outcome): not empty only where a person made them so.
    """

    story: str
    title: str
    version: str
    fingerprint: str
    profile: str
    seed: int
    begun: str
    name: str = ""
    forced: tuple[tuple[str, int, str], ...] = ()
    format: int = FORMAT


class Turn(Frozen):
    """One step. `id` counts from 0 (the opening) in the order of writing; `parent` is None for the opening only.

    `block` is where the story stood before (the block that offered `choice`), both "" at the opening. `wrote` is
    (cell, old, new, statement) in order; `drawn` (stream, count, outcome); `remembered` (statement, text).
    `shown` is a short hash of the text, so that a later version of the story can tell whether only words changed.

    `typed` is what the player typed where `choice` is a question, as it was taken; None everywhere else. It is the
    person's own word: what leaves the machine leaves it out, together with what it wrote (a row of `wrote` whose
    statement is `choice`).
    """

    id: int
    parent: int | None
    block: str
    choice: str
    wrote: tuple[tuple[str, CellValue, CellValue, str], ...]
    drawn: tuple[tuple[str, int, str], ...] = ()
    remembered: tuple[tuple[str, str], ...] = ()
    shown: str = ""
    ending: str | None = None
    typed: int | str | None = None


class Stand(Frozen):
    """The player went to `turn` without choosing: back, or to another branch. The next turn's parent is this one."""

    turn: int


class Snapshot(Frozen):
    """All cells by name after `turn`, so that opening a long play-through need not go through all of it."""

    turn: int
    cells: Mapping[str, CellValue]


class Named(Frozen):
    """The branch that `turn` belongs to is called `name` from now on; "" takes its name away."""

    turn: int
    name: str


class Removal(Frozen):
    """`turn` and all that follows from it is removed, or `undone`: it is there again. Nothing is erased by either."""

    turn: int
    undone: bool = False


class Bookmark(Frozen):
    """The player wants to find `turn` again, and says why in `words`, which may be empty. Those of a turn add up."""

    turn: int
    words: str


Entry = Turn | Stand | Snapshot | Named | Removal | Bookmark

SINCE_2 = (Named, Removal, Bookmark)
"""Entries that a program which knows format 1 only cannot read."""
