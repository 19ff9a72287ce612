"""The one language of conditions, effects and text: what Jinja's trees mean, made into the small tree of `engine.expr`.

In: text as written, the names of the story, a bag. Out: nodes of `engine.expr` with their kinds, or None and
diagnostics with the line and column of what is refused. Each class of node is one entry of a table of functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from engine.compiler import prose
from engine.compiler.jinja import nodes
from engine.compiler.kinds import Kind
from engine.compiler.language import comparing, functions, logic, sets, showing, sums, terms, text
from engine.compiler.language.reading import LONGEST_TEXT, Bound, Form, Reading, Refused, Tick, Ticks, Typed
from engine.compiler.names import Asked, Local, Names
from engine.compiler.nodes import Scalar
from engine.diagnostics import Bag
from engine.expr import Expr, Words

__all__ = ["Tick", "Ticks", "Typed", "read_change", "read_expression", "read_text"]

_Made = TypeVar("_Made")

_FORMS: dict[type[Any], Form] = {
    **terms.FORMS,
    **logic.FORMS,
    **comparing.FORMS,
    **sums.FORMS,
    **sets.FORMS,
    **functions.FORMS,
    nodes.Filter: showing.filtered,
}


def read_expression(
    written: Scalar,
    names: Names,
    local: Local,
    bag: Bag,
    want: Kind | None = None,
    *,
    hope: Kind | None = None,
    bound: Mapping[str, Bound] | None = None,
) -> Typed | None:
    """`written` as an expression, of kind `want` if that is given; None when it is refused. Cost: linear.

    `hope` lets bare words be values of an enum without asking that the whole be one. `bound` are parameters.
    """
    shared = not (local.cells or bound or "(" in written)  # a call may mean another thing in another scene
    key = (str(written), id(want), id(hope))
    if shared and names.readings is not None and key in names.readings:
        known: _Read = names.readings[key]
        names.asked |= known.asked
        return known.found
    before, said, names.asked = names.asked, len(bag), set()
    found = _expression(Reading(written, names, local, bag, _FORMS, bound or {}), want, hope)
    if shared and names.readings is not None and found is not None and len(bag) == said:
        names.readings[key] = _Read(found, frozenset(names.asked), (want, hope))
    before |= names.asked
    names.asked = before
    return found


class _Read(NamedTuple):
    """An expression that was read, what it asked of the names, and the kinds by whose ids it is found."""

    found: Typed
    asked: frozenset[Asked]
    kinds: tuple[Kind | None, Kind | None]


def _expression(reading: Reading, want: Kind | None, hope: Kind | None) -> Typed | None:
    def read() -> Typed:
        node = reading.expression_tree()
        return reading.of_kind(node, want) if want is not None else reading.lower(node, hope)

    return _unless_refused(read, reading)


def read_change(written: Scalar, names: Names, local: Local, bag: Bag, op: str, cell: Expr, kind: Kind) -> Expr | None:
    """What the set `cell` of the kind `kind` becomes by `+=` or `-=` (`op` is + or -); None when it is refused."""
    reading = Reading(written, names, local, bag, _FORMS)
    return _unless_refused(lambda: sets.changed(reading, reading.expression_tree(), op, cell, kind), reading)


def read_text(
    written: Scalar,
    names: Names,
    local: Local,
    bag: Bag,
    *,
    ticks: Ticks | None = None,
    bound: Mapping[str, Bound] | None = None,
) -> Words | None:
    """`written` as prose; None when it is refused. Without `ticks` it may hold no alternative that remembers."""
    if len(written) > LONGEST_TEXT:
        bag.add("EXP002", written.place, length=len(written), most=LONGEST_TEXT)
        return None
    if "{" not in written:
        return prose.finished(prose.flow([written.rstrip("\n")]))
    reading = Reading(written, names, local, bag, _FORMS, bound or {}, ticks=ticks)
    made = _unless_refused(lambda: prose.finished(text.parts(reading, reading.text_tree())), reading)
    if made is not None and reading.effort.repeats:
        names.looped[id(made)] = made
    return made


def _unless_refused(read: Callable[[], _Made], reading: Reading) -> _Made | None:
    try:
        return read()
    except Refused:
        return None
    except RecursionError:
        reading.bag.add("EXP003", reading.written.place)
        return None
