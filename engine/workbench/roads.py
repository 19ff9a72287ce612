"""The earliest a man can be anywhere by the declared roads, with waiting allowed: a search over place, time and money.

In: a program and the cells he starts with. Out: for each place the earliest arrival with the journey to it. Exact
within the clock's grain, up to a horizon; more money is taken never to close a road. Nothing is played: papers stay as
they are, and what a scene gives or takes on the way is not reckoned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple, cast

from engine.expr import Clock, Derived, Expr, Lookup, cells_read, children, evaluate
from engine.frozen import Frozen
from engine.machine import Ask, Machine
from engine.machine.scope import CellScope
from engine.program import CLOCK, HERE, Crossing, Program, Route
from engine.program.layout import CellValue

MOST_MOMENTS = 5_000
"""Steps of the clock that are looked at: 17 days of five minutes."""

MOST_LABELS = 20_000
"""Arrivals that are followed before the search gives up being exact."""

Money = tuple[int, ...]
Way = Route | Crossing


class Leg(Frozen):
    """One road of a journey, taken at `leaves` and over at `arrives`, in minutes since 1970."""

    way: str
    start: str
    to: str
    leaves: int
    arrives: int


class Arrival(NamedTuple):
    """Somebody stands at `place` at the moment `at` with `money` left, having come by `legs`."""

    place: str
    at: int
    money: Money
    legs: tuple[Leg, ...] = ()


class Roads:
    """The search from one list of cells. `horizon` is the last moment it looks at."""

    def __init__(self, machine: Machine, cells: list[CellValue]) -> None:
        program, self._machine = machine.program, machine
        self._program = program
        self._cells = list(cells)
        self._grain = program.clock.grain
        self._purse = tuple(dict.fromkeys(cell for route in program.world.routes for cell, _ in route.costs))
        self._slots = tuple(machine.layout.slots[cell] for cell in self._purse)
        self._money = tuple(cast(int, cells[slot]) for slot in self._slots)
        self._here = cast(str, cells[HERE])
        self._ways: dict[str, list[Way]] = {}
        ways: tuple[Way, ...] = (*program.world.routes, *program.world.crossings)
        for way in ways:
            self._ways.setdefault(start_of(way), []).append(way)
        self._reads = {way.id: _reads(program, _expressions(way)) for each in self._ways.values() for way in each}
        self._known: dict[tuple[str, int, Money], tuple[int, Money] | None] = {}
        self.begin = cast(int, cells[CLOCK])
        self.horizon = min(program.clock.end, self.begin + MOST_MOMENTS * self._grain)
        self.exact = True

    def purse(self) -> Money:
        """What he starts with of each thing that some road costs."""
        return self._money

    def opens_by_clock(self, route: Route) -> bool:
        """Whether it can depend on the moment if `route` is open; how long it then takes does not count."""
        needs = () if route.needs is None else (route.needs,)
        tests = (*needs, *(each.when for each in route.closed), *(amount for _, amount in route.costs))
        return not _steady(tests, {each.name: each.value for each in self._program.quantities})

    def arrivals(self) -> dict[str, list[Arrival]]:
        """For each place that can be reached, its arrivals: the earliest first, later ones with more money left."""
        order = count()
        waiting: list[tuple[int, Money, int, Arrival]] = []
        found: dict[str, list[Arrival]] = {}

        def push(arrival: Arrival) -> None:
            less = tuple(-each for each in arrival.money)
            heappush(waiting, (arrival.at, less, next(order), arrival))

        push(Arrival(self._here, self.begin, self._money))
        while waiting:
            arrival = heappop(waiting)[3]
            if any(_no_worse(other, arrival) for other in found.get(arrival.place, ())):
                continue
            found.setdefault(arrival.place, []).append(arrival)
            if next(order) > MOST_LABELS:
                self.exact = False
                break
            for way in self._ways.get(arrival.place, ()):
                for following in self.departures(way, arrival):
                    push(following)
        return found

    def departures(self, way: Way, arrival: Arrival) -> Iterator[Arrival]:
        """Arrivals behind `way` for one who may wait at its beginning: none is both later and poorer than another."""
        best: list[Arrival] = []
        steady = not self._reads[way.id].clock
        for leaves in range(arrival.at, self.horizon + 1, self._grain):
            if best and leaves >= best[0].at and self._reads[way.id].steady_costs:
                break
            over = self.taken(way, leaves, arrival.money)
            if over is not None:
                legs = (*arrival.legs, Leg(way.id, arrival.place, way.to, leaves, over[0]))
                made = Arrival(way.to, over[0], over[1], legs)
                if not any(_no_worse(other, made) for other in best):
                    best = sorted((*(each for each in best if not _no_worse(made, each)), made), key=lambda e: e.at)
            if steady:
                break
        yield from best

    def taken(self, way: Way, leaves: int, money: Money) -> tuple[int, Money] | None:
        """When `way`, begun at `leaves`, is over and what is left then; None where it is closed or dear."""
        key = (way.id, leaves, money if self._reads[way.id].money else ())
        if key not in self._known:
            self._known[key] = self._worked_out(way, leaves, money)
        over = self._known[key]
        if over is None or over[0] > self.horizon:
            return None
        left = tuple(have - cost for have, cost in zip(money, over[1], strict=True))
        return None if any(each < 0 for each in left) else (over[0], left)

    def _worked_out(self, way: Way, leaves: int, money: Money) -> tuple[int, Money] | None:
        """When it is over and what it costs of each cell of the purse."""
        cells = self._cells
        cells[CLOCK], cells[HERE] = leaves, start_of(way)
        for slot, have in zip(self._slots, money, strict=True):
            cells[slot] = have
        ask = Ask(self._program, self._machine.layout, cells)
        if isinstance(way, Crossing):
            over = leaves + ask.minutes(way.wait)
            cells[CLOCK] = over
            met = all(self._holds(rule.requires) for rule in way.rules)
            return (over, tuple(0 for _ in self._purse)) if met else None
        if (way.needs is not None and not self._holds(way.needs)) or any(self._holds(each.when) for each in way.closed):
            return None
        costs = dict(ask.costs(way))
        return leaves + ask.takes(way), tuple(costs.get(cell, 0) for cell in self._purse)

    def _holds(self, test: Expr) -> bool:
        return bool(evaluate(test, CellScope(self._program, self._machine.layout, self._cells)))


def start_of(way: Way) -> str:
    """Where one stands to take `way`."""
    return way.start if isinstance(way, Route) else way.place


def _no_worse(one: Arrival, other: Arrival) -> bool:
    return one.at <= other.at and all(mine >= theirs for mine, theirs in zip(one.money, other.money, strict=True))


class _Reads(NamedTuple):
    """What a way depends on: the clock, the purse; whether its costs are the same at all times."""

    clock: bool
    money: bool
    steady_costs: bool


def _expressions(way: Way) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
    """All of a way's expressions but its costs, and its costs."""
    if isinstance(way, Crossing):
        return (way.wait, *(rule.requires for rule in way.rules)), ()
    needs = () if way.needs is None else (way.needs,)
    return (way.takes, *needs, *(each.when for each in way.closed)), tuple(amount for _, amount in way.costs)


def _reads(program: Program, expressions: tuple[tuple[Expr, ...], tuple[Expr, ...]]) -> _Reads:
    rest, costs = expressions
    purse = {cell for route in program.world.routes for cell, _ in route.costs}
    derived = {each.name: each.value for each in program.quantities}
    read = {name for each in (*rest, *costs) for part in _parts(each, derived) for name in cells_read(part)}
    dated = not _steady(costs, derived)
    return _Reads(dated or not _steady(rest, derived), bool(read & purse), not dated)


def _steady(expressions: Iterable[Expr], derived: dict[str, Expr]) -> bool:
    return not any(isinstance(part, Clock | Lookup) for each in expressions for part in _parts(each, derived))


def _parts(node: Expr, derived: dict[str, Expr]) -> Iterator[Expr]:
    """`node` and all inside it, what is derived written out."""
    yield node
    inside = (derived[node.name],) if isinstance(node, Derived) else children(node)
    for each in inside:
        yield from _parts(each, derived)
