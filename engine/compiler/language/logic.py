"""True and false: not, and, or, and the choice between two values."""

from __future__ import annotations

from typing import cast

from engine.compiler.jinja import nodes
from engine.compiler.kinds import FLAG, Kind
from engine.compiler.language.reading import Form, Reading, Typed
from engine.expr import Expr, Logic, Not, Pick


def negation(reading: Reading, node: nodes.Not, want: Kind | None) -> Typed:
    """`not x`."""
    return Typed(Not(reading.flag(node.node)), FLAG)


def both_or_either(reading: Reading, node: nodes.And | nodes.Or, want: Kind | None) -> Typed:
    """`x and y`, `x or y`; a row of the same word becomes one node."""
    items = (*_items(reading, node, node.left), *_items(reading, node, node.right))
    return Typed(Logic("and" if isinstance(node, nodes.And) else "or", items), FLAG)


def _items(reading: Reading, parent: nodes.Node, node: nodes.Expr) -> tuple[Expr, ...]:
    if type(node) is type(parent):
        both = cast(nodes.BinExpr, node)
        return (*_items(reading, parent, both.left), *_items(reading, parent, both.right))
    return (reading.flag(node),)


def conditional(reading: Reading, node: nodes.CondExpr, want: Kind | None) -> Typed:
    """`a if c else b`, both of one kind."""
    if node.expr2 is None:
        raise reading.refusal("EXP009", node)
    then = reading.lower(node.expr1, want)
    other = reading.lower(node.expr2, want or then.kind)
    return Typed(Pick(reading.flag(node.test), then.expr, other.expr), common(reading, node, then.kind, other.kind))


def common(reading: Reading, node: nodes.Node, one: Kind, other: Kind) -> Kind:
    """The kind of a value that is of the kind `one` or `other`; two that do not go together are refused."""
    if one.name != other.name or (one.name == "set" and one.values != other.values):
        raise reading.refusal("TYP004", node, left=one.said(), right=other.said())
    if one.name not in ("enum", "thing"):
        return one
    values = tuple(dict.fromkeys((*one.values, *other.values)))
    names = tuple(dict.fromkeys((*one.names, *other.names)))
    return Kind(one.name, one.owner, values, names, order=one.order if one.order == other.order else ())


FORMS: dict[type[nodes.Node], Form] = {
    nodes.Not: negation,
    nodes.And: both_or_either,
    nodes.Or: both_or_either,
    nodes.CondExpr: conditional,
}
