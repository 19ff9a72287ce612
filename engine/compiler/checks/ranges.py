"""What values an expression can have, by what is declared: ranges, lists of values, the story's clock.

In: expressions. Out: whether a test can hold, and whether it can fail. Nothing is known of the way to it: a variable
may have any value that its declaration allows. Where it gets too much to work out, all is taken to be possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from typing import NamedTuple

from engine.compiler.names import Names
from engine.expr import (
    LARGEST,
    Among,
    Arith,
    Cell,
    Clock,
    Combine,
    Compare,
    Const,
    Derived,
    Edge,
    Expr,
    Field,
    Gather,
    Join,
    Logic,
    Lookup,
    Not,
    Nth,
    Overlap,
    Pick,
    Rank,
    Shift,
    Size,
    Value,
    Within,
)

_MOST = 3_000
"""Tests looked at for one question; then it is given up."""

_DAY = 1440


class Span(NamedTuple):
    """Whole numbers from `low` to `high`, both included."""

    low: int
    high: int


Domain = Span | frozenset[Value] | None
"""The values something may have; None where nothing is known."""

Known = Mapping[Expr, Domain]
"""What is known of expressions on one way of reading a test."""

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_EVERYTHING = Span(-LARGEST, LARGEST)
_BOTH: frozenset[Value] = frozenset((True, False))


class Ranges:
    """Answers for one story."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._derived: dict[str, Domain] = {}
        self._held: dict[int, tuple[Expr, bool | None]] = {}
        self._left = 0

    # -- questions -----------------------------------------------------------------------------------------------

    def holds(self, test: Expr) -> bool | None:
        """True where `test` always holds, False where it never does, else None. Worked out once for each test."""
        if id(test) not in self._held:  # the hash of a tree whose parts are shared could take for ever
            holds = self.possible((test,), True)
            self._held[id(test)] = test, (None if self.possible((test,), False) else True) if holds else False
        return self._held[id(test)][1]

    def possible(self, tests: Sequence[Expr], truth: bool, known: Known | None = None) -> bool:
        """Whether all of `tests` can be `truth` at once."""
        self._left = _MOST
        try:
            return next(self._all(tests, truth, known or {}), None) is not None
        except RecursionError:
            return True

    def of(self, expr: Expr) -> Domain:
        """The values that `expr` may have."""
        match expr:
            case Const(value=value):
                is_number = isinstance(value, int) and not isinstance(value, bool)
                return Span(value, value) if is_number and isinstance(value, int) else frozenset((value,))
            case Cell(name=name):
                return self._cell(name)
            case Derived(name=name):
                return self._of_derived(name)
            case Clock(what=what):
                return self._clock(what)
            case Lookup(table=table):
                values = [value for _, value in self._names.tables[table].rows]
                return Span(min(values), max(values))
            case Arith(op=op, left=left, right=right):
                return _reckoned(op, self.of(left), self.of(right))
            case Pick(then=then, other=other):
                return _joined(self.of(then), self.of(other))
            case Field(field=attribute, things=things):
                return _any([self._cell(f"{thing}.{attribute}") for thing in things])
            case Nth(items=items):
                return _any([self.of(each) for each in items])
            case Rank(item=item, order=order):
                return _ranked(self.of(item), order)
            case Size(whole=whole):
                return Span(0, self._most(whole))
            case Shift(order=order):
                return frozenset(order)
            case Edge(whole=whole, empty=empty):
                return _joined(self._members(whole), self.of(empty))
            case Not() | Logic() | Compare() | Among() | Within() | Overlap():
                return _BOTH
            case Gather() | Combine() | Join():
                return None

    def _cell(self, name: str) -> Domain:
        if name[0] in "#~@^!":
            return {"#": Span(0, LARGEST), "~": Span(-1, LARGEST)}.get(
                name[0], Span(0, LARGEST) if name == "@turn" else None
            )
        variable = self._names.variables[name]
        if variable.kind == "flag":
            return _BOTH
        if variable.kind in ("set", "text"):  # a set's values are what may be in it
            return None
        if variable.low is not None and variable.high is not None:
            return Span(variable.low, variable.high)
        return frozenset(variable.values) if variable.values else None

    def _members(self, whole: Expr) -> Domain:
        """The values that may be in the set `whole`."""
        match whole:
            case Const(value=tuple() as values):
                return frozenset(values)
            case Cell(name=name):
                return frozenset(self._names.variables[name].values)
            case Gather(order=order) | Combine(order=order):
                return frozenset(order)
            case _:
                return None

    def _most(self, whole: Expr) -> int:
        """How many values the set `whole` can hold at most."""
        found = self._members(whole)
        return len(found) if isinstance(found, frozenset) else LARGEST

    def _of_derived(self, name: str) -> Domain:
        if name not in self._derived:
            self._derived[name] = None
            self._derived[name] = self.of(self._names.quantities[name].value)
        return self._derived[name]

    def _clock(self, what: str) -> Domain:
        clock = self._names.clock
        return {
            "now": Span(clock.start, clock.end),
            "today": Span(clock.start - 2 * _DAY, clock.end + _DAY),
            "hour": Span(0, 23),
            "weekday": Span(1, 7),
        }[what]

    # -- ways ----------------------------------------------------------------------------------------------------

    def _all(self, tests: Sequence[Expr], truth: bool, known: Known) -> Iterator[Known]:
        """Every way in which all of `tests` are `truth`: what is then known."""
        if not tests:
            yield known
            return
        for each in self._ways(tests[0], truth, known):
            yield from self._all(tests[1:], truth, each)

    def _ways(self, test: Expr, truth: bool, known: Known) -> Iterator[Known]:
        self._left -= 1
        if self._left < 0:
            yield known
            return
        match test:
            case Const(value=value):
                if bool(value) == truth:
                    yield known
            case Not(item=item):
                yield from self._ways(item, not truth, known)
            case Derived(name=name):
                yield from self._ways(self._names.quantities[name].value, truth, known)
            case Logic(op=op, items=items) if (op == "and") == truth:
                yield from self._all(items, truth, known)
            case Logic(items=items):
                for item in items:
                    yield from self._ways(item, truth, known)
            case Pick(test=asked, then=then, other=other):
                for case, chosen in ((True, then), (False, other)):
                    for each in self._ways(asked, case, known):
                        yield from self._ways(chosen, truth, each)
            case Compare(op=op, left=left, right=right):
                yield from self._compared(op if truth else _OPPOSITE[op], left, right, known)
            case Among(item=item, items=items):
                yield from self._among(item, items, truth, known)
            case _:
                found = _met(known.get(test, self.of(test)), frozenset((truth,)))
                if found:
                    yield {**known, test: found}

    def _compared(self, op: str, left: Expr, right: Expr, known: Known) -> Iterator[Known]:
        if left == right:
            if op in ("==", "<=", ">="):
                yield known
            return
        one, other = known.get(left, self.of(left)), known.get(right, self.of(right))
        if op == "!=" and one == other and one is not None and _is_single(one):
            return
        if op in (">", ">="):
            other, one = _narrowed("<" if op == ">" else "<=", other, one)
        else:
            one, other = _narrowed(op, one, other)
        if _is_empty(one) or _is_empty(other):
            return
        found = dict(known)
        found.update((each, domain) for each, domain in ((left, one), (right, other)) if not isinstance(each, Const))
        yield found

    def _among(self, item: Expr, items: Sequence[Expr], truth: bool, known: Known) -> Iterator[Known]:
        if not all(isinstance(each, Const) for each in items):
            yield known
            return
        tests = [Compare("==", item, each) for each in items]
        yield from self._ways(Logic("or", tuple(tests)), truth, known)


