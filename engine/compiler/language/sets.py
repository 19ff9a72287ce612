"""Sets: lists of their values, what is in them, and what a `do` puts in and takes out.

A set's value is a tuple of ids in the order in which they were declared, so that equal sets are equal values.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.compiler.jinja import nodes
from engine.compiler.kinds import ANYTHING, FLAG, NUMBER, Kind
from engine.compiler.language.reading import Form, Reading, Typed
from engine.compiler.language.terms import has_meaning, unbound, unknown
from engine.compiler.names import thing_kind
from engine.expr import Combine, Const, Edge, Expr, Gather, Logic, Overlap, Size, Within


def listed(reading: Reading, node: nodes.List, want: Kind | None) -> Typed:
    """`[a, b]` where a set is hoped for; elsewhere a list has no value of its own."""
    if want is None or want.name != "set":
        raise reading.refusal("EXP005", node, construct="a list that is not compared with or put into a set")
    return Typed(_gathered(want, [element(reading, want, each) for each in node.items]), want)


def element(reading: Reading, kind: Kind, node: nodes.Expr) -> Expr:
    """`node` as one of the values of a set of the kind `kind`."""
    found = reading.lower(node, kind.element())
    if kind.holds(found.kind):
        return found.expr
    if isinstance(found.expr, Const) and found.kind.name == "thing":
        word = str(found.expr.value)
        hint = f"it has {', '.join(kind.values)}"
        raise reading.refusal("REF002", node, token=word, name=word, owner=kind.owner, hint=hint)
    raise reading.refusal("TYP001", node, wanted=f"a value of {kind.owner}", found=found.kind.said())


def _gathered(kind: Kind, items: list[Expr]) -> Expr:
    fixed = [each.value for each in items if isinstance(each, Const)]
    if len(fixed) == len(items):
        return Const(tuple(value for value in kind.values if value in fixed))
    return Gather(kind.values, tuple(items))


def holds(reading: Reading, left: nodes.Expr, right: nodes.Expr, node: nodes.Node) -> Expr:
    """`left in right`, where `right` is a set."""
    whole = reading.lower(right)
    if whole.kind.name == "anything":
        return Const(False)  # a parameter that no call fills
    if whole.kind.name != "set":
        raise reading.refusal("EXP008", node)
    return Within(element(reading, whole.kind, left), whole.expr)


def changed(reading: Reading, node: nodes.Expr, op: str, cell: Expr, kind: Kind) -> Expr:
    """`cell += node`, `cell -= node`: one value, a list of them, or another set of the same values."""
    if isinstance(node, nodes.List):
        part = reading.lower(node, kind).expr
    else:
        found = reading.lower(node, kind.element())
        fits = kind.fits(found.kind) or kind.holds(found.kind)
        if not fits and not (found.kind.name == "thing" and isinstance(found.expr, Const)):
            raise reading.refusal("TYP020", node, op=f"{op}=", name=kind.owner, found=found.kind.said())
        part = found.expr if found.kind.name == "set" else _gathered(kind, [element(reading, kind, node)])
    return Combine(op, kind.values, cell, part)


# -- functions ---------------------------------------------------------------------------------------------------


def _asked(reading: Reading, node: nodes.Call, name: str, count: int) -> Typed:
    """The set that the function `name` is asked of: its first value."""
    if len(node.args) != count:
        raise reading.refusal("EXP010", node, token=name, name=name, count=count)
    found = reading.lower(node.args[0])
    if found.kind.name not in ("set", "anything"):
        raise reading.refusal("TYP001", node, wanted="a set", found=found.kind.said())
    return found


def _of(op: str) -> Callable[[Reading, nodes.Call, str], Typed]:
    def asked(reading: Reading, node: nodes.Call, name: str) -> Typed:
        whole = _asked(reading, node, name, 2)
        there, wanted = unbound(reading, node.args[1])
        if unknown(there, wanted):
            return Typed(Const(False), FLAG)  # a parameter that nothing is given for yet
        if not isinstance(wanted, nodes.List):
            return Typed(Overlap(op, whole.expr, _same(there, whole.kind, wanted)), FLAG)
        if not wanted.items:
            raise reading.refusal("EXP008", node)
        tests = [Within(element(there, whole.kind, each), whole.expr) for each in wanted.items]
        return Typed(tests[0] if len(tests) == 1 else Logic(op, tuple(tests)), FLAG)

    return asked


def _same(reading: Reading, kind: Kind, node: nodes.Expr) -> Expr:
    """`node` as another set of the same values."""
    if not has_meaning(reading, node):
        raise reading.refusal("EXP008", node)
    found = reading.lower(node)
    if found.kind.name not in ("set", "anything"):
        raise reading.refusal("EXP008", node)
    if not kind.fits(found.kind):
        raise reading.refusal("TYP004", node, left=kind.said(), right=found.kind.said())
    return found.expr


def _edge(at: int) -> Callable[[Reading, nodes.Call, str], Typed]:
    def asked(reading: Reading, node: nodes.Call, name: str) -> Typed:
        whole = _asked(reading, node, name, 2)
        if whole.kind == ANYTHING:
            return Typed(Const(None), ANYTHING)  # a parameter that nothing is given for yet
        empty = element(reading, whole.kind, node.args[1])
        return Typed(Edge(at, whole.expr, empty), one_of(reading, whole.kind))

    return asked


def one_of(reading: Reading, kind: Kind) -> Kind:
    """The kind of one value of a set of the kind `kind`."""
    things = reading.names.things
    return thing_kind(kind.values, things) if set(kind.values) <= set(things) else kind.element()


def _count(reading: Reading, node: nodes.Call, name: str) -> Typed:
    return Typed(Size(_asked(reading, node, name, 1).expr), NUMBER)


FUNCTIONS = {"all_of": _of("and"), "any_of": _of("or"), "count": _count, "first": _edge(0), "last": _edge(-1)}
FORMS: dict[type[nodes.Node], Form] = {nodes.List: listed}
