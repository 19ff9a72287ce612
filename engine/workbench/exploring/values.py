"""What is known of expressions before anything is played: which cells they hang on, which values they can have.

In: a program, and the cells that nothing in reach writes, with their values. Out: names, values, tables by the clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple, cast

from engine.expr import (
    Arith,
    Cell,
    Clock,
    Compare,
    Const,
    Derived,
    Expr,
    Field,
    Join,
    Lookup,
    Nth,
    Pick,
    Value,
    children,
    evaluate,
)
from engine.expr.calendar import Zone
from engine.expr.evaluate import arith
from engine.machine.codebook import CodeBook
from engine.machine.functions import functions
from engine.machine.scope import zone_at
from engine.program import CLOCK as CLOCK_SLOT
from engine.program import HERE as HERE_SLOT
from engine.program import Program
from engine.workbench.exploring.actions import AGE, CLOCK

HERE = "@here"
MOST_MOMENTS = 50_000
"""Moments of the clock that are gone through."""

MOST_VALUES = 64
"""Values an expression may have to be told one by one."""


class Column(NamedTuple):
    """What something is as time passes: `values[n]` from `since[n]` on. `rises`: whole numbers, each above the last."""

    since: tuple[int, ...]
    values: tuple[Any, ...]
    rises: bool


class _Scope:
    """Cells that are known, the clock at one moment, one zone."""

    def __init__(self, program: Program, cells: Mapping[str, Value]) -> None:
        self._quantities = {each.name: each.value for each in program.quantities}
        self._tables = {each.id: (each.rows, each.linear) for each in program.tables}
        self._cells = cells
        self.clock = 0
        self.local: Zone = ()

    def cell(self, name: str) -> Value:
        return self.clock if name == CLOCK else self._cells[name]

    def derived(self, name: str) -> Expr:
        return self._quantities[name]

    def now(self) -> int:
        return self.clock

    def zone(self) -> Zone:
        return self.local

    def rows(self, table: str) -> tuple[tuple[tuple[int, int], ...], bool]:
        return self._tables[table]

    def fault(self, code: str, would_be: int) -> None:
        """Faults are play's to report."""


class _Quiet:
    """Stands for a run where something is worked out beside play; its faults are nobody's."""

    @staticmethod
    def held(value: int, low: int, high: int, _statement: str) -> int:
        return max(low, min(value, high))

    @staticmethod
    def divided(op: str, left: int, right: int, _statement: str) -> int:
        return arith(op, left, right, lambda _code, _value: None)


QUIET: Any = _Quiet()


