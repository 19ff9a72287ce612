"""Checkpoints: places in a story worth naming."""

from __future__ import annotations

from engine.compiler import schema
from engine.compiler.nodes import Scalar
from engine.compiler.weave import Weave, armed
from engine.program import Count


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
