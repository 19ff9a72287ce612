"""How much of a cell's value matters at a point: nothing, where it stands among some numbers, or all of it.

A set of *cuts* parts the whole numbers: each cut is the least number of a class of its own. `EXACT` parts every value
from every other. In: what an expression's value must be known to. Out: what its cells must be known to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import cast

from engine.expr import Arith, Cell, Clock, Compare, Const, Derived, Expr, Field, Join, Lookup, Nth, Pick
from engine.workbench.exploring.actions import CLOCK, Put
from engine.workbench.exploring.values import HERE, Column, Values, age_of
from engine.workbench.exploring.wholes import counters_in, counters_of, raises

Cuts = frozenset[int] | None
EXACT: Cuts = None
Matters = dict[str, Cuts]
"""Cells that matter, and how much."""

MOST_CUTS = 400
"""Cuts of one cell; with more it is compared exactly."""


def join(matters: Matters, cell: str, cuts: Cuts) -> None:
    """`cell` matters as far as `cuts` besides what is noted already."""
    if cell not in matters:
        matters[cell] = cuts
        return
    known = matters[cell]
    both = None if known is None or cuts is None else known | cuts
    matters[cell] = None if both is None or len(both) > MOST_CUTS else both


class Follower:
    """Follows what matters from an expression to its cells, and from behind an assignment to before it."""

    def __init__(self, values: Values, extents: Mapping[str, tuple[int, int]]) -> None:
        self._values = values
        self._extents = extents
        self._found: dict[tuple[int, Cuts], Matters] = {}
        self._kept: list[Expr] = []

    def before(self, put: Put, after: Matters) -> Matters:
        """What matters before `put` where `after` matters behind it."""
        if put.cell.startswith("#"):
            after = self._wholes(put, after)
        if put.cell not in after:
            return after
        cuts = after[put.cell]
        found = after if put.weak else {cell: each for cell, each in after.items() if cell != put.cell}
        if put.value is None:
            return found
        found = dict(found)
        if cuts and put.low is not None and put.high is not None:
            cuts = _between(cuts, put.low, put.high)
        self.add(found, put.value, cuts)
        return found

    @staticmethod
    def _wholes(put: Put, after: Matters) -> Matters:
        """What matters behind a write to a counter, without the wholes that it decides, or with their counters."""
        touched = [name for name in after if put.cell in counters_of(name)]
        if not touched:
            return after
        found = {cell: cuts for cell, cuts in after.items() if cell not in touched}
        for counter in () if raises(put) else counters_in(touched):
            join(found, counter, frozenset((1,)))
        return found

    def trimmed(self, matters: Matters) -> Matters:
        """`matters` without the cuts that part no values which a cell can have where one stands."""
        found: Matters = {}
        for cell, cuts in matters.items():
            kept = cuts
            if cuts is not None and cell in self._extents:
                kept = _between(cuts, *self._extents[cell])
            if kept is None or kept:
                found[cell] = kept
        return found

    def add(self, matters: Matters, node: Expr, cuts: Cuts = EXACT) -> None:
        """Note in `matters` what decides the value of `node` as far as `cuts`."""
        for cell, each in self.of(node, cuts).items():
            join(matters, cell, each)

    def of(self, node: Expr, cuts: Cuts) -> Matters:
        """What decides the value of `node` as far as `cuts`; worked out once."""
        if cuts is not None and not cuts:
            return {}
        key = (id(node), cuts)
        found = self._found.get(key)
        if found is None:
            self._kept.append(node)
            found = self._found[key] = self._worked_out(node, cuts)
        return found

    def _worked_out(self, node: Expr, cuts: Cuts) -> Matters:
        hangs = self._values.hangs_on(node)
        if not hangs:
            return {}
        age = age_of(node)
        if age is not None:
            return {age: cuts}
        if isinstance(node, Cell):
            return {node.name: self._on_grain(cuts) if node.name == CLOCK else cuts}
        if hangs == {CLOCK}:
            return {CLOCK: self._by_clock(node, cuts)}
        found: Matters = {}
        self._into(found, node, cuts)
        return found

    def _into(self, found: Matters, node: Expr, cuts: Cuts) -> None:
        match node:
            case Derived():
                self.add(found, self._values.inside(node)[0], cuts)
            case Field(holder=holder, field=field, things=things):
                self.add(found, Cell(holder))
                for thing in things:
                    self.add(found, Cell(f"{thing}.{field}"), cuts)
            case Clock():
                columns = self._values.in_zones(node) if self._values.moments else ()
                if not columns:
                    join(found, CLOCK, EXACT)
                for column in columns:
                    join(found, CLOCK, self._changes(column, cuts))
                join(found, HERE, EXACT)
            case Pick(test=test, then=then, other=other):
                self.add(found, test)
                self.add(found, then, cuts)
                self.add(found, other, cuts)
            case Compare(op=op, left=left, right=right):
                self._compared(found, op, left, right)
            case Arith():
                self._reckoned(found, node, cuts)
            case Nth(at=at, items=items):
                self.add(found, at, frozenset(range(1, len(items))))
                self._each(found, items, cuts)
            case Lookup(table=table, at=at):
                self.add(found, at, self._rows(table))
            case Join(items=shows):
                self._each(found, [each.value for each in shows], EXACT)
                for name in self._values.hangs_on(node) & {HERE}:
                    join(found, name, EXACT)
            case _:
                self._each(found, self._values.inside(node), EXACT)

    def _each(self, found: Matters, nodes: Iterable[Expr], cuts: Cuts) -> None:
        for each in nodes:
            self.add(found, each, cuts)

    def _rows(self, table: str) -> Cuts:
        """The moments at which a table by steps changes; of one that runs evenly every moment may count."""
        found = next(each for each in self._values.program.tables if each.id == table)
        return EXACT if found.linear else frozenset(moment for moment, _ in found.rows)

    # -- the clock -----------------------------------------------------------------------------------------------

    def _on_grain(self, cuts: Cuts) -> Cuts:
        """Cuts of the clock at moments that it can show."""
        if cuts is None:
            return None
        clock = self._values.program.clock
        up = (clock.start + -(-(each - clock.start) // clock.grain) * clock.grain for each in cuts)
        return frozenset(min(each, clock.end) for each in up if clock.start < each < clock.end + clock.grain)

    def _sooner(self, cuts: frozenset[int], later: int) -> Cuts:
        """Cuts of the clock before `later` minutes go by; those that are on its grain stay so by whole grains."""
        clock = self._values.program.clock
        if later % clock.grain or any((each - clock.start) % clock.grain for each in cuts):
            return self._on_grain(frozenset(each - later for each in cuts))
        return frozenset([each - later for each in cuts if clock.start < each - later <= clock.end])

    def _every(self) -> Cuts:
        """All moments told apart: as cuts, if they are few, since those too late to count can then fall away."""
        moments = self._values.moments
        return frozenset(moments[1:]) if 0 < len(moments) <= MOST_CUTS else EXACT

    def _by_clock(self, node: Expr, cuts: Cuts) -> Cuts:
        """The moments at which `node`, which hangs on the clock alone, comes into another class."""
        match node:
            case Arith(op="+", left=Cell(name="@clock"), right=Const(value=int(later))):
                return self._every() if cuts is None else self._sooner(cuts, later)
        return self._changes(self._values.by_clock(node), cuts) if self._values.moments else EXACT

    def _changes(self, column: Column, cuts: Cuts) -> Cuts:
        """The moments at which the values of `column` come into another class."""
        since, values = column.since, column.values
        if cuts is None:
            found = set(since[1:])
        elif column.rises:
            found = {bisect_left(values, each) for each in cuts}
            found = {since[at] for at in found if 0 < at < len(since)}
        else:
            edges = sorted(cuts)
            classes = [bisect_right(edges, each) for each in values]
            found = {since[at] for at in range(1, len(since)) if classes[at] != classes[at - 1]}
        return EXACT if len(found) > MOST_CUTS else frozenset(found)

    # -- numbers -------------------------------------------------------------------------------------------------

    def _compared(self, found: Matters, op: str, left: Expr, right: Expr) -> None:
        """A comparison with few numbers asks only where the other side stands among them."""
        for one, other, mirrored in ((left, right, False), (right, left, True)):
            numbers = self._numbers(other)
            if numbers is None:
                continue
            self.add(found, other)
            self.add(found, one, frozenset(cut for each in numbers for cut in _edges(op, each, mirrored)))
            return
        self.add(found, left)
        self.add(found, right)

    def _numbers(self, node: Expr) -> tuple[int, ...] | None:
        """The few numbers that `node` can be; None for many, and for what is no number."""
        few = self._values.possible(node)
        if few is None or any(type(each) is not int for each in few):
            return None
        return few

    def _reckoned(self, found: Matters, node: Arith, cuts: Cuts) -> None:
        left, right = node.left, node.right
        if node.op in ("min", "max"):
            self._each(found, (left, right), cuts)
            return
        few, many = self._numbers(right), left
        other = right
        if few is None and node.op in ("+", "*"):
            few, many, other = self._numbers(left), right, left
        if cuts is None or few is None or node.op == "%":
            if node.op == "-" and cuts is not None and self._numbers(left) is not None:
                self.add(found, left)
                lefts = cast(tuple[int, ...], self._numbers(left))
                self.add(found, right, frozenset(each - cut + 1 for each in lefts for cut in cuts))
                return
            self._each(found, (left, right), EXACT)
            return
        self.add(found, other)
        self.add(found, many, _moved(node.op, few, cuts))


def _between(cuts: frozenset[int], low: int, high: int) -> frozenset[int]:
    """The cuts that part numbers from `low` to `high`."""
    if not cuts or (low < min(cuts) and max(cuts) <= high):
        return cuts
    return frozenset([each for each in cuts if low < each <= high])


def _edges(op: str, number: int, mirrored: bool) -> tuple[int, ...]:
    """The cuts that tell `x op number` (mirrored: `number op x`)."""
    if op in ("==", "!="):
        return (number, number + 1)
    at = (op in (">=", "<")) != mirrored
    return (number,) if at else (number + 1,)


def _moved(op: str, few: tuple[int, ...], cuts: frozenset[int]) -> Cuts:
    """The cuts of x that tell where `x op number` stands among `cuts`, for each number of `few`."""
    found: set[int] = set()
    for number in few:
        if op == "+":
            found.update(each - number for each in cuts)
        elif op == "-":
            found.update(each + number for each in cuts)
        elif number <= 0:
            return EXACT
        elif op == "*":
            found.update(-(-each // number) for each in cuts)
        else:
            found.update(each * number for each in cuts)
    return EXACT if len(found) > MOST_CUTS else frozenset(found)
