"""What is generated from one program, scene by scene, when a scene is first entered; never saved.

In: a program. Out: code by scene, choice, block and call. The code itself is made by `engine.machine.generate`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.errors import StoryError
from engine.expr.calendar import Zone
from engine.machine.generate import SceneCode, generate
from engine.program import Ask, Layout, Program
from engine.program.layout import CellValue

Code = Callable[[Any, list[CellValue]], Any]
"""A piece of a scene: takes the run and its cells, returns the next piece, or None where the step stops."""


class CodeBook:
    """Code of a program. `with_text` False leaves out all words (search, replay): same cells, nothing said.

    `traced` code notes each step it comes to, for whoever asks later why something happened.
    """

    def __init__(self, program: Program, layout: Layout, *, with_text: bool, traced: bool = False) -> None:
        self.program = program
        self.layout = layout
        self.with_text = with_text
        self._traced = traced
        self.ids: tuple[str, ...] = tuple(program.scenes)
        self.indexes: dict[str, int] = {scene: index for index, scene in enumerate(self.ids)}
        self.entries: list[Code] = [self._opener(index) for index in range(len(self.ids))]
        self.options: dict[str, Code] = {}
        self.offers: dict[str, Code] = {}
        self.returns: dict[str, tuple[Code, str | None]] = {}
        self.asks: dict[str, Ask] = {}
        self._loaded: set[str] = set()
        own = program.clock.zone
        self.zones: dict[str, Zone] = {"": program.zones.get(own, ())}
        for thing in program.things:
            if thing.kind == "place":
                self.zones[thing.id] = program.zones.get(thing.zone or own, ())

    def _opener(self, index: int) -> Code:
        """Stands in for a scene until it is entered: makes the code, then hands over to it."""

        def open_scene(run: Any, cells: list[CellValue]) -> Any:
            self.load(self.ids[index])
            return self.entries[index]

        return open_scene

    def load(self, scene: str) -> None:
        """Generate the code of `scene` unless it is there. Raises StoryError for a scene the program does not have."""
        if scene in self._loaded:
            return
        if scene not in self.indexes:
            raise StoryError(f'the story has no scene called "{scene}"')
        made = self._generated(scene)
        made.names.update(entries=self.entries, zones=self.zones)
        exec(made.code, made.names)  # noqa: S102 - our own source: slot numbers and reprs, see engine.machine.phrases
        self.entries[self.indexes[scene]] = made.names[made.entry]
        self.options.update({choice: made.names[name] for choice, name in made.options.items()})
        self.offers.update({block: made.names[name] for block, name in made.offers.items()})
        for call, (name, into) in made.returns.items():
            self.returns[call] = (made.names[name], into)
        self.asks.update(made.asks)
        self._loaded.add(scene)

    def _generated(self, scene: str) -> SceneCode:
        """The code of a scene; what no compiler made (a cache tampered with) is a StoryError, not our own fault."""
        try:
            return generate(
                self.program, self.layout, scene, self.indexes, with_text=self.with_text, traced=self._traced
            )
        except (IndexError, KeyError, TypeError, ValueError, RecursionError) as error:
            raise StoryError(f'the compiled story is damaged: the scene "{scene}" cannot be run') from error

    def offers_at(self, block: str) -> Code:
        """The code that lists what the block `block` offers."""
        if block not in self.offers:
            self.load(scene_of(block))
        if block not in self.offers:
            raise StoryError(f'the story has no choices called "{block}"')
        return self.offers[block]

    def after_call(self, call: str) -> tuple[Code, str | None]:
        """Where the call `call` goes on, and the cell that takes its result (None: none does)."""
        if call not in self.returns:
            self.load(scene_of(call))
        return self.returns[call]


def scene_of(owner: str) -> str:
    """The scene that an id with memory belongs to: `lars.queue` of `lars.queue.pay`."""
    return owner.rpartition(".")[0]
