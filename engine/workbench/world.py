"""What is open to a man on a day: from each place, at each crossing, and how early he can be there.

In: a machine, a profile, a moment. Out: a `WorldReport`, and the same as lines. From his starting papers and money.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from engine.expr import calendar
from engine.frozen import Frozen
from engine.machine import Ask, Because, Machine
from engine.machine.scope import zone_at
from engine.program import CLOCK, HERE, Crossing, Route
from engine.program.layout import CellValue
from engine.session.mapped import Mapped, because
from engine.session.shown import Shown
from engine.workbench.roads import Arrival, Leg, Roads

_DAY = 1440
RECKONED = (
    "Reckoned from the papers and the money at the start. What a scene gives or takes on the way, and what a window "
    "asks for besides its rules, is not in it."
)


class Turn(Frozen):
    """From the moment `at` a road is open, or closed `because` of these rules."""

    at: str
    open: bool
    because: tuple[Because, ...]


class Road(Frozen):
    """A route on the day: whether it is open to one who stands at its beginning, and if not why not.

    `turns` are the moments of the whole story at which it opens or closes to one with these papers and this money.
    """

    id: str
    title: str
    to: str
    open: bool
    takes: int
    costs: tuple[tuple[str, int], ...]
    because: tuple[Because, ...]
    turns: tuple[Turn, ...]


class PlaceReport(Frozen):
    """What begins at a place. `lines` say it in words, crossings included."""

    id: str
    title: str
    roads: tuple[Road, ...]
    lines: tuple[str, ...]


class Journey(Frozen):
    """How early one can be at a place: a moment as `2022-09-24 14:00` there, and the legs on the way to it."""

    at: str
    legs: tuple[tuple[str, str, str], ...]


class CrossingReport(Frozen):
    """A crossing on the day. `refused` are the unmet rules for one who joins the queue now, the first decides.

    `reached` is the earliest arrival at it, `passed` the earliest behind it; None where there is none by the horizon.
    `refused_then` are the unmet rules for one who reaches it so and queues at once. `closes` is the moment from which
    nobody with these papers is let through any more, "" where that does not come, and `closed_by` the rules.
    """

    id: str
    title: str
    refused: tuple[Because, ...]
    reached: Journey | None
    refused_then: tuple[Because, ...]
    passed: Journey | None
    closes: str
    closed_by: tuple[Because, ...]


class WorldReport(Frozen):
    """All of it. `horizon` is the last moment that the search looks at; `exact` is False where it gave up early."""

    story: str
    profile: str
    name: str
    on: str
    place: str
    has: tuple[str, ...]
    places: tuple[PlaceReport, ...]
    crossings: tuple[CrossingReport, ...]
    horizon: str
    exact: bool


def world_report(machine: Machine, profile: str | None, on: int | None) -> WorldReport:
    """The report for `profile` (the first one when None) on the moment `on` (the story's first when None)."""
    man = machine.profile(profile)
    cells = machine.first_cells(man)
    cells[HERE] = cells[HERE] or machine.program.scenes[man.start].place or ""
    cells[CLOCK] = cells[CLOCK] if on is None else on
    return _Report(machine, cells).made(man.id, man.name)


class _Report:
    def __init__(self, machine: Machine, cells: list[CellValue]) -> None:
        self._machine = machine
        self._program = machine.program
        self._cells = cells
        self._shown = Shown(machine)
        self._titles = {each.id: each.title for each in machine.program.things}
        self._roads = Roads(machine, cells)

    def made(self, profile: str, name: str) -> WorldReport:
        """The whole report."""
        found = self._roads.arrivals()
        here = cast(str, self._cells[HERE])
        places = (each for each in self._program.things if each.kind == "place")
        return WorldReport(
            self._program.id,
            profile,
            name,
            self._when(cast(int, self._cells[CLOCK]), here),
            self._titles.get(here, ""),
            tuple(f"{line.title}: {line.value}" for line in self._shown.status(self._cells)),
            tuple(self._place(each.id) for each in places),
            tuple(self._crossing(each, found) for each in self._program.world.crossings),
            self._when(self._roads.horizon, here),
            self._roads.exact,
        )

    def _place(self, place: str) -> PlaceReport:
        routes = [each for each in self._program.world.routes if each.start == place]
        lines = Mapped(self._machine, self._shown, everything=True).roads(place, self._cells)
        return PlaceReport(place, self._titles[place], tuple(map(self._road, routes)), tuple(lines))

    def _road(self, route: Route) -> Road:
        ask = Ask(self._program, self._machine.layout, self._cells).at(route.start)
        unmet = ask.closed_because(route)
        turns = tuple(self._turns(route, ask))
        return Road(route.id, route.title, route.to, not unmet, ask.takes(route), ask.costs(route), unmet, turns)

    def _turns(self, route: Route, ask: Ask) -> Iterator[Turn]:
        """The moments at which it opens or closes; none where the clock decides nothing."""
        clock = self._program.clock
        last = clock.end if self._roads.opens_by_clock(route) else clock.start
        before: bool | None = None
        for at in range(clock.start, last + 1, clock.grain):
            then = ask.at(route.start, at)
            closed = then.is_closed(route)
            if before is not None and before is closed:
                yield Turn(self._when(at, route.start), not closed, then.closed_because(route))
            before = not closed

    def _crossing(self, crossing: Crossing, found: dict[str, list[Arrival]]) -> CrossingReport:
        ask = Ask(self._program, self._machine.layout, self._cells)
        there = found.get(crossing.place, [])
        passed = [each for arrival in there for each in self._roads.departures(crossing, arrival)]
        first = min(passed, key=lambda each: each.at, default=None)
        then = ask.at(crossing.place, there[0].at).refused_because(crossing) if there else ()
        closes = self._closes(crossing)
        return CrossingReport(
            crossing.id,
            crossing.title,
            ask.refused_because(crossing),
            self._journey(there[0]) if there else None,
            then,
            None if first is None else self._journey(first),
            "" if closes is None else self._when(closes, crossing.place),
            () if closes is None else self._closed_by(crossing, closes),
        )

    def _closes(self, crossing: Crossing) -> int | None:
        """The moment after the last at which joining the queue would let him pass; None where it goes on, or never was.

        A door that opens again each day does not close for good with its last evening before the horizon.
        """
        begin, grain = self._roads.begin, self._program.clock.grain
        money = self._roads.purse()
        moments = range(begin, self._roads.horizon + 1, grain)
        last = next((at for at in reversed(moments) if self._roads.taken(crossing, at, money) is not None), None)
        return None if last is None or last > self._roads.horizon - _DAY else last + grain

    def _closed_by(self, crossing: Crossing, closes: int) -> tuple[Because, ...]:
        """The rules that keep it closed: those unmet through the last day looked at, else those unmet at `closes`."""
        ask = Ask(self._program, self._machine.layout, self._cells)
        horizon, grain = self._roads.horizon, self._program.clock.grain
        kept = ask.at(crossing.place, horizon).refused_because(crossing)
        for at in range(horizon, horizon - _DAY, -grain):
            unmet = {each.code for each in ask.at(crossing.place, at).refused_because(crossing)}
            kept = tuple(each for each in kept if each.code in unmet)
        return kept or ask.at(crossing.place, closes).refused_because(crossing)

    def _journey(self, arrival: Arrival) -> Journey:
        legs = tuple(self._leg(each) for each in arrival.legs)
        return Journey(self._when(arrival.at, arrival.place), legs)

    def _leg(self, leg: Leg) -> tuple[str, str, str]:
        return leg.way, self._when(leg.leaves, leg.start), self._when(leg.arrives, leg.to)

    def _when(self, minute: int, place: str) -> str:
        zone = zone_at(self._program, place)
        year, month, day = calendar.civil(calendar.local(minute, zone) // _DAY)
        return f"{year:04}-{month:02}-{day:02} {calendar.time_words(minute, zone)}"


def world_lines(report: WorldReport, machine: Machine) -> Iterator[str]:
    """The report as plain lines, headings without decoration; always the same for the same report.

    Places where no road begins are left out.
    """
    titles = {each.id: each.title for each in machine.program.things}
    ways = {each.id: each.title for each in machine.program.world.routes}
    ways |= {each.id: each.title for each in machine.program.world.crossings}
    yield f"{machine.program.title}: what is open to {report.name or 'the reader'}."
    at = f", at {report.place}" if report.place else ""
    yield f"On {report.on}{at}. {'. '.join(report.has)}{'.' if report.has else ''}"
    yield RECKONED
    for place in report.places:
        if place.lines:
            yield ""
            yield f"{place.title}."
            yield from place.lines
            yield from (f"{road.title} {_turned(turn)}" for road in place.roads for turn in road.turns)
    for crossing in report.crossings:
        yield ""
        declared = next(each for each in machine.program.world.crossings if each.id == crossing.id)
        yield f"{crossing.title}: from {titles[declared.place]} to {titles[declared.to]}."
        yield from _crossing_lines(crossing, ways, report)
    if not report.exact:
        yield ""
        yield "There are too many ways to follow them all; earlier arrivals may exist."


def _turned(turn: Turn) -> str:
    return f"opens at {turn.at}." if turn.open else f"closes at {turn.at}. {because(turn.because)}"


def _crossing_lines(crossing: CrossingReport, ways: dict[str, str], report: WorldReport) -> Iterator[str]:
    if crossing.refused:
        yield f"Now: refused. {because(crossing.refused)}"
    else:
        yield "Now: let through."
    if crossing.reached is None:
        yield f"It cannot be reached by {report.horizon}."
        return
    yield f"Earliest there: {_told(crossing.reached, ways)}"
    if crossing.refused_then:
        yield f"Refused there then. {because(crossing.refused_then)}"
    behind = "none" if crossing.passed is None else crossing.passed.at
    yield f"Earliest behind it: {behind}."
    if crossing.closes:
        yield f"Who joins the queue from {crossing.closes} on is refused. {because(crossing.closed_by)}"


def _told(journey: Journey, ways: dict[str, str]) -> str:
    if not journey.legs:
        return f"{journey.at}, from the start."
    legs = "; ".join(f"{ways[way]}, {leaves} to {arrives}" for way, leaves, arrives in journey.legs)
    return f"{journey.at}. {legs}."
