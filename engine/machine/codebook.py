"""What is generated from one program, scene by scene, when a scene is first entered; never saved.

In: a program. Out: code by scene, choice, block and call. The code itself is made by `engine.machine.generate`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.errors import StoryError
from engine.expr.calendar import Zone
from engine.machine.deals import Pool
from engine.machine.functions import pool_of, timetable_of
from engine.machine.generate import SceneCode, generate
from engine.machine.timetable import Timetable
from engine.program import Ask, Layout, Program
from engine.program.ids import DEALT, owner_of, scene_of
from engine.program.layout import CellValue
from engine.program.renaming import Renaming

Code = Callable[[Any, list[CellValue]], Any]
"""A piece of a scene: takes the run and its cells, returns the next piece, or None where the step stops."""


class _Options(dict[str, Code]):
    """Code by choice; that of a storylet a block offers is made when one is first taken."""

    def __init__(self) -> None:
        super().__init__()
        self.takers: dict[str, Callable[[Any, list[CellValue], str], Any]] = {}

    def __missing__(self, choice: str) -> Code:
        take, storylet = self.takers[owner_of(choice)], choice.partition(DEALT)[2]
        self[choice] = made = lambda run, cells: take(run, cells, storylet)
        return made


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
        self.options = _Options()
        self.offers: dict[str, Code] = {}
        self.returns: dict[str, tuple[Code, str | None]] = {}
        self.asks: dict[str, Ask] = {}
        self.resumes: dict[str, Callable[[Any, list[CellValue], str], Any]] = {}
        self.first_ids = _first_ids(program)
        self._loaded: set[str] = set()
        self._pools: dict[str, Pool] = {}
        self._timetable: Timetable | None = None
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
        self.options.takers.update({block: made.names[name] for block, name in made.takers.items()})
        self.resumes.update({owner: made.names[name] for owner, name in made.resumes.items()})
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
        if call not in self.returns:
            return self._resumed(call), None
        return self.returns[call]

    def _resumed(self, frame: str) -> Code:
        """Where a frame goes on that carries more than an id: a deal's, or that of time which was interrupted."""
        owner = owner_of(frame)
        if owner not in self.resumes:
            raise StoryError(f'the story has no call "{frame}" to come back to')
        resume, rest = self.resumes[owner], frame[len(owner) + 1 :]
        return lambda run, cells: resume(run, cells, rest)

    # -- what is known of scenes before they are entered -------------------------------------------------------------

    def pool(self, tag: str) -> Pool:
        """The storylets with the tag `tag`; found and made once."""
        if tag not in self._pools:
            found = tuple(each for each in self.program.storylets if tag in each.tags)
            try:
                made = pool_of(self.program, self.layout, self.zones, found, with_text=self.with_text)
            except (KeyError, TypeError, ValueError, RecursionError) as error:
                raise StoryError(f'the compiled story is damaged: the storylets of "{tag}" cannot be dealt') from error
            self._pools[tag] = made
        return self._pools[tag]

    def timetable(self) -> Timetable:
        """The schedule; made once."""
        if self._timetable is None:
            try:
                self._timetable = timetable_of(self.program, self.layout, self.zones)
            except (KeyError, TypeError, ValueError, RecursionError) as error:
                raise StoryError("the compiled story is damaged: its schedule cannot be read") from error
        return self._timetable


def _first_ids(program: Program) -> dict[str, str]:
    """The id under which each renamed stream drew first; empty where nothing was renamed."""
    if not program.renamed:
        return {}
    renaming = Renaming(program.renamed)
    return {stream: first for stream in program.streams if (first := renaming.first(stream)) != stream}
