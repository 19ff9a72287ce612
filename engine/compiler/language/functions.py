"""Calls in expressions: the functions of the language, a story's tables and its own definitions.

In: a reading and a call. Out: a `Typed`. Each function is one entry of a table; what is called by none is refused.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.compiler.jinja import nodes
from engine.compiler.kinds import ANYTHING, DURATION, FLAG, MOMENT, NUMBER, TEXT, Kind
from engine.compiler.language import definitions, logic, sets
from engine.compiler.language.reading import Form, Reading, Typed
from engine.compiler.values import moment
from engine.diagnostics import nearest
from engine.expr import Arith, Cell, Compare, Const, Expr, Lookup, Nth, Pick, Rank

Function = Callable[[Reading, nodes.Call, str], Typed]

_SPANS = {"minutes": 1, "hours": 60, "days": 1440}
BY_TURNS = ("cycle", "stop", "once", "shuffle")
"""Functions that only text has: they give another text each time."""


def call(reading: Reading, node: nodes.Call, want: Kind | None) -> Typed:
    """A call of anything."""
    name = called(reading, node)
    if node.kwargs:
        raise reading.refusal("EXP005", node, construct="a call of that sort")
    if name in _TABLE:
        return _TABLE[name](reading, node, name)
    if name in reading.names.tables:
        return _lookup(reading, name, _arguments(reading, node, name, MOMENT)[0])
    if name in reading.names.defs:
        return definitions.expression(reading, node, name)
    if name in BY_TURNS or name in reading.names.fragments:
        raise reading.refusal("EXP020", node, token=name, name=name)
    known = nearest(name, [*_TABLE, *reading.names.tables, *reading.names.defs])
    raise reading.refusal("REF004", node, token=name, name=name, hint=f'did you mean "{known}"?' if known else None)


def called(reading: Reading, node: nodes.Call) -> str:
    """The name of what is called."""
    if not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
        raise reading.refusal("EXP005", node, construct="a call of that sort")
    return node.node.name


def _arguments(reading: Reading, node: nodes.Call, name: str, kind: Kind, count: int = 1) -> list[Expr]:
    if len(node.args) != count:
        raise reading.refusal("EXP010", node, token=name, name=name, count=count)
    return [reading.of_kind(each, kind).expr for each in node.args]


# -- visits ------------------------------------------------------------------------------------------------------


def _counted(reading: Reading, node: nodes.Call, name: str) -> Typed:
    owner = _dotted(node.args[0]) if len(node.args) == 1 else None
    if owner is None:
        raise reading.refusal("EXP011", node, token=name, name=name)
    names, full = reading.names, _owner(reading, owner, node)
    if full not in names.scenes:
        names.counters.add(full)  # a choice nobody counts has no step that could note its turn
    if name == "turns_since":
        names.lasts.add(full)
        last = Cell(f"~{full}")
        return Typed(Pick(Compare("<", last, Const(0)), Const(-1), Arith("-", Cell("@turn"), last)), NUMBER)
    count = Cell(f"#{full}")
    return Typed(Compare(">", count, Const(0)), FLAG) if name == "seen" else Typed(count, NUMBER)


def _owner(reading: Reading, name: str, node: nodes.Node) -> str:
    names = reading.names
    found = names.owner(name, reading.local)
    if found is None:
        raise reading.unlike("REF005", node, name, [*names.scenes, *names.owners, *names.items, *names.checkpoints])
    return found


def _dotted(node: nodes.Node) -> str | None:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        stem = _dotted(node.node)
        return None if stem is None else f"{stem}.{node.attr}"
    return None


# -- time --------------------------------------------------------------------------------------------------------


def _moment(reading: Reading, node: nodes.Call, name: str) -> Typed:
    first = node.args[0] if len(node.args) == 1 else None
    written = first.value if isinstance(first, nodes.Const) and isinstance(first.value, str) else ""
    found = moment(written, reading.names.clock.zone)
    if found is None:
        raise reading.refusal("VAL003", node, token=name, value=written)
    return Typed(Const(found), MOMENT)


def _span(reading: Reading, node: nodes.Call, name: str) -> Typed:
    return Typed(_times(_arguments(reading, node, name, NUMBER)[0], _SPANS[name]), DURATION)


def _times(expr: Expr, factor: int) -> Expr:
    if isinstance(expr, Const) and isinstance(expr.value, int):
        return Const(expr.value * factor)
    return expr if factor == 1 else Arith("*", expr, Const(factor))


def _lookup(reading: Reading, name: str, at: Expr) -> Typed:
    """A table's value; a duration comes rounded up to the clock's grain, as it will be when it passes."""
    found: Expr = Lookup(name, at)
    if reading.names.tables[name].kind == "number":
        return Typed(found, NUMBER)
    grain = reading.names.clock.grain
    if grain > 1:
        raised = Arith("//", Arith("+", found, Const(grain - 1)), Const(grain))
        found = Arith("*", raised, Const(grain))
    return Typed(found, DURATION)


# -- one of several ----------------------------------------------------------------------------------------------


def _least(reading: Reading, node: nodes.Call, name: str) -> Typed:
    if len(node.args) < 2:
        raise reading.refusal("EXP010", node, token=name, name=name, count="two or more")
    found = [reading.lower(each) for each in node.args]
    kind = found[0].kind
    if any(each.kind.name != kind.name for each in found) or kind.name not in ("number", "duration", "moment"):
        raise reading.refusal("TYP004", node, left=kind.said(), right=found[-1].kind.said())
    least = found[0].expr
    for each in found[1:]:
        least = Arith(name, least, each.expr)
    return Typed(least, kind)


def _pick(reading: Reading, node: nodes.Call, name: str) -> Typed:
    if len(node.args) < 2:
        raise reading.refusal("EXP010", node, token=name, name=name, count="two or more")
    at = reading.of_kind(node.args[0], NUMBER).expr
    items = [reading.lower(each) for each in node.args[1:]]
    kind = items[0].kind
    for each in items[1:]:
        kind = logic.common(reading, node, kind, each.kind)
    return Typed(Nth(at, tuple(each.expr for each in items)), kind)


def _plural(reading: Reading, node: nodes.Call, name: str) -> Typed:
    if len(node.args) != 3:
        raise reading.refusal("EXP010", node, token=name, name=name, count=3)
    count = reading.of_kind(node.args[0], NUMBER).expr
    one, many = (reading.of_kind(each, TEXT).expr for each in node.args[1:])
    return Typed(Pick(Compare("==", count, Const(1)), one, many), TEXT)


def _rank(reading: Reading, node: nodes.Call, name: str) -> Typed:
    """The place of a value in its order, from 0."""
    if len(node.args) != 1:
        raise reading.refusal("EXP010", node, token=name, name=name, count=1)
    found = reading.lower(node.args[0])
    if found.kind != ANYTHING and not (found.kind.name == "enum" and found.kind.order):
        raise reading.refusal("TYP005", node, token=name, kind=found.kind.said(), op="rank( )")
    return Typed(Rank(found.expr, found.kind.order), NUMBER)


_TABLE: dict[str, Function] = {
    **dict.fromkeys(("seen", "visits", "turns_since"), _counted),
    "moment": _moment,
    **dict.fromkeys(_SPANS, _span),
    **dict.fromkeys(("min", "max"), _least),
    "pick": _pick,
    "plural": _plural,
    "rank": _rank,
    **sets.FUNCTIONS,
}
FORMS: dict[type[nodes.Node], Form] = {nodes.Call: call}
