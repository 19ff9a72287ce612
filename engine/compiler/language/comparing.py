"""Two values beside each other: == != < <= > >= and `in`."""

from __future__ import annotations

from engine.compiler.jinja import nodes
from engine.compiler.kinds import FLAG, Kind
from engine.compiler.language import sets
from engine.compiler.language.reading import Form, Reading, Typed
from engine.compiler.language.terms import has_meaning, unbound
from engine.expr import Among, Compare, Expr, Logic, Not, Rank

_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
_WITHOUT_ORDER = ("flag", "text", "thing", "enum", "set")
_INSTEAD = {
    "enum": "say `ordered: true` beside its `one of` if its values stand in an order",
    "set": "use all_of(set, [a, b]), any_of(set, [a, b]) or count(set)",
}


def compare(reading: Reading, node: nodes.Compare, want: Kind | None) -> Typed:
    """A comparison, perhaps a chain of them: `1 < x < 5`."""
    left, tests = node.expr, list[Expr]()
    for operand in node.ops:
        tests.append(_comparison(reading, left, operand, node))
        left = operand.expr
    return Typed(tests[0] if len(tests) == 1 else Logic("and", tuple(tests)), FLAG)


def _comparison(reading: Reading, left: nodes.Expr, operand: nodes.Operand, node: nodes.Node) -> Expr:
    right = operand.expr
    if operand.op in ("in", "notin"):
        found = _membership(reading, left, right, node)
        return found if operand.op == "in" else Not(found)
    one, other = _both(reading, left, right)
    if not one.kind.fits(other.kind) and not other.kind.fits(one.kind):
        raise reading.refusal("TYP004", node, left=one.kind.said(), right=other.kind.said())
    op = _SIGNS[operand.op]
    if op in ("==", "!=") or one.kind.name not in _WITHOUT_ORDER:
        return Compare(op, one.expr, other.expr)
    return _ranked(reading, op, one, other, node)


def _ranked(reading: Reading, op: str, one: Typed, other: Typed, node: nodes.Node) -> Expr:
    """A comparison by the order in which the values of an enum were declared."""
    order = one.kind.order or other.kind.order
    orders = {each.kind.order for each in (one, other) if each.kind.name == "enum"}
    if not order or orders != {order}:
        hint = _INSTEAD.get(one.kind.name)
        raise reading.refusal("TYP005", node, kind=one.kind.said(), op=op, hint=hint)
    return Compare(op, Rank(one.expr, order), Rank(other.expr, order))


def _both(reading: Reading, left: nodes.Expr, right: nodes.Expr) -> tuple[Typed, Typed]:
    """Both sides, a bare word or a list on either taken as what the other side may be."""
    if not has_meaning(reading, left) and not isinstance(right, nodes.Const):
        other = reading.lower(right)
        return reading.lower(left, other.kind), other
    one = reading.lower(left)
    return one, reading.lower(right, one.kind)


def _membership(reading: Reading, left: nodes.Expr, right: nodes.Expr, node: nodes.Node) -> Expr:
    there, right = unbound(reading, right)
    if not isinstance(right, nodes.List | nodes.Tuple):
        return sets.holds(reading, left, right, node)
    item = reading.lower(left)
    if not right.items:
        raise reading.refusal("EXP008", node)
    items = [there.lower(each, item.kind) for each in right.items]
    for each in items:
        if not item.kind.fits(each.kind):
            raise reading.refusal("TYP004", node, left=item.kind.said(), right=each.kind.said())
    return Among(item.expr, tuple(each.expr for each in items))


FORMS: dict[type[nodes.Node], Form] = {nodes.Compare: compare}
