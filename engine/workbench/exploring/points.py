"""The points of a story that a man can come to, each with the calls under way there, and the ways between them.

In: a program and a first scene. Out: `Points`. Conditions are taken to be able to go either way unless `fixed` cells
decide them; so a point that is not among them cannot be come to. No scene comes back into a call of itself, therefore
there are finitely many; past `MOST` there are too many, and `Points.complete` is False.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.expr import Expr
from engine.program import Program
from engine.program.ids import owner_of
from engine.program.steps import (
    Arm,
    Ask,
    Branch,
    Call,
    Choices,
    Deal,
    Go,
    Pass,
    Return,
    Step,
    Vary,
)
from engine.program.ways import following
from engine.workbench.exploring.actions import AGE, TURN, Actions, Put, lock_of, one_more
from engine.workbench.exploring.values import Values

MOST = 60_000
"""Points that are looked at."""

Frames = tuple[str, ...]
Key = tuple[Frames, str, int]


class Way(NamedTuple):
    """A way to the point `to`, on which the cells are written that `puts` tell."""

    to: int
    puts: tuple[Put, ...] = ()


class Point(NamedTuple):
    """One step of a scene, with the owners of the frames under way. `turns`: taking a way from here is a choice."""

    frames: Frames
    scene: str
    at: int
    step: Step
    ways: list[Way]


class Points:
    """All points from `start` on, by number; number 0 is the first. `puts` is what the step of each writes."""

    def __init__(self, program: Program, start: str, values: Values) -> None:
        self.program = program
        self._values = values
        self._actions = Actions(program)
        self._sites = dict(_sites(program))
        self._tags: dict[str, list[str]] = {}
        for each in program.storylets:
            for tag in each.tags:
                self._tags.setdefault(tag, []).append(each.scene)
        self._numbers: dict[Key, int] = {}
        self.all: list[Point] = []
        self.complete = True
        self._walk(((), start, 0))
        self.puts = [self._actions.of(point.step) for point in self.all]

    def find(self, frames: Frames, scene: str, at: int) -> int | None:
        """The number of a point; None for one that there is not."""
        return self._numbers.get((frames, scene, at))

    def written(self) -> set[str]:
        """The cells that something writes."""
        found: set[str] = set()
        for point, puts in zip(self.all, self.puts, strict=True):
            found.update(put.cell for put in puts)
            found.update(put.cell for way in point.ways for put in way.puts)
        return found | {f"~{cell[len(AGE) :]}" for cell in found if cell.startswith(AGE)}

    def tagged(self, tag: str) -> list[str]:
        """Storylets with the tag `tag`."""
        return self._tags.get(tag, [])

    # -- walking -------------------------------------------------------------------------------------------------

    def _walk(self, first: Key) -> None:
        waiting = [first]
        self._numbers[first] = 0
        while waiting:
            key = waiting.pop()
            number = self._numbers[key]
            while len(self.all) <= number:
                self.all.append(_NOWHERE)
            frames, scene, at = key
            point = Point(frames, scene, at, self.program.scenes[scene].steps[at], [])
            self.all[number] = point
            for to, puts in self._onward(point):
                if to not in self._numbers:
                    if len(self._numbers) >= MOST:
                        self.complete = False
                        return
                    self._numbers[to] = len(self._numbers)
                    waiting.append(to)
                point.ways.append(Way(self._numbers[to], puts))

    def _onward(self, point: Point) -> Iterator[tuple[Key, tuple[Put, ...]]]:
        frames, scene, at, step, _ = point
        match step:
            case Go(among=among, to=to, clears=clears):
                chosen = self._decided(to) if to is not None else None
                for each in among if chosen is None else (str(chosen),):
                    yield (() if clears else frames, each, 0), ()
            case Call(id=id_, scene=called):
                yield ((*frames, id_), called, 0), ()
            case Return(value=value):
                yield from self._back(frames, value)
            case Branch(test=test, otherwise=otherwise):
                decided = self._decided(test)
                ways = ((at + 1, False), (otherwise, True))
                yield from (((frames, scene, to), ()) for to, against in ways if decided is not against)
            case Choices():
                yield from self._choices(frames, scene, step)
            case Ask(into=into):
                yield (frames, scene, at + 1), (Put(into, None), one_more(TURN))
            case Deal(id=id_, tag=tag, after=after, otherwise=otherwise):
                yield from ((((*frames, id_), each, 0), ()) for each in self.tagged(tag))
                yield from (((frames, scene, to), ()) for to in (after, otherwise))
            case Vary(mode=mode, to=to, after=after):
                for index in dict.fromkeys((*to, after) if mode == "once" else to):
                    yield (frames, scene, index), ()
            case Pass(id=id_) if self.program.schedule:
                yield (frames, scene, at + 1), ()
                if not any(isinstance(self._sites[each][2], Pass) for each in frames):
                    yield from ((((*frames, id_), row.scene, 0), ()) for row in self.program.schedule)
            case _:
                for index in dict.fromkeys(following(step, at)):
                    yield (frames, scene, index), ()

    def _choices(self, frames: Frames, scene: str, step: Choices) -> Iterator[tuple[Key, tuple[Put, ...]]]:
        turn = (one_more(TURN),)
        may_fail = True
        for option in step.options:
            locks = list(lock_of(option))
            may_fail = may_fail and bool(locks)
            if not any(self._decided(test) is False for test in locks):
                yield (frames, scene, option.to), turn
        for offering in step.offerings:
            for each in self.tagged(offering.tag):
                yield ((*frames, step.id), each, 0), turn
        if may_fail:
            yield (frames, scene, step.after if step.fallback is None else step.fallback), ()

    def _back(self, frames: Frames, value: Expr | None) -> Iterator[tuple[Key, tuple[Put, ...]]]:
        """Where a scene goes back to; a deal and time that was interrupted are come to again."""
        if not frames:
            return
        scene, at, step = self._sites[frames[-1]]
        match step:
            case Call(into=into):
                puts = () if into is None or value is None else (self._actions.put(into, value, weak=True),)
                yield (frames[:-1], scene, at + 1), puts
            case Choices(offerings=offerings):
                yield (frames[:-1], scene, offerings[0].back), ()
            case _:
                yield (frames[:-1], scene, at), ()

    def _decided(self, test: Expr) -> object:
        """The value of a test that nothing can change; None for any other."""
        return self._values.constant(test)


def owners(stack: tuple[str, ...]) -> Frames:
    """The frames of a point from a call stack: its owners, without what they carry."""
    return tuple(owner_of(frame) for frame in stack)


def _sites(program: Program) -> Iterator[tuple[str, tuple[str, int, Step]]]:
    for scene in program.scenes.values():
        for at, step in enumerate(scene.steps):
            if isinstance(step, Call | Choices | Deal | Ask) or (isinstance(step, Pass) and step.id):
                yield step.id, (scene.id, at, step)


_NOWHERE = Point((), "", 0, Arm("", "", 0), [])
