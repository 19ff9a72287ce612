"""What a check may look at: one compiled story before it becomes a program, and ways to walk it.

In: shapes, names, lowered scenes. Out: the same by name, and the steps that a scene's own flow can come to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.compiler import schema
from engine.compiler.checks.summary import Summary
from engine.compiler.journeys import route_tests
from engine.compiler.leads import Leads, reached
from engine.compiler.names import Names
from engine.compiler.nodes import Scalar
from engine.compiler.runs import Runs
from engine.compiler.scenes import Lowered
from engine.compiler.shape import Shaped
from engine.diagnostics import Place
from engine.expr import Expr, Logic
from engine.program import Choices, Ending, Event, Option, Profile, Step, Thing, World


@dataclass(frozen=True, slots=True)
class Material:
    """One story without errors. `scenes` are in the order of the files; `profiles` has at least one.

    Among the scenes are crossings and rows of the schedule. `leads` says where they lead, `summaries` what else is
    asked of them, `runs` what a step runs and comes back from.
    """

    files: Sequence[Shaped]
    names: Names
    scenes: Mapping[str, Lowered]
    leads: Mapping[str, Leads]
    summaries: Mapping[str, Summary]
    profiles: Sequence[Profile]
    endings: Sequence[Ending]
    things: Sequence[Thing]
    events: Sequence[Event]
    world: World
    language: str
    runs: Runs
    _reached: dict[str, set[int]] = field(default_factory=dict)

    def steps(self) -> Iterator[tuple[Lowered, int, Step]]:
        """Every step of the story with its scene and its index."""
        for lowered in self.scenes.values():
            for at, step in enumerate(lowered.scene.steps):
                yield lowered, at, step

    def blocks(self) -> Iterator[tuple[Lowered, int, Choices]]:
        """Every block of choices with its scene and its index."""
        for lowered in self.scenes.values():
            for at, step in lowered.blocks():
                yield lowered, at, step

    def reached(self, scene: str) -> set[int]:
        """Indexes of the steps that the scene's own flow can come to."""
        if scene not in self._reached:
            self._reached[scene] = reached(self.scenes[scene].scene.steps)
        return self._reached[scene]

    def declared(self, section: str) -> Iterator[tuple[Scalar, Any]]:
        """The entries of a section of all files, names with their places."""
        for each in self.files:
            yield from getattr(each.shape, section).items()


def own_lock(option: Option, names: Names) -> Expr | None:
    """What a choice itself asks for, without what its route does."""
    lock = option.open_if
    if option.route is None or lock is None:
        return lock
    tests = lock.items if isinstance(lock, Logic) else (lock,)
    own = tests[: -len(list(route_tests(names.routes[option.route])))]  # the route's come last
    return own[0] if own else None


def place_of_key(lowered: Lowered, choice: Place, key: str) -> Place:
    """Where the key `key` of the choice written at `choice` has its value; `choice` itself when it has none.

    Found by looking through the scene, so it is for complaints only.
    """
    for shape in shapes_in(lowered.entry.shape.body):
        if isinstance(shape, schema.Choice) and shape.choose.place == choice:
            written = getattr(shape, {"if": "test"}.get(key, key))
            return written.place if isinstance(written, Scalar) else choice
    return choice


def shapes_in(shape: Any) -> Iterator[schema.Shape]:
    """Every shape inside a body, itself included, in order."""
    if isinstance(shape, schema.Shape):
        yield shape
        for name in type(shape).model_fields:
            yield from shapes_in(getattr(shape, name))
    elif isinstance(shape, list | dict):
        for each in shape.values() if isinstance(shape, dict) else shape:
            yield from shapes_in(each)
