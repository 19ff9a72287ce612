"""Tests that ask only whether any of some things was ever seen: that is kept as one bit, not as one a thing.

In: a test. Out: a name for the whole of it, which stands among the cells that matter; and back to its counters.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from engine.expr import Cell, Compare, Const, Derived, Expr, Logic
from engine.workbench.exploring.actions import Put
from engine.workbench.exploring.values import Values

WHOLE = "?"
"""Begins the name of a whole."""


def whole_of(values: Values, test: Expr) -> str | None:
    """The name of the whole that decides `test`, which asks nothing else; None where it is no such test."""
    counters = _counters(values, test)
    return WHOLE + "|".join(sorted(counters)) if counters is not None and len(counters) > 1 else None


@cache
def counters_of(name: str) -> frozenset[str]:
    """The counters of a whole; none of a cell that is no whole."""
    return frozenset(name[len(WHOLE) :].split("|")) if name.startswith(WHOLE) else frozenset()


def counters_in(names: Iterable[str]) -> set[str]:
    """The counters of all wholes among `names`."""
    return {counter for name in names for counter in counters_of(name)}


def raises(put: Put) -> bool:
    """Whether a counter is one at least after `put`."""
    return put.low == 1 and not put.weak


def _counters(values: Values, test: Expr) -> set[str] | None:
    """The counters of which `test` asks whether any is above 0, its fixed parts aside; None for any other test."""
    match test:
        case Derived():
            return _counters(values, values.inside(test)[0])
        case Compare(op=">", left=Cell(name=name), right=Const(value=0)) if name.startswith("#"):
            return {name} if values.hangs_on(test) else set()
        case Logic(op=op, items=items):
            idle = op == "and"
            left = [each for each in items if values.hangs_on(each) or bool(values.constant(each)) is not idle]
            if len(left) != 1 and op == "and":
                return None
            parts = [_counters(values, each) for each in left]
            return None if None in parts else set().union(*(each for each in parts if each))
    return None
