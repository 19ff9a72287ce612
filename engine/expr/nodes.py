"""The nodes of expressions and text: frozen, printable, made of constants and names of cells.

A *cell* is one named value of the state (`cash`, `passport.expires`, `#kitchen` for a scene's visits). Every node was
checked by the compiler, so evaluation can fail only in the ways that `engine.expr.evaluate` lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.frozen import Frozen

Value = int | bool | str | None

LARGEST = 2**53
"""Numbers stay within plus and minus this, so that a browser can give the same answers."""


class Const(Frozen):
    """A fixed value. Moments are minutes since 1970 (UTC), durations are minutes, enum values are their ids."""

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


Expr = Const | Cell | Field | Derived | Clock | Lookup | Not | Logic | Compare | Among | Arith | Pick


class Show(Frozen):
    """A value put into text. `how` is plain, number, money, words, time, date, day, span or capital.

    `names` maps values to the words that stand for them (an enum's, a flag's), as pairs; `unit` follows money.
    """

    value: Expr
    how: str = "plain"
    unit: str = ""
    names: tuple[tuple[Value, str], ...] = ()


class Either(Frozen):
    """The words of the first case whose test holds, else `other`."""

    cases: tuple[tuple[Expr, Words], ...]
    other: Words


Part = str | Show | Either


class Words(Frozen):
    """Text in parts. Paragraphs are parted by an empty line, a break is one line end.

    `loose` says that what the parts leave behind may hold doubled spaces and wants tidying.
    Emphasis is marked by the control characters SO (begins) and SI (ends).
    """

    parts: tuple[Part, ...]
    loose: bool = False


def children(node: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside `node`, in order."""
    match node:
        case Lookup(at=item) | Not(item=item):
            return (item,)
        case Logic(items=items):
            return items
        case Compare(left=left, right=right) | Arith(left=left, right=right):
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
