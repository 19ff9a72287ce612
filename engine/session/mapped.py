"""The map, and what the papers say of themselves: the declared world as pages show it.

In: a machine and cells. Out: sections of pages. A road from another place is told as though he stood there. The map has
the roads he knows of; a report, made with `everything`, has them all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from engine.expr import spoken
from engine.machine import Ask, Because, Machine
from engine.machine.scope import CellScope
from engine.program import HERE, Closure, Crossing, Route, Rule, Thing
from engine.program.layout import CellValue
from engine.program.world import NOBODY
from engine.record import Turn
from engine.session.shown import Shown, knows
from engine.session.view import Leg, MapPlace, Page, Section

Cells = list[CellValue]


class Mapped:
    """Makes the pages of one story's world."""

    def __init__(self, machine: Machine, shown: Shown, *, everything: bool = False) -> None:
        self._everything = everything
        self._program = machine.program
        self._layout = machine.layout
        self._shown = shown
        self._titles = {each.id: each.title for each in machine.program.things}

    # -- the map -----------------------------------------------------------------------------------------------

    def map(self, cells: Cells, path: Sequence[Turn] = ()) -> tuple[MapPlace, ...]:
        """The present place, then each other one that he knows of; `path` tells which ways he has gone."""
        here = cells[HERE]
        gone, been = _gone(path)
        places = self._shown.known("place", cells)
        ends = {each.id for each in places}
        places.sort(key=lambda each: each.id != here)
        return tuple(
            MapPlace(
                each.id, each.title, each.id == here, each.id in been, tuple(self._legs(each.id, cells, gone, ends))
            )
            for each in places
        )

    def page(self, cells: Cells, path: Sequence[Turn] = ()) -> Page:
        """The same in sentences; of the places the present one, and those where a road begins that he knows of."""
        world = self._program.world
        if not (world.routes or world.crossings):
            return Page("Map", (Section("", ("There is no map in this story.",)),))
        found = tuple(_section(each) for each in self.map(cells, path) if each.legs or each.here)
        return Page("Map", found or (Section("", ("You know of no road.",)),))

    def roads(self, place: str, cells: Cells) -> Iterator[str]:
        """A line for each route and each crossing at `place` that he knows of, as though he stood there."""
        ends = {each.id for each in self._shown.known("place", cells)}
        return (leg_line(each) for each in self._legs(place, cells, frozenset(), ends))

    def _legs(self, place: str, cells: Cells, gone: Collection[str], ends: Collection[str]) -> Iterator[Leg]:
        """The ways that begin at `place` and go to one of `ends`; those of crossings to anywhere."""
        ask, scope = Ask(self._program, self._layout, cells).at(place), self._shown.scope(cells)
        routes = (each for each in self._program.world.routes if each.start == place and each.to in ends)
        crossings = (each for each in self._program.world.crossings if each.place == place)
        yield from (self._route(each, ask, scope, each.id in gone) for each in routes if self._knows(each, scope))
        yield from (self._crossing(each, ask, scope, each.id in gone) for each in crossings if self._knows(each, scope))

    def _knows(self, told: Route | Crossing | Closure | Rule, scope: CellScope) -> bool:
        return self._everything or knows(told, scope)

    def _secret(self, among: Sequence[Closure | Rule], scope: CellScope) -> set[str]:
        """The codes of those that he does not know of."""
        return {each.code for each in among if not self._knows(each, scope)}

    def _route(self, route: Route, ask: Ask, scope: CellScope, gone: bool) -> Leg:
        to = self._titles[route.to]
        parts = [f"by {route.by}"] if route.by else []
        secret = self._secret(route.closed, scope)
        unmet = [each for each in ask.closed_because(route) if each.code not in secret]
        if unmet:
            return Leg("closed", route.title, route.to, to, "; ".join(parts), because(unmet), False, gone)
        parts += [spoken.span(ask.takes(route)), *self._costs(route, ask)]
        stops = ", ".join(self._titles[each.place] for each in route.through)
        parts += [f"through: {stops}"] if stops else []
        return Leg("open", route.title, route.to, to, "; ".join(parts), "", True, gone)

    def _costs(self, route: Route, ask: Ask) -> Iterator[str]:
        for cell, amount in ask.costs(route):
            if amount:
                yield self._shown.value(self._layout.variables[cell], amount, "")

    def _crossing(self, crossing: Crossing, ask: Ask, scope: CellScope, gone: bool) -> Leg:
        wait = ask.minutes(crossing.wait)
        waits = f"{spoken.span(wait)} to wait" if wait else ""
        secret = self._secret(crossing.rules, scope)
        unmet = [each for each in ask.refused_because(crossing) if each.code not in secret]
        met = "Every rule that you know of would be met." if secret else "Every rule would be met."
        said = because(unmet) if unmet else met
        to = self._titles[crossing.to]
        return Leg("crossing", crossing.title, crossing.to, to, waits, said, not unmet, gone)

    # -- papers ------------------------------------------------------------------------------------------------

    def of_document(self, document: Thing, cells: Cells) -> Iterator[str]:
        """Whether it has expired, which of its rules are not met and why, and what is said of those that are."""
        ask = Ask(self._program, self._layout, cells)
        if self.state(document, cells) == "expired":
            yield "Expired."
        yield from (whole(each.words) for each in ask.faulty_because(document.id))
        yield from (whole(each) for each in ask.sound_because(document.id))

    def state(self, document: Thing, cells: Cells) -> str:
        """The document's state; "" where it has none but being held or not."""
        name = f"{document.id}.state"
        known = any(each.name == name for each in self._program.quantities)
        scope = self._shown.scope(cells)
        return str(self._shown.worked_out(name, scope)) if known else ""

    def absent(self, document: Thing, cells: Cells) -> str:
        """A document that is not in his hands, and where it is as far as that is known."""
        state = self.state(document, cells)
        if state == "lodged":
            keeper = self._layout.variables[f"{document.id}.keeper"]
            value = cells[self._layout.slots[keeper.name]]
            return f"{document.title}, {dict(keeper.names)[value]}" if value != NOBODY else document.title
        return f"{document.title}, lost" if state == "lost" else document.title


def _gone(path: Sequence[Turn]) -> tuple[set[str], set[str]]:
    """The routes and crossings gone on a path, and the places he was at; a way that is neither has no id."""
    gone, been = set[str](), set[str]()
    for turn in path:
        for cell, old, new, statement in turn.wrote:
            if cell == "@here":
                owner, _, way = statement.partition(":")
                gone |= {way.partition(".")[0], owner} if old != new else set()
                been |= {str(old), str(new)}
    return gone, been


def _section(place: MapPlace) -> Section:
    lines = tuple(map(leg_line, place.legs))
    return Section(
        place.title, ("You are here.", *(lines or ("You know of no road from here.",))) if place.here else lines
    )


def leg_line(leg: Leg) -> str:
    """A leg in sentences."""
    told = "; ".join(part for part in (f"to: {leg.to}", leg.told) if part)
    gone = " You have gone this way." if leg.travelled else ""
    return f"{leg.kind.capitalize()}: {leg.title} ({told}).{f' {leg.why}' if leg.why else ''}{gone}"


def because(unmet: Iterable[Because]) -> str:
    """Why, each reason a sentence with its code."""
    return " ".join(f"{each.code}: {whole(each.words)}" if each.code else whole(each.words) for each in unmet)


def whole(words: str) -> str:
    """A clause as a sentence; one without words of its own says that it is not possible now."""
    said = spoken.capital(" ".join(words.split())) or "Not possible now"
    return said if said[-1] in '.!?”"' else f"{said}."
