"""What a batch of plays counts, and how two counts become one. Nothing of a play is kept but what failed.

In: changes, one a turn. Out: counts by id. Its size goes with the story, not with the number of plays: amounts of three
digits and more are counted by their first three, so that there is a bounded number of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from engine.frozen import Frozen
from engine.program.layout import CellValue

MOST_KEPT = 20
"""Failing runs that are kept whole; the others are counted."""


class Failure(Frozen):
    """A run that went wrong: `kind` is fault, dead end, too long or exception, `what` says it in words.

    `turns` are its choices and what was drawn on the way to each, the opening first (with the choice "").
    """

    run: int
    seed: int
    kind: str
    what: str
    turns: tuple[tuple[str, tuple[tuple[str, int, str], ...]], ...]


class Tally:
    """Counts of one batch or of many. `steps` are by (scene, index); `lengths` are plays by how many choices they took.

    `values` are the values that declared cells had at the end, of a set each of its members (None of an empty one);
    `lows` and `highs` are the least and greatest that numbers ever had. `faults` counts failing runs by kind and what.
    """

    __slots__ = (
        "chosen",
        "endings",
        "failures",
        "faults",
        "highs",
        "lengths",
        "lows",
        "offered",
        "opened",
        "runs",
        "scenes",
        "steps",
        "values",
    )

    def __init__(self) -> None:
        self.runs = 0
        self.endings: Counter[str] = Counter()
        self.lengths: Counter[int] = Counter()
        self.scenes: Counter[str] = Counter()
        self.steps: Counter[tuple[str, int]] = Counter()
        self.offered: Counter[str] = Counter()
        self.opened: Counter[str] = Counter()
        self.chosen: Counter[str] = Counter()
        self.values: Counter[tuple[str, CellValue]] = Counter()
        self.lows: dict[str, int] = {}
        self.highs: dict[str, int] = {}
        self.faults: Counter[tuple[str, str]] = Counter()
        self.failures: list[Failure] = []

    def add(self, other: Tally) -> None:
        """Take in the counts of a later batch."""
        self.runs += other.runs
        for name in ("endings", "lengths", "scenes", "steps", "offered", "opened", "chosen", "values", "faults"):
            getattr(self, name).update(getattr(other, name))
        for cell, value in other.lows.items():
            self.lows[cell] = min(value, self.lows.get(cell, value))
        for cell, value in other.highs.items():
            self.highs[cell] = max(value, self.highs.get(cell, value))
        self.failures += other.failures[: MOST_KEPT - len(self.failures)]

    def fail(self, failure: Failure) -> None:
        """Note a run that went wrong."""
        self.faults[failure.kind, failure.what] += 1
        if len(self.failures) < MOST_KEPT:
            self.failures.append(failure)


def rounded(value: int) -> int:
    """`value` to three digits, towards zero."""
    unit = int("1" + "0" * max(0, len(str(abs(value))) - 3))
    return abs(value) // unit * unit * (1 if value >= 0 else -1)


def quantile(counts: Iterable[tuple[int, int]], share: float) -> int:
    """The least value that at least `share` of the counted ones do not exceed; 0 when nothing was counted.

    `counts` are pairs of a value and how often it came.
    """
    ordered = sorted(counts)
    total = sum(count for _, count in ordered)
    reached = 0
    for value, count in ordered:
        reached += count
        if reached >= share * total:
            return value
    return 0


def median(counts: Iterable[tuple[int, int]]) -> int:
    """The value in the middle; of an even number the lower of the two."""
    return quantile(counts, 0.5)


def batches(runs: int, size: int) -> Iterator[range]:
    """The runs 1 to `runs` in batches of `size`; the last may be smaller."""
    for first in range(1, runs + 1, size):
        yield range(first, min(first + size, runs + 1))
