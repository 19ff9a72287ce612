"""Which scenes a step runs and comes back from: called ones, and storylets by their tags.

In: lowered scenes. Out: ids of scenes, of which any may be the one.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.compiler.names import EVENTS
from engine.compiler.scenes import Lowered
from engine.program import Call, Choices, Deal, Step


class Runs:
    """Answers for the scenes of one story."""

    def __init__(self, scenes: Sequence[Lowered]) -> None:
        self.events = tuple(each.scene.id for each in scenes if each.scene.id.startswith(EVENTS))
        self.storylets = tuple(each.scene.id for each in scenes if each.storylet is not None)
        self._tagged: dict[str, tuple[str, ...]] = {}
        for each in scenes:
            for tag in () if each.storylet is None else each.storylet.tags:
                self._tagged[tag] = (*self._tagged.get(tag, ()), each.scene.id)

    def tagged(self, tag: str) -> tuple[str, ...]:
        """Storylets that have a tag, in the order of the files."""
        return self._tagged.get(tag, ())

    def of(self, step: Step) -> tuple[str, ...]:
        """Scenes that `step` may run."""
        match step:
            case Call(scene=scene):
                return (scene,)
            case Deal(tag=tag):
                return self.tagged(tag)
            case Choices(offerings=offerings) if offerings:
                return tuple(scene for each in offerings for scene in self.tagged(each.tag))
            case _:
                return ()