class Values:
    """Answers for one program and one man. `fixed` may be given later, once it is known what is written."""

    def __init__(self, book: CodeBook, first: Mapping[str, Value], written: set[str] | None = None) -> None:
        program = self.program = book.program
        self._variables = {each.name: each for each in program.variables}
        self.fixed = {} if written is None else {name: first[name] for name in first if name not in written}
        self.fixed.pop(CLOCK, None)
        self.fixed.pop("@turn", None)
        self._scope = _Scope(program, self.fixed)
        self._book = book
        self._cells: Any = [first.get(name) for name in book.layout.names]
        self._derived = {each.name: each.value for each in program.quantities}
        self._hangs: dict[int, frozenset[str]] = {}
        self._columns: dict[int, Column] = {}
        self._kept: list[Expr] = []
        clock = program.clock
        many = (clock.end - clock.start) // clock.grain > MOST_MOMENTS
        self.moments = () if many else (*range(clock.start, clock.end, clock.grain), clock.end)
        """All that the clock can show; none where they are too many to go through."""
        self.zones: tuple[Zone, ...] = tuple(dict.fromkeys(program.zones.values())) or ((),)
        self._scope.local = zone_at(program, str(self.fixed[HERE])) if HERE in self.fixed else self.zones[0]

    def inside(self, node: Expr) -> tuple[Expr, ...]:
        """The expressions that `node` is made of, what is derived written out."""
        return (self._derived[node.name],) if isinstance(node, Derived) else children(node)

    def hangs_on(self, node: Expr) -> frozenset[str]:
        """The cells that can change the value of `node`, the clock and the place among them."""
        found = self._hangs.get(id(node))
        if found is None:
            found = self._hangs[id(node)] = frozenset(self._names(node))
            self._kept.append(node)
        return found

    def _names(self, node: Expr) -> set[str]:
        last = age_of(node)
        if last is not None:
            return {last} if f"~{last[len(AGE) :]}" not in self.fixed else set()
        match node:
            case Cell(name=name):
                return set() if name in self.fixed else {name}
            case Field(holder=holder, field=field, things=things):
                cells = {holder, *(f"{thing}.{field}" for thing in things)}
                return {each for each in cells if each not in self.fixed}
            case Clock(what="now"):
                return {CLOCK}
            case Clock():
                return {CLOCK} if HERE in self.fixed or len(self.zones) == 1 else {CLOCK, HERE}
            case Join(items=shows) if any(each.how in ("time", "date", "day") for each in shows):
                return {HERE, *(name for each in shows for name in self.hangs_on(each.value))}
            case Pick(test=test, then=then, other=other):
                decided = self.constant(test)
                if decided is not None:
                    return set(self.hangs_on(then if decided else other))
        return {name for each in self.inside(node) for name in self.hangs_on(each)}

    def constant(self, node: Expr) -> Value:
        """The value of what nothing can change; None for all else."""
        if self.hangs_on(node) or not self.fixed:
            return node.value if isinstance(node, Const) else None
        try:
            return evaluate(node, self._scope)
        except KeyError:  # a zone, or a cell that no story has
            return None

    def by_clock(self, node: Expr) -> Column:
        """The values of `node`, which hangs on the clock alone, at all of `moments`."""
        found = self._columns.get(id(node))
        if found is None:
            self._kept.append(node)
            found = self._columns[id(node)] = self._column(node, self._cells[HERE_SLOT])
        return found

    def in_zones(self, node: Expr) -> Iterator[Column]:
        """The values of a reading of the clock at all of `moments`, for each zone there is."""
        places = {zone: place for place, zone in self._book.zones.items()}
        for place in places.values():
            yield self._column(node, place)

    def _column(self, node: Expr, place: Value) -> Column:
        """The values of `node` at all of `moments`, for one who is at `place`."""
        value = functions(self.program, self._book.layout, self._book.zones, {"f": ("claim", node)})["f"]
        cells = self._cells
        usual = cells[CLOCK_SLOT], cells[HERE_SLOT]
        cells[HERE_SLOT] = place
        found: list[Any] = []
        since: list[int] = []
        for moment in self.moments:
            cells[CLOCK_SLOT] = moment
            at_moment = value(QUIET, cells)
            if not found or at_moment != found[-1]:
                found.append(at_moment)
                since.append(moment)
        cells[CLOCK_SLOT], cells[HERE_SLOT] = usual
        return Column(tuple(since), tuple(found), _rises(found))

    def possible(self, node: Expr) -> tuple[int, ...] | None:
        """All numbers that `node` can be, where they are few; else None."""
        found = self._few(node)
        return None if found is None or len(found) > MOST_VALUES else tuple(sorted(found))

    def _few(self, node: Expr) -> set[int] | None:
        hangs = self.hangs_on(node)
        if not hangs:
            value = self.constant(node)
            return {cast(int, value)} if value is not None else None
        match node:
            case Derived(name=name):
                return self._few(self._derived[name])
            case Pick(then=then, other=other):
                return _both(self._few(then), self._few(other))
            case Nth(items=items):
                known = [self._few(each) for each in items]
                return None if any(each is None for each in known) else set().union(*cast(list[set[int]], known))
            case Lookup(table=table):
                rows, linear = self._scope.rows(table)
                values = {value for _, value in rows} or {0}
                return values if not linear or len(values) == 1 else None
            case Arith(op=op, left=left, right=right) if op in ("+", "-"):
                one, other_ = self._few(left), self._few(right)
                if one is None or other_ is None or len(one) * len(other_) > MOST_VALUES:
                    return None
                return {a + b if op == "+" else a - b for a in one for b in other_}
            case Cell(name=name) if name in self._variables:
                variable = self._variables[name]
                if variable.kind == "number" and variable.low is not None and variable.high is not None:
                    return set(range(variable.low, min(variable.high, variable.low + MOST_VALUES + 1) + 1))
        return None


def _rises(values: list[Any]) -> bool:
    return all(type(each) is int for each in values) and all(one < other for one, other in pairwise(values))


def _both(one: set[int] | None, other: set[int] | None) -> set[int] | None:
    return None if one is None or other is None else one | other


def age_of(node: Expr) -> str | None:
    """The name of the age that `node` tells, if it is what `turns_since` becomes; else None."""
    match node:
        case Pick(
            test=Compare(op="<", left=Cell(name=last), right=Const(value=0)),
            then=Const(value=-1),
            other=Arith(op="-", left=Cell(name="@turn"), right=Cell(name=again)),
        ) if last == again and last.startswith("~"):
            return AGE + last[1:]
    return None
