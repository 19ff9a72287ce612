"""What a state is known by: at each stop the cells that matter there, each as far as it matters.

In: relevance by point, a machine's layout. Out: for a place and a call stack a `Stop`, which makes of a list of cells
its key, and the values that bring the cells back to it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, cast

from engine.machine.codebook import Code, CodeBook
from engine.program import CLOCK as CLOCK_SLOT
from engine.program import PLACE, STACK, Program
from engine.program.ids import scene_of
from engine.program.layout import TURN, CellValue
from engine.program.steps import Ask, Choices, Tick, Vary
from engine.workbench.exploring.actions import AGE, CLOCK
from engine.workbench.exploring.cuts import Cuts, Matters
from engine.workbench.exploring.points import Points, owners
from engine.workbench.exploring.relevance import GIVEN
from engine.workbench.exploring.wholes import WHOLE, counters_of

Cells = list[CellValue]
Reading = Callable[[Sequence[CellValue]], Any]


class Stop:
    """A place with the calls under way. `number` is its own; `slots` are those of the cells that matter there."""

    __slots__ = ("_coarse", "_get", "_readings", "block", "matters", "number", "offers", "put_back", "slots")

    def __init__(
        self,
        number: int,
        block: tuple[str, tuple[str, ...]],
        matters: Matters | None,
        slots: tuple[int, ...],
        readings: tuple[Reading, ...],
        offers: Code,
    ) -> None:
        self.number = number
        self.block = block
        self.matters = matters
        self.slots = slots
        self.offers = offers
        self._get: Callable[[Cells], Any] = (
            itemgetter(*slots) if len(slots) > 1 else lambda v: tuple(v[s] for s in slots)
        )
        self._readings = readings
        self._coarse = bool(readings)

    def values(self, cells: Cells) -> tuple[CellValue, ...]:
        """The values of the cells that matter."""
        return cast(tuple[CellValue, ...], self._get(cells))

    def key(self, cells: Cells, values: tuple[CellValue, ...]) -> tuple[Any, ...]:
        """What states that do the same from here on have in common."""
        if not self._coarse:
            return (self.number, values)
        return (self.number, tuple([read(cells) for read in self._readings]))

    def restore(self, cells: Cells, values: tuple[CellValue, ...]) -> None:
        """Bring `cells` to a state that stands here."""
        cells[PLACE], cells[STACK] = self.block
        for slot, value in zip(self.slots, values, strict=True):
            cells[slot] = value


class Stops(dict[tuple[str, tuple[str, ...]], Stop]):
    """All stops, made when a play first comes to them. Without `points` every cell matters."""

    def __init__(
        self, program: Program, book: CodeBook, slots: dict[str, int], points: Points | None, at: list[Matters]
    ) -> None:
        super().__init__()
        self._program = program
        self._book = book
        self._slots = slots
        self._points = points
        self._at = at
        self._size = {
            step.id: len(step.to) if isinstance(step, Vary) else step.size
            for scene in program.scenes.values()
            for step in scene.steps
            if isinstance(step, Vary | Tick) and step.mode in ("cycle", "shuffle")
        }

    def __missing__(self, key: tuple[str, tuple[str, ...]]) -> Stop:
        matters = self._matters(key)
        if matters is None:
            slots = tuple(slot for name, slot in self._slots.items() if name not in ("@place", "@stack"))
            readings: tuple[Reading, ...] = ()
        else:
            slots, readings = self._chosen(matters)
        made = self[key] = Stop(len(self), key, matters, slots, readings, self._book.offers_at(key[0]))
        return made

    def _matters(self, key: tuple[str, tuple[str, ...]]) -> Matters | None:
        if self._points is None:
            return None
        scene = scene_of(key[0])
        steps = self._program.scenes[scene].steps
        at = next(at for at, step in enumerate(steps) if isinstance(step, Choices | Ask) and step.id == key[0])
        number = self._points.find(owners(key[1]), scene, at)
        return None if number is None else self._at[number]

    def _chosen(self, matters: Matters) -> tuple[tuple[int, ...], tuple[Reading, ...]]:
        """Slots to keep, and how the key is read from the cells; no readings where it is the values themselves."""
        slots: dict[int, None] = {}
        readings: list[Reading] = []
        plain = True
        for name, cuts in sorted(matters.items()):
            reading = self._reading(name, cuts)
            if reading is None:
                continue
            kept, read, whole = reading
            slots.update(dict.fromkeys(kept))
            readings.append(read)
            plain = plain and whole
        return tuple(slots), () if plain else tuple(readings)

    def _reading(self, name: str, cuts: Cuts) -> tuple[tuple[int, ...], Reading, bool] | None:
        if cuts is not None and not cuts:
            return None
        if name.startswith(AGE):
            last = self._slots[f"~{name[len(AGE) :]}"]
            return (TURN, last), _age(last, cuts), False
        if name.startswith(WHOLE):
            slots = tuple(self._slots[each] for each in sorted(counters_of(name)))
            return slots, _any(slots), False
        slot = CLOCK_SLOT if name == CLOCK else self._slots[name]
        if name.startswith("%") and name[1:] in self._size:
            return (slot,), _round(slot, self._size[name[1:]]), False
        if cuts is None:
            return (slot,), itemgetter(slot), True
        return (slot,), _class(slot, tuple(sorted(cuts))), False


def slots_of(names: Sequence[str], rounds: dict[str, int]) -> dict[str, int]:
    """Slots by name, those of the rounds of shuffles among them."""
    return {**{name: slot for slot, name in enumerate(names)}, **{f"{GIVEN}{name}": at for name, at in rounds.items()}}


def _few(slots: tuple[int, ...]) -> Callable[[Cells], Any]:
    return lambda cells: tuple(cells[slot] for slot in slots)


def _any(slots: tuple[int, ...]) -> Reading:
    return lambda cells: any(cells[slot] for slot in slots)


def _class(slot: int, cuts: tuple[int, ...]) -> Reading:
    return lambda cells: bisect_right(cuts, cells[slot])  # type: ignore[type-var]


def _round(slot: int, size: int) -> Reading:
    return lambda cells: cast(int, cells[slot]) % size


def _age(last: int, cuts: Cuts) -> Reading:
    edges = None if cuts is None else tuple(sorted(cuts))

    def read(cells: Sequence[CellValue]) -> int:
        since = cast(int, cells[last])
        age = -1 if since < 0 else cast(int, cells[TURN]) - since
        return age if edges is None else bisect_right(edges, age)

    return read
