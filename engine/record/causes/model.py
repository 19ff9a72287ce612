"""Answers to why, as plain data."""

from __future__ import annotations

from engine.frozen import Frozen
from engine.program.layout import CellValue

START = -1
"""The place on the path of what he began with."""


class Writing(Frozen):
    """One write on a path. `place` is its turn's place on the path, from 0; `index` its place among that turn's writes.

    What a play-through began with stands at place `START`, with `old` equal to `new` and no statement.
    """

    cell: str
    place: int
    index: int
    old: CellValue
    new: CellValue
    statement: str


class Weighed(Frozen):
    """What decided an expression in the cells it met.

    `decisive`: each of these writes taken back by itself changes the answer. `together`: the smallest sets of writes
    that change it when taken back at once, only where none is decisive by itself. `touched`: all else that was read.
    """

    decisive: tuple[Writing, ...] = ()
    together: tuple[tuple[Writing, ...], ...] = ()
    touched: tuple[Writing, ...] = ()


class Cause(Frozen):
    """One link of a chain. `kind` is choice, write, chance, start or author; `how` is decisive, together or touched.

    A line of the ledger is one too, of kind write, remembered, passage (its scene's words), lock or ending.

    `place` and `turn` say when: the place on the path and the turn's id in the record (`START` and -1 for the start),
    `choice` what was chosen in that turn. A write has `cell`, `old`, `new` and the `statement` that wrote; chance has
    its stream in `statement` and its outcome in `new`. `by` is who decided: him, rule or chance. `because` are the
    causes of this one, nearest first. What an author changed by hand is decided by nobody in the story (`by` is "").
    """

    kind: str
    how: str
    place: int
    turn: int
    choice: str
    by: str
    cell: str = ""
    old: CellValue = None
    new: CellValue = None
    statement: str = ""
    because: tuple[Cause, ...] = ()


class Question(Frozen):
    """What is asked: `kind` is value, lock, passage or ending; `of` the cell, the choice's, passage's or ending's id.

    `place` is the turn it is asked of, by its place on the path.
    """

    kind: str
    of: str
    place: int


class Verdict(Frozen):
    """What came of playing on with one write taken back and the same later choices.

    `came` is same (the outcome as it was), other, or lost (they could not be made again), then at the place `lost`.
    `instead` is the other value, where a value was asked about; of a lock whether it is open, None where it is
    not there.
    """

    came: str
    lost: int = START
    instead: CellValue = None


class Verified(Frozen):
    """Causes that were taken back, all of `causes` at once, and what came of it."""

    causes: tuple[Cause, ...]
    verdict: Verdict


class Opening(Frozen):
    """The least change of earlier choices that opens what was closed: (place, other choice) each, in order.

    `changes` is empty when none was found in `tried` plays; `whole` says that every single change was tried.
    """

    changes: tuple[tuple[int, str], ...]
    tried: int
    whole: bool


class Line(Frozen):
    """A consequence in the ledger: the cause that brought it, and the places of choices that were decisive for it."""

    cause: Cause
    chosen: tuple[int, ...]


class Ledger(Frozen):
    """All consequences of a path in order, and for each choice's place those that came of it later, by index."""

    lines: tuple[Line, ...]
    later: tuple[tuple[int, tuple[int, ...]], ...]
