"""Between which numbers a cell stays, by how it is written: a counter that only goes up is never below its first value.

In: all assignments in reach, first values. Out: for each cell of whole numbers the least and the greatest it can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.expr import LARGEST, Arith, Cell, Expr, Value
from engine.workbench.exploring.actions import Put
from engine.workbench.exploring.values import Values

Extent = tuple[int, int]


def extents(puts: Iterable[Put], first: Mapping[str, Value], values: Values) -> dict[str, Extent]:
    """The extents of the cells that are written; of any other kind of cell nothing is said."""
    by_cell: dict[str, list[Put]] = {}
    for put in puts:
        by_cell.setdefault(put.cell, []).append(put)
    found: dict[str, Extent] = {}
    for cell, own in by_cell.items():
        start = first.get(cell)
        if type(start) is int and all(put.value is not None for put in own):
            found[cell] = _extent(cell, start, own, values)
    return found


def _extent(cell: str, start: int, puts: list[Put], values: Values) -> Extent:
    low = high = start
    for put in puts:
        assert put.value is not None
        added = _added(cell, put.value, values)
        numbers = values.possible(put.value) if added is None else added
        ways = numbers is not None and all(type(each) is int for each in numbers)
        if not ways or numbers is None:
            low, high = -LARGEST, LARGEST
        elif added is None:
            low, high = min(low, *numbers), max(high, *numbers)
        else:
            low = -LARGEST if min(added) < 0 else low
            high = LARGEST if max(added) > 0 else high
        if put.low is not None and put.high is not None:
            low, high = max(low, min(start, put.low)), min(high, max(start, put.high))
    return low, high


def _added(cell: str, node: Expr, values: Values) -> tuple[int, ...] | None:
    """The numbers that `node` adds to the cell; None where it is no sum with it."""
    if not isinstance(node, Arith) or node.op not in ("+", "-"):
        return None
    left, right = node.left, node.right
    if node.op == "+" and isinstance(right, Cell):
        left, right = right, left
    numbers = values.possible(right) if isinstance(left, Cell) and left.name == cell else None
    if numbers is None or any(type(each) is not int for each in numbers):
        return None
    return numbers if node.op == "+" else tuple(-each for each in numbers)
