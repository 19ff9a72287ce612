"""What stands in the body of a scene at any depth, found in one walk.

In: the shape of a body. Out: its choices, calls, checkpoints and the ids of its items, in the order written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.compiler import prose, schema
from engine.compiler.nodes import Scalar


@dataclass(slots=True)
class Inside:
    """What is inside one body.

    `owned` are short ids of the choices, for `seen` and `visits`; `items` those of whatever can be gone to.
    """

    choices: list[schema.Choice] = field(default_factory=list)
    calls: list[schema.CallShape] = field(default_factory=list)
    checkpoints: list[schema.CheckpointItem] = field(default_factory=list)
    owned: Sequence[str] = ()
    items: list[str] = field(default_factory=list)
    has_safe: bool = False

    def giving(self) -> list[schema.CallShape]:
        """The calls that fill parameters."""
        return [each for each in self.calls if each.given]

    def look(self, shape: Any) -> None:
        """Note `shape` and what is in it."""
        if isinstance(shape, schema.Shape):
            self._note(shape)
            within: Iterable[Any] = shape.__dict__.values()
        else:
            within = shape.values() if isinstance(shape, dict) else shape
        for each in within:
            if each.__class__ is not Scalar and each:
                self.look(each)

    def _note(self, shape: schema.Shape) -> None:
        if isinstance(shape, schema.Choice):
            self.choices.append(shape)
        elif isinstance(shape, schema.CallShape):
            self.calls.append(shape)
        elif isinstance(shape, schema.CheckpointItem):
            self.checkpoints.append(shape)
        if isinstance(shape, schema.Listed) and shape.id is not None:
            self.items.append(str(shape.id))
        if isinstance(shape, schema.Say) and shape.safe is not None:
            self.has_safe = True


def inside(body: Any) -> Inside:
    """What stands in `body`. Linear."""
    found = Inside()
    if not isinstance(body, Scalar):
        found.look(body)
        found.owned = tuple([prose.slug(each.choose) if each.id is None else str(each.id) for each in found.choices])
    return found
