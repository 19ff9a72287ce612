"""Expressions and text written out again in the story's own language, for people to read.

In: nodes, and how a number that is a moment is to be put. Out: text. What was worked out by the compiler (names of
values, order of sets) is left out; what is read aloud is meant to be understood, not compiled.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.expr.nodes import (
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

MOMENTS = range(10_000_000, 100_000_000)
"""Numbers that are minutes since 1970 between 1989 and 2160, and not likely to be anything else."""

_LOOSE, _TIGHT = 0, 9
_BINDS = {
    "or": 1,
    "and": 2,
    "==": 4,
    "!=": 4,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "//": 6,
    "%": 6,
}
_NOT = 3


def written(node: Expr, moment: Callable[[int], str] = str, *, within: int = _LOOSE) -> str:
    """`node` as an author would write it. `within` is how tightly what stands around it binds."""

    def of(each: Expr, tightly: int = _LOOSE) -> str:
        return written(each, moment, within=tightly)

    def listed(items: tuple[Expr, ...]) -> str:
        return ", ".join(of(each) for each in items)

    def bound(text: str, binds: int) -> str:
        return f"({text})" if binds < within else text

    match node:
        case Const(value=value):
            return f"moment('{moment(value)}')" if type(value) is int and value in MOMENTS else _constant(value)
        case Cell(name=name):
            return f"visits({name[1:]})" if name.startswith("#") else name
        case Field(holder=holder, field=field):
            return f"{holder}.{field}"
        case Derived(name=name):
            return name
        case Clock(what=what):
            return what
        case Lookup(table=table, at=at):
            return table if at == Clock("now") else f"{table} at {of(at)}"
        case Not(item=item):
            return bound(f"not {of(item, _NOT)}", _NOT)
        case Logic(op=op, items=items):
            return bound(f" {op} ".join(of(each, _BINDS[op] + 1) for each in items), _BINDS[op])
        case Compare(op=op, left=Rank(item=left), right=Rank(item=right)) | Compare(op=op, left=left, right=right):
            return bound(f"{of(left, 5)} {op} {of(right, 5)}", _BINDS[op])
        case Among(item=item, items=items):
            return bound(f"{of(item, 5)} in [{listed(items)}]", 4)
        case Arith(op=op, left=left, right=right):
            if op not in _BINDS:
                return f"{op}({of(left)}, {of(right)})"
            return bound(f"{of(left, _BINDS[op])} {op} {of(right, _BINDS[op] + 1)}", _BINDS[op])
        case Pick(test=test, then=then, other=other):
            return bound(f"{of(then, 1)} if {of(test, 1)} else {of(other)}", _LOOSE)
        case Nth(at=at, items=items):
            return f"one of [{listed(items)}] by {of(at)}"
        case Rank(item=item):
            return f"rank({of(item)})"
        case Shift(item=item, by=by):
            return bound(f"{of(item, 5)} + {of(by, 6)}", 5)
        case Gather(items=items):
            return f"[{listed(items)}]"
        case Combine(op=op, left=left, right=right):
            return bound(f"{of(left, 5)} {op} {of(right, 6)}", 5)
        case Within(item=item, whole=whole):
            return bound(f"{of(item, 5)} in {of(whole, 5)}", 4)
        case Size(whole=whole):
            return f"count({of(whole)})"
        case Edge(at=at, whole=whole):
            return f"{'last' if at else 'first'}({of(whole)})"
        case Overlap(op=op, whole=whole, wanted=wanted):
            return f"{'all_of' if op == 'and' else 'any_of'}({of(whole)}, {of(wanted)})"
        case Join(items=items):
            return bound(" ~ ".join(of(each.value, 5) for each in items), 5)


def _constant(value: Value) -> str:
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return str(value) if isinstance(value, int) or value else "''"


def written_words(words: Words, moment: Callable[[int], str] = str) -> str:
    """Text with what is worked out in it in braces, as an author writes it."""
    return "".join(_part(each, moment) for each in words.parts).replace("\x0e", "_").replace("\x0f", "_")


def _part(part: Part, moment: Callable[[int], str]) -> str:
    match part:
        case str():
            return part
        case Show(value=value, how=how):
            return f"{{{{ {written(value, moment)}{'' if how in ('plain', 'text') else f' | {how}'} }}}}"
        case Either(cases=cases, other=other):
            told = [
                f"{{% {'elif' if at else 'if'} {written(test, moment)} %}}{written_words(words, moment)}"
                for at, (test, words) in enumerate(cases)
            ]
            tail = f"{{% else %}}{written_words(other, moment)}" if other.parts else ""
            return f"{''.join(told)}{tail}{{% endif %}}"
        case Chosen(ways=ways):
            return f"{{{{ one of({', '.join(repr(written_words(way, moment)) for way in ways)}) }}}}"
