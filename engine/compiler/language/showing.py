"""A value put into text: which filter prints it, and the words that stand for it."""

from __future__ import annotations

from engine.compiler.jinja import nodes
from engine.compiler.kinds import TEXT, Kind
from engine.compiler.language.reading import Reading, Typed
from engine.expr import Const, Show, Value

FILTERS: dict[str, tuple[str, ...]] = {
    "money": ("number",),
    "number": ("number",),
    "words": ("number",),
    "time": ("moment",),
    "date": ("moment",),
    "day": ("moment",),
    "span": ("duration",),
    "capital": ("text", "enum", "flag", "thing", "set"),
}
"""The filters, and the kinds each can print."""

_PLAIN = {"duration": "span", "set": "list", "text": "text"}


def unfiltered(reading: Reading, node: nodes.Expr) -> tuple[nodes.Expr, str]:
    """What stands before the filter of `node`, and the filter's name; "plain" where there is none."""
    if not isinstance(node, nodes.Filter) or node.node is None:
        return node, "plain"
    how = node.name
    if how not in FILTERS or node.args or node.kwargs:
        raise reading.unlike("EXP006", node, how, FILTERS)
    return node.node, how


def show(reading: Reading, node: nodes.Expr) -> Show:
    """What `{{ node }}` prints."""
    inner, how = unfiltered(reading, node)
    return shown(reading, inner, reading.lower(inner), how)


def shown(reading: Reading, node: nodes.Node, found: Typed, how: str = "plain") -> Show:
    """How the value `found` is printed."""
    kind = found.kind
    if how != "plain" and kind.name not in FILTERS[how]:
        raise reading.refusal("TYP002", node, token=how, name=how, found=kind.said())
    if kind.name == "moment" and how == "plain":
        raise reading.refusal("TYP003", node)
    if how == "plain" and not (kind == TEXT and isinstance(found.expr, Const)):
        how = _PLAIN.get(kind.name, how)
    if kind.name == "set" and how == "capital":
        how = "capital list"
    return Show(found.expr, how, kind.unit if how == "money" else "", _words(kind))


def _words(kind: Kind) -> tuple[tuple[Value, str], ...]:
    if kind.name == "flag":
        return kind.names or ((True, "true"), (False, "false"))
    if kind.name not in ("enum", "set"):
        return kind.names
    given = dict(kind.names)
    words = tuple((value, given.get(value, value.replace("_", " "))) for value in kind.values)
    return (*words, (None, given[None])) if None in given else words


def filtered(reading: Reading, node: nodes.Filter, want: Kind | None) -> Typed:
    """A filter in a condition: refused."""
    hint = f"in text, put brackets around the rest: {{{{ (a + b) | {node.name} }}}}"
    raise reading.refusal("EXP007", node, token=node.name, name=node.name, hint=hint)
