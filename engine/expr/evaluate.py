"""What an expression means: a plain walk over its tree, slow and clear, the reference for whatever runs.

Nothing raises for a checked tree. A zero divisor and a number past LARGEST are reported through the scope's `fault`
and give 0 and the bound.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Any, Protocol, cast

from engine.expr import calendar, sets, spoken
from engine.expr.nodes import (
    LARGEST,
    Among,
    Arith,
    Cell,
    Chosen,
    Clock,
    Combine,
    Compare,
    Const,
    Derived,
    Edge,
    Either,
    Expr,
    Field,
    Gather,
    Join,
    Logic,
    Lookup,
    Not,
    Nth,
    Overlap,
    Part,
    Pick,
    Rank,
    Shift,
    Show,
    Size,
    Value,
    Within,
    Words,
)

Rows = tuple[tuple[int, int], ...]


class Scope(Protocol):
    """What an expression may ask of the state it stands in."""

    def cell(self, name: str) -> Value:
        """Value of a cell."""

    def derived(self, name: str) -> Expr:
        """The expression of a derived variable."""

    def now(self) -> int:
        """The clock, in minutes since 1970."""

    def zone(self) -> calendar.Zone:
        """The zone of the present place."""

    def rows(self, table: str) -> tuple[Rows, bool]:
        """Rows of a table as (moment, value), oldest first, and whether values run linearly between them."""

    def fault(self, code: str, would_be: int) -> None:
        """Report an arithmetic fault with the value that could not stand."""


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def evaluate(node: Expr, scope: Scope) -> Value:
    """The value of `node` in `scope`. Cost: linear in the tree, derived variables included."""
    match node:
        case Const(value=value):
            return value
        case Cell(name=name):
            return scope.cell(name)
        case Field(holder=holder, field=field):
            return scope.cell(f"{scope.cell(holder)}.{field}")
        case Derived(name=name):
            return evaluate(scope.derived(name), scope)
        case Clock(what=what):
            return read_clock(what, scope.now(), scope.zone())
        case Lookup(table=table, at=at):
            rows, linear = scope.rows(table)
            return between(rows, linear, cast(int, evaluate(at, scope)))
        case Arith(op=op, left=left, right=right):
            return arith(op, cast(int, evaluate(left, scope)), cast(int, evaluate(right, scope)), scope.fault)
        case Pick(test=test, then=then, other=other):
            return evaluate(then if evaluate(test, scope) else other, scope)
        case Nth(at=at, items=items):
            found = [evaluate(each, scope) for each in items]
            return cast(Value, sets.nth(found, cast(int, evaluate(at, scope))))
        case Join(items=shows):
            return "".join(show(each, evaluate(each.value, scope), scope.zone()) for each in shows)
        case Rank(item=item, order=order):
            return sets.rank(order, evaluate(item, scope))
        case Shift(item=item, by=by, order=order):
            place = sets.rank(order, evaluate(item, scope)) + cast(int, evaluate(by, scope))
            return order[held(place, 0, len(order) - 1, scope.fault)]
        case Gather() | Combine() | Size() | Edge():
            return _set(node, scope)
        case _:
            return _truth(node, scope)


def _set(node: Gather | Combine | Size | Edge, scope: Scope) -> Value:
    match node:
        case Gather(order=order, items=items):
            return sets.gathered(order, [evaluate(each, scope) for each in items])
        case Combine(op=op, order=order, left=left, right=right):
            return sets.combined(op, order, _members(left, scope), _members(right, scope))
        case Size(whole=whole):
            return len(_members(whole, scope))
        case Edge(at=at, whole=whole, empty=empty):
            return cast(Value, sets.edge(at, _members(whole, scope), evaluate(empty, scope)))


def _members(node: Expr, scope: Scope) -> sets.Members:
    return cast(sets.Members, evaluate(node, scope))


def _truth(node: Expr, scope: Scope) -> bool:
    match node:
        case Not(item=item):
            return not evaluate(item, scope)
        case Logic(op="and", items=items):
            return all(evaluate(item, scope) for item in items)
        case Logic(items=items):
            return any(evaluate(item, scope) for item in items)
        case Among(item=item, items=items):
            value = evaluate(item, scope)
            return value in [evaluate(each, scope) for each in items]
        case Within(item=item, whole=whole):
            return evaluate(item, scope) in _members(whole, scope)
        case Overlap(op=op, whole=whole, wanted=wanted):
            return sets.overlap(op, _members(whole, scope), _members(wanted, scope))
        case Compare(op=op, left=left, right=right):
            return _COMPARE[op](evaluate(left, scope), evaluate(right, scope))
        case _:
            raise TypeError(node)


def read_clock(what: str, now: int, zone: calendar.Zone) -> int:
    """The clock's reading called `what`: now, today, hour or weekday."""
    if what == "now":
        return now
    if what == "today":
        return calendar.midnight_of(now, zone)
    return calendar.hour_of(now, zone) if what == "hour" else calendar.weekday_of(now, zone)


