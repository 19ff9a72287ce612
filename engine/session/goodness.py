"""Where a document would be good, and where not, as far as he knows: the crossings and roads that ask about it.

In: a document and cells. Out: sentences, one for each crossing or road he knows of whose rules speak of the document. A
rule that he does not know of is left out, so nothing is told here that the map would not tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.expr import Derived, Expr, evaluate
from engine.expr.nodes import cells_read, children, conjuncts
from engine.machine import Ask, Machine
from engine.program import Crossing, Route, Thing
from engine.program.layout import CellValue
from engine.session.mapped import because
from engine.session.shown import Shown, knows

Cells = list[CellValue]


class Goodness:
    """Tells it of one story's documents."""

    def __init__(self, machine: Machine, shown: Shown) -> None:
        self._program = machine.program
        self._layout = machine.layout
        self._shown = shown

    def said(self, document: Thing, cells: Cells) -> Iterator[str]:
        """A sentence for each place that asks about `document`, in the order of the story's files."""
        places, scope = {each.id for each in self._shown.known("place", cells)}, self._shown.scope(cells)
        for crossing in self._program.world.crossings:
            if crossing.place in places and knows(crossing, scope):
                yield from self._at(crossing, document, cells)
        for route in self._program.world.routes:
            if {route.start, route.to} <= places and knows(route, scope):
                yield from self._for(route, document, cells)

    def _at(self, crossing: Crossing, document: Thing, cells: Cells) -> Iterator[str]:
        scope = self._shown.scope(cells)
        asked = {each.code for each in crossing.rules if about(each.requires, document.id) and knows(each, scope)}
        if asked:
            unmet = Ask(self._program, self._layout, cells).refused_because(crossing)
            faults = [each for each in unmet if each.code in asked]
            title = crossing.title
            yield f"Not good at: {title}. {because(faults)}" if faults else f"Good at: {title}."

    def _for(self, route: Route, document: Thing, cells: Cells) -> Iterator[str]:
        needs = () if route.needs is None else conjuncts(route.needs)
        asked = [each for each in needs if about(each, document.id)]
        if asked:
            good = all(evaluate(each, self._shown.scope(cells)) for each in asked)
            yield f"{'Good' if good else 'Not good'} for: {route.title}."


def about(test: Expr, document: str) -> bool:
    """Whether a test speaks of `document`: of one of its fields, its rules or its state."""
    if isinstance(test, Derived):
        return test.name.startswith(f"{document}.")
    if any(cell.startswith(f"{document}.") for cell in cells_read(test)):
        return True
    return any(about(each, document) for each in children(test))
