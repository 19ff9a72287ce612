"""Why a road is closed and who would be refused where, from the declared rules and any cells.

In: a program, its layout, cells. Out: the unmet rules in order, in words, each with its code. Pure; what is asked about
a place where the man does not stand is asked as though he stood there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from engine.expr import Cell, Compare, Const, Expr, conjuncts, evaluate, render
from engine.frozen import Frozen
from engine.machine.reasons import Wording
from engine.machine.scope import CellScope
from engine.program import CLOCK, HERE, Crossing, Layout, PaperRule, Program, Route
from engine.program.layout import CellValue


class Because(Frozen):
    """An unmet rule: its `code` ("" for a need or a cost, which have none), and why it is not met, in words.

    `verdict` is what a crossing would give; "" elsewhere.
    """

    code: str
    words: str
    verdict: str = ""


class Ask:
    """Questions about one list of cells, which stay as they are."""

    def __init__(self, program: Program, layout: Layout, cells: list[CellValue]) -> None:
        self._program = program
        self._layout = layout
        self._cells = cells

    def at(self, place: str, clock: int | None = None) -> Ask:
        """The same questions as though he stood at `place` (at the moment `clock`)."""
        cells = list(self._cells)
        cells[HERE] = place
        cells[CLOCK] = cells[CLOCK] if clock is None else clock
        return Ask(self._program, self._layout, cells)

    def closed_because(self, route: Route) -> tuple[Because, ...]:
        """The unmet rules of `route`: its beginning, its needs, its closures, its costs; empty when it is open."""
        scope = CellScope(self._program, self._layout, self._cells)
        first: list[Expr] = [Compare("==", Cell("@here"), Const(route.start))]
        first += [] if route.needs is None else conjuncts(route.needs)
        costs = [Compare(">=", Cell(cell), amount) for cell, amount in route.costs]
        closures = (each for each in route.closed if evaluate(each.when, scope))
        return (
            *self._unmet(first, scope),
            *(Because(each.code, render(each.says, scope)) for each in closures),
            *self._unmet(costs, scope),
        )

    def _unmet(self, tests: Sequence[Expr], scope: CellScope) -> Iterator[Because]:
        failing = [test for test in tests if not evaluate(test, scope)]
        if failing:  # what words need is gathered from the whole story
            wording = Wording(self._program, self._layout, scope)
            yield from (Because("", wording.why(test)) for test in failing)

    def is_closed(self, route: Route) -> bool:
        """Whether any rule of `route` is unmet; it costs no words."""
        scope = CellScope(self._program, self._layout, self._cells)
        return (
            self._cells[HERE] != route.start
            or (route.needs is not None and not evaluate(route.needs, scope))
            or any(evaluate(each.when, scope) for each in route.closed)
            or any(cast(int, scope.cell(cell)) < cast(int, evaluate(amount, scope)) for cell, amount in route.costs)
        )

    def refused_because(self, crossing: Crossing) -> tuple[Because, ...]:
        """The unmet rules of `crossing` for one who joins its queue now, in the officer's order; the first decides.

        Empty when it lets pass.
        """
        waited = cast(int, self._cells[CLOCK]) + self.minutes(crossing.wait)
        return self.at(crossing.place, waited).refused_at_window(crossing)

    def refused_at_window(self, crossing: Crossing) -> tuple[Because, ...]:
        """The same for one whose turn has come."""
        scope = CellScope(self._program, self._layout, self._cells)
        unmet = (rule for rule in crossing.rules if not evaluate(rule.requires, scope))
        return tuple(Because(rule.code, render(rule.why, scope), rule.verdict) for rule in unmet)

    def faulty_because(self, document: str) -> tuple[Because, ...]:
        """The unmet rules of a document, by their names."""
        scope = CellScope(self._program, self._layout, self._cells)
        return tuple(
            Because(rule.name.rpartition(".")[2], render(rule.says, scope))
            for rule in self._rules_of(document)
            if not evaluate(scope.derived(rule.name), scope)
        )

    def sound_because(self, document: str) -> tuple[str, ...]:
        """What the story says of the rules of a document that are met."""
        scope = CellScope(self._program, self._layout, self._cells)
        return tuple(
            render(rule.holds, scope)
            for rule in self._rules_of(document)
            if rule.holds is not None and evaluate(scope.derived(rule.name), scope)
        )

    def _rules_of(self, document: str) -> list[PaperRule]:
        return [rule for rule in self._program.world.papers if rule.document == document]

    def takes(self, route: Route) -> int:
        """Minutes that `route` takes if it is begun now, in whole grains."""
        return self.minutes(route.takes)

    def minutes(self, takes: Expr) -> int:
        """A duration as it passes, in whole grains."""
        grain = self._program.clock.grain
        found = cast(int, evaluate(takes, CellScope(self._program, self._layout, self._cells)))
        return -(-max(0, found) // grain) * grain

    def costs(self, route: Route) -> tuple[tuple[str, int], ...]:
        """What `route` costs now, by cell."""
        scope = CellScope(self._program, self._layout, self._cells)
        return tuple((cell, cast(int, evaluate(amount, scope))) for cell, amount in route.costs)
