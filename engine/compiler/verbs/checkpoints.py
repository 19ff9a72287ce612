"""Checkpoints: places in a story worth naming, and what waits for something to be met for the first time."""

from __future__ import annotations

from collections.abc import Iterator

from engine.compiler import schema
from engine.compiler.names import Names
from engine.compiler.nodes import Scalar
from engine.compiler.weave import Weave
from engine.program import Arm, Count


def checkpoint(weave: Weave, item: schema.CheckpointItem) -> None:
    """`checkpoint`: its counter notes that it was met."""
    written = checkpoint_id(item)
    id_, names = str(written), weave.names
    statement = f"{weave.local.scene}:{id_}"
    weave.steps.add(written.place, lambda: Count(f"#{id_}", f"~{id_}" if id_ in names.lasts else None, statement))
    for arm in armed(names, id_):
        weave.steps.add(written.place, arm)


def checkpoint_id(item: schema.CheckpointItem) -> Scalar:
    """The id of a checkpoint as written."""
    shape = item.checkpoint
    return shape if isinstance(shape, Scalar) else shape.id


def armed(names: Names, owner: str) -> Iterator[Arm]:
    """Steps behind the count of `owner`, for the events that wait for it."""
    for event, wait in names.armed.get(owner, ()):
        yield Arm(event, f"#{owner}", wait)
