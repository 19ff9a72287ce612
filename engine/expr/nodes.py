"""The nodes of expressions and text: frozen, printable, made of constants and names of cells.

A *cell* is one named value of the state (`cash`, `passport.expires`, `#kitchen` for a scene's visits). Every node was
checked by the compiler, so evaluation can fail only in the ways that `engine.expr.evaluate` lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.frozen import Frozen

Value = int | bool | str | tuple[str, ...] | None

LARGEST = 2**53
"""Numbers stay within plus and minus this, so that a browser can give the same answers."""


class Const(Frozen):
    """A fixed value. Moments are minutes since 1970 (UTC), durations are minutes, enum values are their ids.

    A set is a tuple of ids in the order in which its variable declares them.
    """

    value: Value


class Cell(Frozen):
    """The value of the cell called `name`."""

    name: str


class Field(Frozen):
    """The field `field` of the thing whose id stands in the cell `holder`; `things` are the ids it may be."""

    holder: str
    field: str
    things: tuple[str, ...]


class Derived(Frozen):
    """The value of the derived variable `name`, worked out anew at each reading."""

    name: str


class Clock(Frozen):
    """A reading of the clock: `what` is now (minutes since 1970), today (midnight), hour (0-23), weekday (1-7)."""

    what: str


class Lookup(Frozen):
    """The table `table` at the moment `at`: linear between rows or by step, the end rows beyond the ends."""

    table: str
    at: Expr


class Not(Frozen):
    """Whether `item` is false."""

    item: Expr


class Logic(Frozen):
    """`op` is and / or over two or more flags, left to right, stopping early."""

    op: str
    items: tuple[Expr, ...]


class Compare(Frozen):
    """`op` is one of == != < <= > >= between two values of one kind."""

    op: str
    left: Expr
    right: Expr


class Among(Frozen):
    """Whether `item` is one of `items`."""

    item: Expr
    items: tuple[Expr, ...]


class Arith(Frozen):
    """`op` is one of + - * // % min max; a zero divisor gives 0, a result past LARGEST is held there."""

    op: str
    left: Expr
    right: Expr


class Pick(Frozen):
    """`then` if `test` holds, else `other`; both of one kind."""

    test: Expr
    then: Expr
    other: Expr


class Nth(Frozen):
    """Item number `at` of `items` (from 0), held at the ends; all items, then `at`, are worked out."""

    at: Expr
    items: tuple[Expr, ...]


class Rank(Frozen):
    """The place of the value of `item` in `order`, from 0; -1 for one that is not there."""

    item: Expr
    order: tuple[str, ...]


class Shift(Frozen):
    """The value `by` places further on in `order` than that of `item`; held at the ends, which is a fault."""

    item: Expr
    by: Expr
    order: tuple[str, ...]


class Gather(Frozen):
    """The set of the values of `items`, in the order `order`; what is not in `order` is left out."""

    order: tuple[str, ...]
    items: tuple[Expr, ...]


class Combine(Frozen):
    """`op` + is the set of all that is in `left` or `right`, in the order `order`; - of `left` without `right`."""

    op: str
    order: tuple[str, ...]
    left: Expr
    right: Expr


class Within(Frozen):
    """Whether the value of `item` is in the set `whole`."""

    item: Expr
    whole: Expr


class Size(Frozen):
    """How many values the set `whole` holds."""

    whole: Expr


class Edge(Frozen):
    """The first (`at` is 0) or the last (-1) value of the set `whole`, in its order; that of `empty` where it has none.

    Both are worked out, `whole` first.
    """

    at: int
    whole: Expr
    empty: Expr


class Overlap(Frozen):
    """Whether all (`op` is and) or some (or) of the values of the set `wanted` are in the set `whole`.

    Of an empty one all are, and none.
    """

    op: str
    whole: Expr
    wanted: Expr


class Join(Frozen):
    """The words of `items`, one after the other: text."""

    items: tuple[Show, ...]


Expr = (
    Const
    | Cell
    | Field
    | Derived
    | Clock
    | Lookup
    | Not
    | Logic
    | Compare
    | Among
    | Arith
    | Pick
    | Nth
    | Rank
    | Shift
    | Gather
    | Combine
    | Within
    | Size
    | Edge
    | Overlap
    | Join
)


class Show(Frozen):
    """A value put into text. `how` is plain, text, number, money, words, time, date, day, span or capital.

    `names` maps values to the words that stand for them (an enum's, a flag's), as pairs; `unit` follows money.
    `list` and `capital list` print a set: the words of its values, and those of None when it is empty.
    """

    value: Expr
    how: str = "plain"
    unit: str = ""
    names: tuple[tuple[Value, str], ...] = ()


class Either(Frozen):
    """The words of the first case whose test holds, else `other`."""

    cases: tuple[tuple[Expr, Words], ...]
    other: Words


class Chosen(Frozen):
    """The words of way number `at` (from 0), held at the ends."""

    at: Expr
    ways: tuple[Words, ...]


Part = str | Show | Either | Chosen


class Words(Frozen):
    """Text in parts. Paragraphs are parted by an empty line, a break is one line end.

    `loose` says that what the parts leave behind may hold doubled spaces and wants tidying.
    Emphasis is marked by the control characters SO (begins) and SI (ends).
    """

    parts: tuple[Part, ...]
    loose: bool = False


def conjuncts(test: Expr) -> Iterator[Expr]:
    """The tests that `test` joins by and, in order; `test` itself when it joins none."""
    if isinstance(test, Logic) and test.op == "and":
        for item in test.items:
            yield from conjuncts(item)
    else:
        yield test


def children(node: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside `node`, in order."""
    match node:
        case Lookup(at=item) | Not(item=item) | Rank(item=item) | Size(whole=item):
            return (item,)
        case Join(items=shows):
            return tuple(each.value for each in shows)
        case Gather(items=items):
            return items
        case Nth(at=at, items=items):
            return (*items, at)
        case Within(item=item, whole=whole):
            return (item, whole)
        case Shift(item=item, by=by):
            return (item, by)
        case Edge(whole=whole, empty=empty):
            return (whole, empty)
        case Overlap(whole=whole, wanted=wanted):
            return (whole, wanted)
        case Logic(items=items):
            return items
        case Compare(left=left, right=right) | Arith(left=left, right=right) | Combine(left=left, right=right):
            return (left, right)
        case Among(item=item, items=items):
            return (item, *items)
        case Pick(test=test, then=then, other=other):
            return (test, then, other)
        case _:
            return ()


def cells_read(node: Expr) -> Iterator[str]:
    """Names of the cells that `node` may read, with repeats; those behind derived variables are not followed."""
    match node:
        case Cell(name=name):
            yield name
        case Field(holder=holder, field=field, things=things):
            yield holder
            yield from (f"{thing}.{field}" for thing in things)
        case _:
            for child in children(node):
                yield from cells_read(child)
