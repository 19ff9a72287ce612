"""One turn played again in code that notes its steps, and which forks in it led where.

In: a traced machine and a turn of a path. Out: the steps it came to, in order, and for each the forks that governed it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.frozen import Frozen
from engine.machine import Machine
from engine.program import Branch, Chance, Deal, Go, Pass, Program, Return, Step, Vary
from engine.program.ways import certain_after
from engine.record.causes.past import Past
from engine.record.replay import made_again, run_before

_Certain = Callable[[str], tuple[int, ...]]


class Met(Frozen):
    """A turn came to the step `at` of `scene` when it had made `before` writes."""

    scene: str
    at: int
    before: int


class Trace:
    """The steps of one turn, and the visits of scenes they belong to.

    A call begins a visit within another and a return ends it; a `go` puts one in the place of another. Each visit knows
    the step that led into it.
    """

    def __init__(self, program: Program, met: Sequence[Met], certain: _Certain) -> None:
        self._program = program
        self._certain = certain
        self.met = tuple(met)
        self._visit: list[int] = []
        self._led: list[int] = [-1]
        self._follow_visits()

    def step(self, index: int) -> Step:
        """The step that the turn came to at `index`."""
        return self._program.scenes[self.met[index].scene].steps[self.met[index].at]

    def at_write(self, index: int) -> int:
        """Where in the trace the step stands that made the write `index` of the turn."""
        return max((place for place, each in enumerate(self.met) if each.before <= index), default=0)

    def _follow_visits(self) -> None:
        stack = [0]
        for index, here in enumerate(self.met):
            before = self.step(index - 1) if index else None
            if isinstance(before, Return) and len(stack) > 1:
                stack.pop()
            elif isinstance(before, Return | Go):  # a return here leaves a call that an earlier turn made
                stack[-1] = self._new_visit(index - 1)
            elif index and here.scene != self.met[index - 1].scene:
                stack.append(self._new_visit(index - 1))
            self._visit.append(stack[-1])

    def _new_visit(self, led: int) -> int:
        self._led.append(led)
        return len(self._led) - 1

    def governing(self, index: int) -> tuple[int, ...]:
        """Places of the forks without which the turn need not have come to the step at `index`, nearest first.

        A deal that led to it is one, and a wait that an event interrupted.
        """
        found: list[int] = []
        anchor = index
        while anchor >= 0:
            visit = self._visit[anchor]
            found += [at for at in range(anchor - 1, -1, -1) if self._visit[at] == visit and self._forks(at, anchor)]
            anchor = self._led[visit]
            if anchor >= 0 and isinstance(self.step(anchor), Deal | Pass):
                found.append(anchor)
        return tuple(found)

    def _forks(self, at: int, anchor: int) -> bool:
        here, there = self.met[at], self.met[anchor]
        forking = isinstance(self.step(at), Branch | Chance | Vary)
        return forking and not self._certain(here.scene)[here.at] >> there.at & 1


class Tracer:
    """Plays turns of one story again, and keeps what it worked out about its scenes."""

    def __init__(self, program: Program) -> None:
        self._machine = Machine(program, traced=True)
        self._sure: dict[str, tuple[int, ...]] = {}

    def trace(self, past: Past, place: int) -> Trace:
        """The turn at `place` of the path, from the very cells it began in. Cost: a step, about twenty times over."""
        turn, header = past.path[place], past.record.header
        run = run_before(self._machine, header.seed, past.cells(place, 0), turn)
        run.trace.clear()
        made_again(self._machine, run, turn, header.profile)
        return Trace(self._machine.program, [Met(*each) for each in run.trace], self._certain)

    def _certain(self, scene: str) -> tuple[int, ...]:
        if scene not in self._sure:
            self._sure[scene] = certain_after(self._machine.program.scenes[scene].steps)
        return self._sure[scene]
