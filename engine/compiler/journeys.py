"""What must hold for a declared route to be open, how long it takes, and what a cost comes to, as expressions."""

from __future__ import annotations

from collections.abc import Iterator

from engine.expr import Arith, Cell, Compare, Const, Expr, Not
from engine.program import Route


def route_tests(route: Route) -> Iterator[Expr]:
    """All that must hold for a route to be open, besides its costs."""
    yield Compare("==", Cell("@here"), Const(route.start))
    if route.needs is not None:
        yield route.needs
    for each in route.closed:
        yield Not(each.when)


def whole_grains(takes: Expr, grain: int) -> Expr:
    """A duration as it passes: rounded up to the clock's grain, never backwards."""
    if isinstance(takes, Const) and isinstance(takes.value, int):
        return Const(-(-max(0, takes.value) // grain) * grain)
    if grain == 1:
        return Arith("max", Const(0), takes)
    raised = Arith("//", Arith("+", takes, Const(grain - 1)), Const(grain))
    return Arith("max", Const(0), Arith("*", raised, Const(grain)))


def at_least_nothing(amount: Expr) -> Expr:
    """A cost never gives: an amount that may be below zero is held there."""
    if isinstance(amount, Const) and isinstance(amount.value, int) and amount.value >= 0:
        return amount
    return Arith("max", Const(0), amount)
