"""What a statement of `do` writes, and clauses for the record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from engine.compiler import schema
from engine.compiler.kinds import DURATION, NUMBER, Kind
from engine.compiler.language import read_change
from engine.compiler.nodes import Scalar
from engine.compiler.values import span
from engine.compiler.verbs.papers import hold
from engine.compiler.weave import Weave, part_of
from engine.diagnostics import nearest
from engine.expr import Arith, Cell, Const, Expr, Shift
from engine.program import Remember, Write

_ASSIGN = re.compile(r"\s*([^\W\d][\w.]*)\s*(\+=|-=|=)(?!=)\s*(.+)", re.S)
_CALLED = re.compile(r"\s*(gain|lose|lodge|take_back)\s*\(\s*([^\W\d]\w*)\s*(?:,\s*([^\W\d]\w*)\s*)?\)\s*")


def do(weave: Weave, item: schema.Do) -> None:
    """`do`, perhaps with a clause for the record."""
    effects(weave, item.do, item.remember, weave.local.scene)


def remember(weave: Weave, item: schema.RememberItem) -> None:
    """`remember` by itself: what happened there, not what an effect is told by."""
    _remember(weave, item.remember, weave.local.scene, "happened")


def effects(weave: Weave, statements: Any, clause: Scalar | None, owner: str) -> None:
    """`do` and `remember` of an owner."""
    listed: Iterable[Any] = statements if isinstance(statements, list) else [statements]
    for each in listed:
        if isinstance(each, schema.RememberItem):
            _remember(weave, each.remember, owner)
        elif each is not None:
            _statement(weave, each, owner)
    if clause is not None:
        _remember(weave, clause, owner)


def _remember(weave: Weave, written: Scalar, owner: str, kind: str = "remember") -> None:
    words = weave.text_of_step(written)
    if words is not None:
        weave.steps.add(written.place, Remember(words, f"{owner}:{kind}"))


def _statement(weave: Weave, written: Scalar, owner: str) -> None:
    called = _CALLED.fullmatch(written)
    assigned = _ASSIGN.fullmatch(written)
    if called:
        hold(weave, written, called[1], called[2], called[3], owner)
    elif assigned:
        _assign(weave, written, assigned, owner)
    else:
        weave.bag.add("EXP012", written.place)


def _assign(weave: Weave, written: Scalar, found: re.Match[str], owner: str) -> None:
    name, op = found[1], found[2]
    cell = weave.local.cells.get(name, name)
    kind = weave.names.kind_of(cell)
    place = written.at_offset(found.start(1), len(name))
    if kind is None or cell not in weave.names.variables:
        derived = name in weave.names.derived or name in weave.names.quantities
        known = nearest(name, [*weave.names.variables, *weave.local.cells])
        hint = f'did you mean "{known}"?' if known else None
        weave.bag.add("REF009" if derived else "REF008", place, name=name, hint=None if derived else hint)
        return
    if op != "=" and kind.name == "set":
        _change_set(weave, written, found, cell, kind, owner)
        return
    if op != "=" and kind.order:
        _step(weave, written, found, cell, kind, owner)
        return
    if op != "=" and kind.name not in ("number", "duration", "moment"):
        weave.bag.add("TYP007", place, name=name, op=op, kind=kind.said())
        return
    wanted = DURATION if op != "=" and kind.name == "moment" else kind
    value = _right_side(weave, written, found, wanted)
    if value is not None:
        expr = value if op == "=" else Arith(op[0], Cell(cell), value)
        weave.steps.add(written.place, Write(cell, expr, f"{owner}:{cell}"))


def _change_set(weave: Weave, written: Scalar, found: re.Match[str], cell: str, kind: Kind, owner: str) -> None:
    right = part_of(written, found.start(3), found.end(3))
    value = read_change(right, weave.names, weave.local, weave.bag, found[2][0], Cell(cell), kind)
    if value is not None:
        weave.steps.add(written.place, Write(cell, value, f"{owner}:{cell}"))


def _step(weave: Weave, written: Scalar, found: re.Match[str], cell: str, kind: Kind, owner: str) -> None:
    """So many places up or down in the order of an enum's values."""
    by = _right_side(weave, written, found, NUMBER)
    if by is not None:
        by = by if found[2] == "+=" else _less(by)
        weave.steps.add(written.place, Write(cell, Shift(Cell(cell), by, kind.order), f"{owner}:{cell}"))


def _less(by: Expr) -> Expr:
    return Const(-by.value) if isinstance(by, Const) and isinstance(by.value, int) else Arith("-", Const(0), by)


def _right_side(weave: Weave, written: Scalar, found: re.Match[str], kind: Kind) -> Expr | None:
    right = part_of(written, found.start(3), found.end(3))
    plain = span(right) if kind.name == "duration" else None
    if plain is not None:
        return Const(plain)
    value = weave.expression(right, kind)
    return None if value is None else value.expr
