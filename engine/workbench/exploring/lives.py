"""One man's story explored for some targets: everything put together that a search needs.

In: a machine without text, a profile, targets. Out: an `Inquiry`, with its graph when it was searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter

from engine.machine import Machine
from engine.program import End, Profile, Program, Target
from engine.program.steps import Tick
from engine.workbench.exploring.answers import Answers
from engine.workbench.exploring.chance import ChanceRun, extended, shuffles, with_rounds
from engine.workbench.exploring.cuts import Follower
from engine.workbench.exploring.extents import extents
from engine.workbench.exploring.keys import Stops, slots_of
from engine.workbench.exploring.points import Points
from engine.workbench.exploring.relevance import Relevance, TooLong
from engine.workbench.exploring.replaying import Shown, played
from engine.workbench.exploring.search import Deed, Graph, Search
from engine.workbench.exploring.values import Values
from engine.workbench.exploring.watching import Watching, scenes_of
from engine.workbench.exploring.witnesses import Witnesses


class Ground:
    """What is known of a man's story before it is played: its points, and which cells nothing in reach writes."""

    def __init__(self, machine: Machine, profile: str) -> None:
        self.machine = machine
        self.man: Profile = machine.profile(profile)
        program = machine.program
        first = dict(zip(machine.layout.names, machine.first_cells(self.man), strict=True))
        self.values = Values(machine.book, first)
        self.points = Points(program, self.man.start, self.values)
        for _ in range(2):  # what nothing writes decides conditions, and then less is in reach
            self.values = Values(machine.book, first, self.points.written())
            self.points = Points(program, self.man.start, self.values)
        puts = [put for each in self.points.puts for put in each]
        puts += [put for point in self.points.all for way in point.ways for put in way.puts]
        self.follower = Follower(self.values, extents(puts, first, self.values))

    def out_of_reach(self, target: Target) -> bool:
        """Whether no way of the steps leads to an ending or a scene, whatever the conditions are."""
        if not self.points.complete or target.kind == "test":
            return False
        points = self.points.all
        if target.kind == "ending":
            ends = {point.step.ending for point in points if isinstance(point.step, End)}
            return not ends if target.name == "*" else target.name not in ends
        return {point.scene for point in points}.isdisjoint(scenes_of(self.machine.program, target))


class Inquiry:
    """A search of one man's story for `targets`, called `name`.

    Conditions of `at_stops` count where they hold at a stop, too, not only when something they read is written. What
    matters is worked out as long as `more` says so; else nothing is left out of a state.
    """

    def __init__(
        self,
        ground: Ground,
        name: str,
        targets: Iterable[Target],
        at_stops: Iterable[Target] = (),
        more: Callable[[], bool] = lambda: True,
    ) -> None:
        began = perf_counter()
        self.ground = ground
        self.name = name
        self.targets = tuple(targets)
        machine, points, values = ground.machine, ground.points, ground.values
        program = machine.program
        self._relevance = self._worked_out(tuple(at_stops), more) if points.complete else None
        self.silent = self._find_silent(program)
        self.watching = Watching(program, machine.book, values, self.targets)
        rounds = with_rounds(machine.layout, program)
        run = ChanceRun(machine.book, extended(machine.first_cells(ground.man), rounds), rounds, self.silent)
        known = points if self._relevance is not None else None
        at = self._relevance.at if self._relevance is not None else []
        stops = Stops(program, machine.book, slots_of(machine.layout.names, rounds), known, at)
        answers = Answers(program, values, known, self._relevance)
        self.search = Search(run, stops, answers, self.watching, lambda: run.enter(ground.man.start))
        self._answers = answers
        self._rounds = rounds
        self.prepared = perf_counter() - began
        self.seconds = 0.0

    def _worked_out(self, at_stops: tuple[Target, ...], more: Callable[[], bool]) -> Relevance | None:
        tests = [each.test for each in self.targets if each.test is not None]
        scenes = [
            scene
            for each in self.targets
            if each.kind in ("scene", "tag", "event")
            for scene in scenes_of(self.ground.machine.program, each)
        ]
        held = [each.test for each in at_stops if each.test is not None]
        ground = self.ground
        try:
            return Relevance(ground.points, ground.values, ground.follower, tests, scenes, held, more)
        except TooLong:
            return None

    def _find_silent(self, program: Program) -> frozenset[str]:
        """Shuffles whose order only text shows: they need not be tried in every order."""
        if self._relevance is None:
            return frozenset()
        read = {cell for matters in self._relevance.at for cell in matters}
        ticks = {step.id for scene in program.scenes.values() for step in scene.steps if isinstance(step, Tick)}
        return frozenset(each for each in shuffles(program) if each in ticks and f"^{each}" not in read)

    @property
    def graph(self) -> Graph:
        """What was found so far."""
        return self.search.graph

    def go(self, more: Callable[[], bool]) -> Graph:
        """Search until all is done or `more` says no."""
        began = perf_counter()
        try:
            return self.search.go(more)
        finally:
            self.seconds = perf_counter() - began
            self.search.forget()

    def play(self, wanted: int, more: Callable[[], bool]) -> None:
        """Look by plays for those of the bits `wanted` that the search has not met."""
        machine, man = self.ground.machine, self.ground.man

        def made() -> ChanceRun:
            return ChanceRun(machine.book, extended(machine.first_cells(man), self._rounds), self._rounds, self.silent)

        unmet = wanted & ~sum(self.graph.first)
        self.graph.plays.update(Witnesses(made, man.start, self.watching, self._answers, unmet).go(more))

    def shown(self, deeds: list[Deed]) -> Shown:
        """The play that makes `deeds`."""
        return played(self.ground.machine, self.ground.man, deeds, self.silent)