def _is_empty(domain: Domain) -> bool:
    return domain is not None and (domain.low > domain.high if isinstance(domain, Span) else not domain)


def _is_single(domain: Domain) -> bool:
    return domain is not None and (domain.low == domain.high if isinstance(domain, Span) else len(domain) == 1)


def _met(one: Domain, other: Domain) -> Domain:
    """The values that are in both."""
    if one is None or other is None:
        return one if other is None else other
    if isinstance(one, Span) and isinstance(other, Span):
        return Span(max(one.low, other.low), min(one.high, other.high))
    if isinstance(one, Span) or isinstance(other, Span):
        return None
    return one & other


def _joined(one: Domain, other: Domain) -> Domain:
    """The values that are in either."""
    if isinstance(one, Span) and isinstance(other, Span):
        return Span(min(one.low, other.low), max(one.high, other.high))
    if one is None or other is None or isinstance(one, Span) or isinstance(other, Span):
        return None
    return one | other


def _any(domains: Sequence[Domain]) -> Domain:
    """The values that are in any of them."""
    return reduce(_joined, domains) if domains else None


def _ranked(domain: Domain, order: tuple[str, ...]) -> Span:
    """The places in `order` of the values of `domain`."""
    known = isinstance(domain, frozenset) and domain and all(each in order for each in domain)
    at = [order.index(str(each)) for each in domain] if known and isinstance(domain, frozenset) else []
    return Span(min(at), max(at)) if at else Span(-1, len(order) - 1)