def between(rows: Rows, linear: bool, at: int) -> int:
    """Value of a table at the moment `at`, rounded down; the first row's before it, the last row's after it."""
    earlier = None
    for moment, value in rows:
        if moment > at:
            if earlier is None:
                return value
            if not linear:
                return earlier[1]
            since, start = earlier
            return start + (value - start) * (at - since) // (moment - since)
        earlier = (moment, value)
    return earlier[1] if earlier else 0


def arith(op: str, left: int, right: int, fault: Callable[[str, int], None]) -> int:
    """One operation on whole numbers, held within LARGEST; division rounds down and by zero gives 0."""
    if op in ("//", "%"):
        if right == 0:
            fault("division", left)
            return 0
        return left // right if op == "//" else left % right
    result = _EXACT[op](left, right)
    return held(result, -LARGEST, LARGEST, fault)


def held(value: int, low: int, high: int, fault: Callable[[str, int], None]) -> int:
    """`value`, or the bound it would pass, with a fault."""
    if low <= value <= high:
        return value
    fault("range", value)
    return low if value < low else high


_EXACT: dict[str, Callable[[int, int], int]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "min": min,
    "max": max,
}


def render(text: Words, scope: Scope) -> str:
    """The words of `text` in `scope`, tidied."""
    said = "".join(_part(part, scope) for part in text.parts)
    return tidy(said) if text.loose else said


def _part(part: Part, scope: Scope) -> str:
    match part:
        case str():
            return part
        case Show():
            return show(part, evaluate(part.value, scope), scope.zone())
        case Either(cases=cases, other=other):
            chosen = next((words for test, words in cases if evaluate(test, scope)), other)
            return "".join(_part(each, scope) for each in chosen.parts)
        case Chosen(at=at, ways=ways):
            way = cast(Words, sets.nth(ways, cast(int, evaluate(at, scope))))
            return "".join(_part(each, scope) for each in way.parts)


def show(part: Show, value: Value, zone: calendar.Zone) -> str:
    """One value as `part` prints it; `zone` matters to moments only."""
    if part.how in ("list", "capital list"):
        words = sets.listed(cast(sets.Members, value), dict(part.names))
        return spoken.capital(words) if part.how == "capital list" else words
    if part.names:
        said = dict(part.names).get(value, spoken.plain(value))
        return spoken.capital(said) if part.how == "capital" else said
    match part.how:
        case "time":
            return calendar.time_words(cast(int, value), zone)
        case "date":
            return calendar.date_words(cast(int, value), zone)
        case "day":
            return calendar.day_words(cast(int, value), zone)
        case "money":
            return spoken.money(cast(int, value), part.unit)
        case "number":
            return spoken.number(cast(int, value))
        case "words":
            return spoken.words(cast(int, value))
        case "span":
            return spoken.span(cast(int, value))
        case "capital":
            return spoken.capital(spoken.plain(value))
        case _:
            return spoken.plain(value)


_SPACES = re.compile(r" *\n *")
_LINES = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """Without the doubled spaces and empty paragraphs that an untaken alternative leaves behind."""
    if " \n" in text or "\n " in text or "\n\n\n" in text:
        text = _LINES.sub("\n\n", _SPACES.sub("\n", text))
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" \n")
