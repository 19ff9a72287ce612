"""A run in which chance is a choice: the same step is taken once for each thing that chance may bring.

In: cells, a choice, a *script* (which outcome each draw of the step takes, by number). Out: a `Change`, and the script
that was followed, with how many outcomes there were. Outcomes of weight 0 are none; what a shuffle gave in its present
round it does not give again, which is kept in cells behind those of the layout.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import cast

from engine.machine import Run
from engine.machine.codebook import CodeBook
from engine.program import Program
from engine.program.layout import CellValue, Layout
from engine.program.steps import Tick, Vary

Script = tuple[int, ...]


def shuffles(program: Program) -> tuple[str, ...]:
    """The streams that shuffle, in order."""
    steps = (step for scene in program.scenes.values() for step in scene.steps)
    return tuple(step.id for step in steps if isinstance(step, Vary | Tick) and step.mode == "shuffle")


class ChanceRun(Run):
    """`rounds` names the cell of each shuffle's round; a stream in `silent` takes its first outcome."""

    __slots__ = ("followed", "rounds", "script", "silent")

    def __init__(
        self,
        book: CodeBook,
        cells: list[CellValue],
        rounds: dict[str, int],
        silent: Collection[str] = (),
    ) -> None:
        super().__init__(book, 0, cells)
        self.rounds = rounds
        self.silent = silent
        self.script: Script = ()
        self.followed: list[tuple[int, int]] = []

    def follow(self, script: Script) -> None:
        """The next step takes these outcomes (round again where there are fewer), and the first of each draw beyond."""
        self.script = script
        self.followed = []

    def next_script(self) -> Script | None:
        """After a step: the script of the next way that chance could go, in order; None after the last."""
        followed = self.followed
        while followed:
            taken, of = followed.pop()
            if taken + 1 < of:
                return (*(each for each, _ in followed), taken + 1)
        return None

    def _decided(self, ways: int) -> int:
        at = len(self.followed)
        taken = self.script[at] % ways if at < len(self.script) else 0
        self.followed.append((taken, ways))
        return taken

    def drawn(
        self, cells: list[CellValue], slot: int, stream: str, outcomes: tuple[str, ...], weights: tuple[int, ...]
    ) -> int:
        """Index of the outcome that the script says, among those of weight above zero."""
        count = cast(int, cells[slot])
        self._tick(cells, slot, count, stream)
        can = [index for index, weight in enumerate(weights) if weight > 0]
        if not can:
            self.change.faults.append(("weights", stream, 0))
        index = can[self._decided(len(can))] if can else 0
        self.change.drawn.append((stream, count, outcomes[index]))
        return index

    def _shuffled(self, stream: str, count: int, size: int) -> int:
        if stream in self.silent:
            return 0
        slot = self.rounds[stream]
        given = cast(int, self.cells[slot]) if count % size else 0
        left = [index for index in range(size) if not given >> index & 1] or list(range(size))
        index = left[self._decided(len(left))]
        self.wrote.append((slot, self.cells[slot], given | 1 << index, stream))
        self.cells[slot] = given | 1 << index
        self.change.drawn.append((stream, count, str(index)))
        return index

    def looked_at(self, stream: str, count: int, weights: dict[int, int], pick: int, known: int | None) -> list[int]:
        """All that may be among the storylets offered by weight."""
        return list(weights) if pick else []


def with_rounds(layout: Layout, program: Program) -> dict[str, int]:
    """Slots behind the layout's for the rounds of shuffles."""
    return {stream: len(layout.names) + at for at, stream in enumerate(shuffles(program))}


def extended(cells: Sequence[CellValue], rounds: dict[str, int]) -> list[CellValue]:
    """Cells with room for the rounds."""
    return [*cells, *(0 for _ in rounds)]
