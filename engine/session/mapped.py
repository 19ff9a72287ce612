"""The map as a list, and what the papers say of themselves: the declared world as pages show it.

In: a machine and cells. Out: sections of pages. A road from another place is told as though he stood there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.expr import spoken
from engine.machine import Ask, Because, Machine
from engine.program import HERE, Crossing, Route, Thing
from engine.program.layout import CellValue
from engine.program.world import NOBODY
from engine.session.shown import Shown
from engine.session.view import Page, Section

Cells = list[CellValue]


class Mapped:
    """Makes the pages of one story's world."""

    def __init__(self, machine: Machine, shown: Shown) -> None:
        self._program = machine.program
        self._layout = machine.layout
        self._shown = shown
        self._titles = {each.id: each.title for each in machine.program.things}

    # -- the map -----------------------------------------------------------------------------------------------

    def map(self, cells: Cells) -> Page:
        """Every place he knows of, the present one first, with the roads and crossings that begin there."""
        world = self._program.world
        if not (world.routes or world.crossings):
            return Page("Map", (Section("", ("There is no map in this story.",)),))
        here = cells[HERE]
        places = self._shown.known("place", cells)
        places.sort(key=lambda each: each.id != here)
        return Page("Map", tuple(self._place(each, cells) for each in places))

    def _place(self, place: Thing, cells: Cells) -> Section:
        lines = ["You are here."] if cells[HERE] == place.id else []
        lines += self.roads(place.id, cells)
        return Section(place.title, tuple(lines) or ("No road begins here.",))

    def roads(self, place: str, cells: Cells) -> Iterator[str]:
        """A line for each route and each crossing at `place`, as though he stood there."""
        ask = Ask(self._program, self._layout, cells).at(place)
        known = {each.id for each in self._shown.known("place", cells)}
        world = self._program.world
        yield from (self._route(each, ask) for each in world.routes if each.start == place and each.to in known)
        yield from (self._crossing(each, ask) for each in world.crossings if each.place == place)

    def _route(self, route: Route, ask: Ask) -> str:
        parts = [f"to: {self._titles[route.to]}", *([f"by {route.by}"] if route.by else [])]
        unmet = ask.closed_because(route)
        if unmet:
            return f"Closed: {route.title} ({'; '.join(parts)}). {because(unmet)}"
        parts += [spoken.span(ask.takes(route)), *self._costs(route, ask)]
        stops = ", ".join(self._titles[each.place] for each in route.through)
        parts += [f"through: {stops}"] if stops else []
        return f"Open: {route.title} ({'; '.join(parts)})."

    def _costs(self, route: Route, ask: Ask) -> Iterator[str]:
        for cell, amount in ask.costs(route):
            yield self._shown.value(self._layout.variables[cell], amount, "")

    def _crossing(self, crossing: Crossing, ask: Ask) -> str:
        wait = ask.minutes(crossing.wait)
        waits = f"; {spoken.span(wait)} to wait" if wait else ""
        unmet = ask.refused_because(crossing)
        said = because(unmet) if unmet else "Every rule would be met."
        return f"Crossing: {crossing.title} (to: {self._titles[crossing.to]}{waits}). {said}"

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


def because(unmet: Iterable[Because]) -> str:
    """Why, each reason a sentence with its code."""
    return " ".join(f"{each.code}: {whole(each.words)}" if each.code else whole(each.words) for each in unmet)


def whole(words: str) -> str:
    """A clause as a sentence; one without words of its own says that it is not possible now."""
    said = spoken.capital(" ".join(words.split())) or "Not possible now"
    return said if said[-1] in '.!?”"' else f"{said}."
