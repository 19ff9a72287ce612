"""Which scenes a step runs and comes back from: called ones, and storylets by their tags.

In: storylets of a story, and what scenes lead to. Out: ids of scenes, of which any may be the one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from engine.compiler.leads import Inner, Leads
from engine.compiler.names import EVENTS
from engine.program import Call, Choices, Deal, Step


class Runs:
    """Answers for the scenes of one story: `events` and `storylets` are those scenes, in the order of the files."""

    def __init__(self, scenes: Mapping[str, Sequence[str] | None]) -> None:
        """`scenes` are all of the story, each with its tags if it is a storylet, else None."""
        self.events = tuple(scene for scene in scenes if scene.startswith(EVENTS))
        self.storylets = tuple(scene for scene, tags in scenes.items() if tags is not None)
        tagged: dict[str, list[str]] = {}
        for scene, tags in scenes.items():
            for tag in tags or ():
                tagged.setdefault(tag, []).append(scene)
        self._tagged = {tag: tuple(found) for tag, found in tagged.items()}

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

    def inside(self, leads: Leads) -> tuple[str, ...]:
        """Scenes that any step of a scene may run."""
        return self._among(leads.runs) if leads.runs else ()

    def met(self, leads: Leads) -> tuple[str, ...]:
        """Scenes that the steps may run which the scene's own flow comes to."""
        return self._among(each for each in leads.runs if each.met) if leads.runs else ()

    def scenes(self, inner: Inner) -> tuple[str, ...]:
        """Scenes that one step may run."""
        return self.tagged(inner.tag) if inner.tag else (inner.scene,)

    def _among(self, runs: Iterable[Inner]) -> tuple[str, ...]:
        return tuple([scene for each in runs for scene in self.scenes(each)])
