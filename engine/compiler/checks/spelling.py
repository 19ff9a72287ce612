"""Tests as a writer would write them, for messages."""

from __future__ import annotations

from collections.abc import Iterable

from engine.expr import (
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
from engine.expr.calendar import Zone, day_words, time_words

_LONGEST = 80


def spelled(expr: Expr, zone: Zone) -> str:
    """`expr` in the language of stories, cut when it is long. Moments are told by day and hour in `zone`."""
    said = _Speller(zone).said(expr)
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1].rstrip() + "…"


class _Speller:
    def __init__(self, zone: Zone) -> None:
        self._zone = zone

    def said(self, expr: Expr) -> str:
        """Any expression; `_whole` has those with more than one thing in them."""
        match expr:
            case Const(value=value):
                return _value(value)
            case Cell(name=name):
                return _cell(name)
            case Derived(name=name) | Clock(what=name):
                return name
            case Field(holder=holder, field=field):
                return f"{_cell(holder)}.{field}"
            case Not(item=item):
                return f"not {self._inside(item)}"
            case Rank(item=item):
                return f"rank({self.said(item)})"
            case Size(whole=whole):
                return f"count({self.said(whole)})"
            case Lookup(table=table, at=at):
                return f"{table}({self.said(at)})"
            case _:
                return self._whole(expr)

    def _whole(self, expr: Expr) -> str:
        match expr:
            case Logic(op=op, items=items):
                return f" {op} ".join(map(self._inside, items))
            case Compare(op=">", left=Cell(name=name), right=Const(value=0)) if name[0] == "#":
                return f"seen({name[1:]})"
            case Compare(op=op, left=left, right=right):
                return f"{self._beside(left, right)} {op} {self._beside(right, left)}"
            case Among(item=item, items=items):
                return f"{self.said(item)} in [{self._row(items)}]"
            case Overlap(op=op, whole=whole, wanted=wanted):
                return f"{'all_of' if op == 'and' else 'any_of'}({self._row((whole, wanted))})"
            case Edge(at=at, whole=whole, empty=empty):
                return f"{'last' if at else 'first'}({self._row((whole, empty))})"
            case Shift(item=item, by=by):
                return f"{self.said(item)} + {self.said(by)}"
            case Within(item=item, whole=whole):
                return f"{self.said(item)} in {self.said(whole)}"
            case Arith(op=op, left=left, right=right) if op in ("min", "max"):
                return f"{op}({self.said(left)}, {self.said(right)})"
            case Arith(op=op, left=left, right=right) | Combine(op=op, left=left, right=right):
                return f"{self.said(left)} {op} {self.said(right)}"
            case Gather(items=items):
                return f"[{self._row(items)}]"
            case Pick(test=test, then=then, other=other):
                return f"{self.said(then)} if {self.said(test)} else {self.said(other)}"
            case Nth(at=at, items=items):
                return f"pick({self._row((at, *items))})"
            case Join(items=shows):
                return " ~ ".join(self.said(show.value) for show in shows)
            case _:
                return "…"

    def _row(self, items: Iterable[Expr]) -> str:
        return ", ".join(map(self.said, items))

    def _inside(self, expr: Expr) -> str:
        return f"({self.said(expr)})" if isinstance(expr, Logic) else self.said(expr)

    def _beside(self, expr: Expr, other: Expr) -> str:
        """One side of a comparison; beside the clock a number is a moment, and of two ranks the values are named."""
        if isinstance(expr, Rank) and isinstance(other, Rank):
            return self.said(expr.item)
        if isinstance(expr, Const) and isinstance(expr.value, int) and other in (Clock("now"), Clock("today")):
            return f"{day_words(expr.value, self._zone)} {time_words(expr.value, self._zone)}"
        return self.said(expr)


def _value(value: Value) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return str(value).lower() if value is None or isinstance(value, bool) else str(value)


def _cell(name: str) -> str:
    if name[0] == "#":
        return f"visits({name[1:]})"
    if name[0] == "~":
        return f"turns_since({name[1:]})"
    return name.removeprefix("@").rpartition(":")[2]