def _narrowed(op: str, one: Domain, other: Domain) -> tuple[Domain, Domain]:
    """What is left of both sides where `one op other` holds; `op` is one of == != < <=."""
    if op == "==":
        both = _met(one, other)
        return both, both
    if op == "!=":
        return _without(one, other), _without(other, one)
    if not (isinstance(one, Span) and isinstance(other, Span)):
        return one, other
    gap = int(op == "<")
    return Span(one.low, min(one.high, other.high - gap)), Span(max(other.low, one.low + gap), other.high)


def _without(one: Domain, other: Domain) -> Domain:
    """`one` without the single value that `other` may be."""
    if one is None or not _is_single(other):
        return one
    if isinstance(one, Span) and isinstance(other, Span):
        return Span(one.low + (one.low == other.low), one.high - (one.high == other.low))
    return one - other if isinstance(one, frozenset) and isinstance(other, frozenset) else one


def _reckoned(op: str, left: Domain, right: Domain) -> Domain:
    """The values that `left op right` may have, held within the largest number."""
    if not (isinstance(left, Span) and isinstance(right, Span)):
        return _EVERYTHING
    ends = list(product(left, right))
    match op:
        case "+":
            found = Span(left.low + right.low, left.high + right.high)
        case "-":
            found = Span(left.low - right.high, left.high - right.low)
        case "*":
            found = _hull([one * other for one, other in ends])
        case "min":
            found = Span(min(left.low, right.low), min(left.high, right.high))
        case "max":
            found = Span(max(left.low, right.low), max(left.high, right.high))
        case "//":
            found = _divided(left, right)
        case _:
            most = max(abs(right.low), abs(right.high))
            found = Span(-most if right.low < 0 else 0, most if right.high > 0 else 0)
    return Span(_held(found.low), _held(found.high))


def _held(number: int) -> int:
    return max(-LARGEST, min(number, LARGEST))


def _divided(left: Span, right: Span) -> Span:
    """Whole quotients; those with the divisors nearest to zero are the largest, and by zero it is 0."""
    divisors = [each for each in {right.low, right.high, -1, 1} if right.low <= each <= right.high and each]
    quotients = [number // divisor for number in left for divisor in divisors]
    return _hull([*quotients, *([0] if right.low <= 0 <= right.high else [])])


def _hull(numbers: Sequence[int]) -> Span:
    return Span(min(numbers), max(numbers))
