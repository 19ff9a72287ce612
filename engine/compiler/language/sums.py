"""Arithmetic on numbers, moments and durations, and text joined from parts."""

from __future__ import annotations

from engine.compiler.jinja import nodes
from engine.compiler.kinds import ANYTHING, DURATION, MOMENT, NUMBER, TEXT, Kind
from engine.compiler.language.reading import Form, Reading, Typed
from engine.compiler.language.showing import shown
from engine.expr import Arith, Const, Join

_SIGNS = {"Add": "+", "Sub": "-", "Mul": "*", "FloorDiv": "//", "Mod": "%"}
_KINDS: dict[tuple[str, str, str], Kind] = {
    **{("number", op, "number"): NUMBER for op in "+ - * // %".split()},
    ("moment", "-", "moment"): DURATION,
    ("moment", "+", "duration"): MOMENT,
    ("moment", "-", "duration"): MOMENT,
    ("duration", "+", "duration"): DURATION,
    ("duration", "-", "duration"): DURATION,
    ("duration", "*", "number"): DURATION,
    ("number", "*", "duration"): DURATION,
    ("duration", "//", "number"): DURATION,
    ("duration", "//", "duration"): NUMBER,
}


def negative(reading: Reading, node: nodes.Neg, want: Kind | None) -> Typed:
    """`-x`."""
    if isinstance(node.node, nodes.Const) and type(node.node.value) is int:
        return Typed(Const(-node.node.value), NUMBER)
    return _arith(reading, "-", Typed(Const(0), NUMBER), reading.lower(node.node, NUMBER), node)


def positive(reading: Reading, node: nodes.Pos, want: Kind | None) -> Typed:
    """`+x`."""
    return reading.lower(node.node, NUMBER)


def arithmetic(reading: Reading, node: nodes.BinExpr, want: Kind | None) -> Typed:
    """One of + - * // %."""
    left = reading.lower(node.left)
    return _arith(reading, _SIGNS[type(node).__name__], left, reading.lower(node.right), node)


def _arith(reading: Reading, op: str, left: Typed, right: Typed, node: nodes.Node) -> Typed:
    kind = _KINDS.get((left.kind.name, op, right.kind.name))
    if ANYTHING in (left.kind, right.kind):  # a parameter that no call fills: its scene is never run
        kind = right.kind if left.kind == ANYTHING else left.kind
    if kind is None:
        hint = "text is joined with ~" if op == "+" and TEXT in (left.kind, right.kind) else None
        raise reading.refusal("TYP006", node, left=left.kind.said(), op=op, right=right.kind.said(), hint=hint)
    if kind is NUMBER and (left.kind.unit or right.kind.unit):
        kind = Kind("number", unit=left.kind.unit or right.kind.unit)
    return Typed(Arith(op, left.expr, right.expr), kind)


def joined(reading: Reading, node: nodes.Concat, want: Kind | None) -> Typed:
    """`a ~ b`: the words of both, one after the other."""
    return Typed(Join(tuple(shown(reading, each, reading.lower(each)) for each in node.nodes)), TEXT)


FORMS: dict[type[nodes.Node], Form] = {
    nodes.Neg: negative,
    nodes.Pos: positive,
    nodes.Add: arithmetic,
    nodes.Sub: arithmetic,
    nodes.Mul: arithmetic,
    nodes.FloorDiv: arithmetic,
    nodes.Mod: arithmetic,
    nodes.Concat: joined,
}
