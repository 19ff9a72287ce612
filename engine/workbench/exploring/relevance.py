"""What of a state matters at each point: the cells that something from there on reads, and how finely.

In: the points of a story, expressions that claims look at, scenes whose entering they look for. Out: `Relevance`, cells
with cuts by point. Two states at one point that agree on these do the same from there on, as far as anything but text
can tell (see the page beside the code). The least solution of equations along the ways, found by going round until
nothing is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from engine.expr import Cell, Clock, Compare, Const, Expr
from engine.program import Program
from engine.program.layout import DUE
from engine.program.steps import (
    Arm,
    Ask,
    Branch,
    Chance,
    Choices,
    Count,
    Deal,
    Go,
    Jump,
    Pass,
    Remember,
    Say,
    Tick,
    Vary,
    Write,
)
from engine.workbench.exploring.actions import AGE, CLOCK, TURN, Put, lock_of
from engine.workbench.exploring.cuts import EXACT, Cuts, Follower, Matters, join
from engine.workbench.exploring.points import Point, Points
from engine.workbench.exploring.values import Values
from engine.workbench.exploring.wholes import counters_in, whole_of

GIVEN = "*"
"""Begins the name of what a shuffle has given in its present round."""

MOST_ROUNDS = 300
"""How often what matters at a point may grow; then what still grows there matters exactly."""

_QUIET = (Say, Remember, Jump, Write, Count, Tick, Pass, Branch, Arm)


class TooLong(Exception):
    """What matters was not worked out within the time."""


class Relevance:
    """What matters at each point, by its number. Cost: some rounds over the points.

    `more` is asked now and then whether to go on; TooLong is raised when it says no.
    """

    def __init__(
        self,
        points: Points,
        values: Values,
        follower: Follower,
        looked_at: Iterable[Expr] = (),
        looked_for: Iterable[str] = (),
        at_stops: Iterable[Expr] = (),
        more: Callable[[], bool] = lambda: True,
    ) -> None:
        self._more = more
        self._points = points
        self._program: Program = points.program
        self._values = values
        self._follower = follower
        self._looked_at = [(expr, _changing(values.hangs_on(expr))) for expr in looked_at]
        self._watched = {cell for _, cells in self._looked_at for cell in cells}
        end = points.program.clock.end
        self._strays = not all(_same_past(end, values, expr) for expr, _ in self._looked_at)
        self._at_stops = tuple(at_stops)
        self._counted = {f"#{scene}" for scene in looked_for}
        self._puts = points.puts
        self._asked: list[list[tuple[Expr, Cuts]]] = []
        self._wholes: list[list[str]] = []
        for point in points.all:
            asked = [(whole_of(values, node), node, cuts) for node, cuts in self._asks(point)]
            self._asked.append([(node, cuts) for whole, node, cuts in asked if whole is None])
            self._wholes.append([whole for whole, _, _ in asked if whole is not None])
        self.at: list[Matters] = [{} for _ in points.all]
        self._rounds = [0] * len(points.all)
        self._quiet: list[bool] = []
        self._behind = self._sources()
        self._settle()

    def once_written(self, number: int, cell: str) -> tuple[bool, Cuts]:
        """Whether what is written into `cell` just before the point `number` matters, and how finely."""
        found = dict(self.at[number])
        for expr in self.looked_at(cell):
            self._follower.add(found, expr)
        return cell in found, found.get(cell)

    def looked_at(self, cell: str) -> list[Expr]:
        """The conditions that claims look at whenever `cell` is written."""
        return [expr for expr, cells in self._looked_at if cell in cells]

    # -- going round ---------------------------------------------------------------------------------------------

    def _sources(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self._points.all]
        for number, point in enumerate(self._points.all):
            for way in point.ways:
                found[way.to].append(number)
        return found

    def _settle(self) -> None:
        order = self._last_first()
        while True:
            same = self._find_quiet(order)
            if same:
                return
            self._flow(order)

    def _last_first(self) -> list[int]:
        """The points, those that come later before those that lead to them, as far as there is no circle."""
        found: list[int] = []
        seen = {0}
        trail = [(0, iter(self._points.all[0].ways))]
        while trail:
            number, ways = trail[-1]
            way = next((each for each in ways if each.to not in seen), None)
            if way is None:
                found.append(number)
                trail.pop()
            else:
                seen.add(way.to)
                trail.append((way.to, iter(self._points.all[way.to].ways)))
        return found

    def _flow(self, order: list[int]) -> None:
        """Until nothing is added; a circle is settled before what leads to it is looked at."""
        place = {number: at for at, number in enumerate(order)}
        for circle in self._circles(order):
            inside = set(circle)
            waiting = inside
            while waiting:
                if not self._more():
                    raise TooLong
                batch, waiting = sorted(waiting, key=place.__getitem__), set()
                for number in batch:
                    if self._grown(number):
                        waiting.update(each for each in self._behind[number] if each in inside)

    def _grown(self, number: int) -> bool:
        """Look again at what matters at a point; whether it is more than was known."""
        found = self._before(number)
        if found == self.at[number]:
            return False
        self._rounds[number] += 1
        self.at[number] = _given_up(found, self.at[number]) if self._rounds[number] > MOST_ROUNDS else found
        return True

    def _circles(self, order: list[int]) -> list[list[int]]:
        """The points in groups from which one can come back to each other, those that come later first."""
        found: list[list[int]] = []
        seen: set[int] = set()
        for first in reversed(order):
            if first in seen:
                continue
            seen.add(first)
            circle = [first]
            for number in circle:
                fresh = [each for each in dict.fromkeys(self._behind[number]) if each not in seen]
                seen.update(fresh)
                circle += fresh
            found.append(circle)
        return found[::-1]

    # -- what has no effect ----------------------------------------------------------------------------------------

    def _find_quiet(self, order: list[int]) -> bool:
        """Find the forks whose ways meet again with nothing done between; whether they are the same as before."""
        onward: dict[int, int] = {}
        quiet = [False] * len(self._points.all)
        for number in order:
            point = self._points.all[number]
            ends = {onward.get(way.to, way.to) for way in point.ways}
            silent = len(ends) == 1 and self._is_silent(number, point)
            quiet[number] = silent
            onward[number] = ends.pop() if silent else number
        same, self._quiet = quiet == self._quiet, quiet
        return same

    def _is_silent(self, number: int, point: Point) -> bool:
        step = point.step
        if isinstance(step, Go):
            return len(point.ways) == 1 and not step.clears
        if not isinstance(step, _QUIET) or (isinstance(step, Pass) and self._program.schedule):
            return False
        after = {cell for way in point.ways for cell in self.at[way.to]}
        if isinstance(step, Arm):
            return f"{DUE}{step.event}" not in after
        after |= counters_in(after)
        cells = {put.cell for put in self._puts[number]}
        return not cells & after and not cells & self._watched and not cells & self._counted

    # -- one point -------------------------------------------------------------------------------------------------

    def _before(self, number: int) -> Matters:
        point = self._points.all[number]
        found: Matters = {}
        for way in point.ways:
            self._join(found, self._through(way.puts, self.at[way.to]))
        found = self._through(self._puts[number], found)
        if not self._quiet[number]:
            found = dict(found)
            for node, cuts in self._asked[number]:
                self._follower.add(found, node, cuts)
            for whole in self._wholes[number]:
                join(found, whole, EXACT)
            self._clockwork(point, found)
        return self._follower.trimmed(found)

    def _through(self, puts: tuple[Put, ...], after: Matters) -> Matters:
        for put in reversed(puts):
            seen: Matters = {}
            if put.cell in self._watched:
                for expr, cells in self._looked_at:
                    if put.cell in cells:
                        self._follower.add(seen, expr)
                seen = self._follower.before(put._replace(low=None, high=None), seen)
                if put.cell == CLOCK and put.value is not None and self._strays:
                    self._follower.add(seen, put.value)
            after = self._follower.before(put, after)
            if put.cell == TURN:
                after, seen = _older(after), _older(seen)
            if seen:
                after = dict(after)
                self._join(after, seen)
        return after

    @staticmethod
    def _join(found: Matters, more: Matters) -> None:
        for cell, cuts in more.items():
            join(found, cell, cuts)

    def _clockwork(self, point: Point, found: Matters) -> None:
        """Where an event may come, or is put on the list, all times count; of a round of a shuffle what was given."""
        step = point.step
        if isinstance(step, Pass) and self._program.schedule:
            for cell in (CLOCK, DUE, *(f"{DUE}{row.id}" for row in self._program.schedule)):
                join(found, cell, EXACT)
        elif isinstance(step, Arm):
            join(found, step.counter, frozenset((1, 2)))
            if f"{DUE}{step.event}" in found:
                join(found, CLOCK, EXACT)
        elif isinstance(step, Vary | Tick) and step.mode == "shuffle" and f"%{step.id}" in found:
            join(found, f"{GIVEN}{step.id}", EXACT)

    # -- what a step asks ------------------------------------------------------------------------------------------

    def _asks(self, point: Point) -> Iterator[tuple[Expr, Cuts]]:
        match point.step:
            case Branch(test=test):
                yield test, EXACT
            case Go(to=to) if to is not None:
                yield to, EXACT
            case Choices(options=options, offerings=offerings):
                yield from ((each, EXACT) for each in self._at_stops)
                for option in options:
                    for test in lock_of(option):
                        yield test, EXACT
                for offering in offerings:
                    yield from self._dealt(offering.tag, offering.by)
            case Ask():
                yield from ((each, EXACT) for each in self._at_stops)
            case Deal(tag=tag, by=by):
                yield from self._dealt(tag, by)
            case Chance(outcomes=outcomes):
                for outcome in outcomes:
                    yield outcome.weight, frozenset((1,))
            case Vary(id=id_, mode=mode, to=to):
                yield Cell(f"%{id_}"), _counts(mode, len(to))
            case Pass(takes=takes) if self._program.schedule:
                yield takes, EXACT
                for row in self._program.schedule:
                    if row.guard is not None:
                        yield row.guard, EXACT

    def _dealt(self, tag: str, by: str) -> Iterator[tuple[Expr, Cuts]]:
        """What decides which storylets with `tag` come: their tests, and how often each came where that is compared."""
        found = [each for each in self._program.storylets if tag in each.tags]
        for each in found:
            yield each.when, EXACT
            if each.once:
                yield Cell(f"#{each.scene}"), frozenset((1,))
            if by == "weight" and each.weight is not None:
                yield each.weight, frozenset((1,))
            rivals = [other for other in found if by == "least seen" or other.priority == each.priority]
            if by != "weight" and len(rivals) > 1 and not each.once:
                yield Cell(f"#{each.scene}"), EXACT


def _given_up(found: Matters, before: Matters) -> Matters:
    """What matters, with all that is not as it was mattering exactly."""
    return {cell: cuts if cell in before and before[cell] == cuts else EXACT for cell, cuts in found.items()}


def _same_past(end: int, values: Values, node: Expr) -> bool:
    """Whether `node` asks of the clock nothing that changes behind its end, where one may look before it is held."""
    match node:
        case Compare(left=Clock(what="now"), right=Const(value=int(moment))):
            return moment <= end
        case Compare(left=Const(value=int(moment)), right=Clock(what="now")):
            return moment <= end
        case Compare(left=Clock(what="now"), right=Cell()) | Compare(left=Cell(), right=Clock(what="now")):
            return True
        case Clock():
            return False
    return all(_same_past(end, values, each) for each in values.inside(node))


def _changing(cells: frozenset[str]) -> frozenset[str]:
    """Cells whose writing can change what hangs on `cells`: of an age the turn."""
    return cells | {TURN} if any(each.startswith(AGE) for each in cells) else cells


def _counts(mode: str, size: int) -> Cuts:
    """How much of the count of an alternative matters; of one that goes round, where it is in its round."""
    if mode in ("cycle", "shuffle"):
        return EXACT
    return frozenset(range(1, size + (mode == "once")))


def _older(matters: Matters) -> Matters:
    """Ages before a choice, which makes everything one choice older; what was never stays so."""
    return {
        cell: frozenset(max(each - 1, 0) for each in cuts if each >= 0) if cell.startswith(AGE) and cuts else cuts
        for cell, cuts in matters.items()
    }
