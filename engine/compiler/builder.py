"""A list of steps while it is being made: jumps go to labels, which become indexes at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from engine.diagnostics import Place
from engine.program import Step


@dataclass(slots=True)
class Label:
    """A place among the steps; `at` is -1 until it is set down."""

    at: int = -1


@dataclass(slots=True)
class StepList:
    """Steps in the making. `places` say where each was written, for diagnostics about the flow.

    `rooms` are those that count if something asks for the count, and else do nothing.
    """

    made: list[Step | Callable[[], Step]]
    places: list[Place]
    rooms: set[int] = field(default_factory=set)

    def add(self, place: Place, make: Step | Callable[[], Step]) -> None:
        """Append a step, or something that makes it when all labels stand."""
        self.made.append(make)
        self.places.append(place)

    def put(self, label: Label) -> Label:
        """Set `label` down here: it means the next step."""
        label.at = len(self.made)
        return label

    def finish(self) -> tuple[Step, ...]:
        """All steps, their labels resolved. Empties the list: its makers and what they know would keep each other."""
        made, self.made = self.made, []
        return tuple([make() if callable(make) else make for make in made])
