"""Which checkpoints a turn met, and the last one of a path: where a save stands in its story.

In: a program and turns. Out: checkpoints. They are read from what a turn wrote, so old journals tell them too.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.program import Checkpoint, Program
from engine.record.model import Turn


def reached(program: Program, turn: Turn) -> tuple[Checkpoint, ...]:
    """The checkpoints that `turn` met, in order, each once. Linear in what was written."""
    if not program.checkpoints:
        return ()
    known = {f"#{each.id}": each for each in program.checkpoints}
    met = [known[cell] for cell, _, _, _ in turn.wrote if cell in known]
    return tuple(dict.fromkeys(met))


def nearest(program: Program, path: Sequence[Turn]) -> tuple[Turn, Checkpoint] | None:
    """The last turn of `path` that met a checkpoint, with the last that it met; None before the first."""
    for turn in reversed(path):
        met = reached(program, turn)
        if met:
            return turn, met[-1]
    return None
