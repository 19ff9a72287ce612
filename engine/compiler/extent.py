"""How big an expression is with what it is derived from written out: that is bounded wherever it is read."""

from __future__ import annotations

from collections.abc import Mapping

from engine.expr import Derived, Expr, children

MOST_NODES = 2_000
MOST_LEVELS = 40

Extent = tuple[int, int]
"""How many nodes an expression has and how deep it is."""


def extent(expr: Expr, known: Mapping[str, Extent]) -> Extent:
    """The extent of `expr`; `known` holds those of derived variables. Linear in the tree."""
    if isinstance(expr, Derived):
        return known.get(expr.name, (1, 1))
    inside = [extent(child, known) for child in children(expr)]
    return 1 + sum(size for size, _ in inside), 1 + max((depth for _, depth in inside), default=0)
