"""Ways through a body: by condition, by value, by how often it was met, by chance."""

from __future__ import annotations

from collections.abc import Sequence

from engine.compiler import schema
from engine.compiler.builder import Label
from engine.compiler.kinds import FLAG, NUMBER, Kind
from engine.compiler.language import Typed
from engine.compiler.nodes import Scalar
from engine.compiler.values import flag
from engine.compiler.weave import Body, Weave, first_scalar
from engine.diagnostics import Place
from engine.expr import Compare, Const, Expr
from engine.program import Chance, Outcome, Step, Vary
from engine.program.steps import MODES


def when(weave: Weave, item: schema.If) -> None:
    """`if`: one of two bodies."""
    test = weave.expression(item.test, FLAG)
    other, after = Label(), Label()
    weave.branch(test.expr if test else Const(False), other, item.test.place)
    weave.body(item.then)
    if item.other is not None:
        weave.jump(after, item.test.place)
        weave.steps.put(other)
        weave.body(item.other)
    else:
        weave.steps.put(other)
    weave.steps.put(after)


def match(weave: Weave, item: schema.Match) -> None:
    """`match`: one body by value; without `else` every value must have its case."""
    subject = weave.expression(item.match)
    after = Label()
    if subject is not None:
        _check_cases(weave, item, subject)
    for written, body in item.cases.items():
        other = Label()
        value = None if subject is None else _case(weave, written, subject.kind)
        test: Expr = Const(False) if subject is None or value is None else Compare("==", subject.expr, value)
        weave.branch(test, other, written.place)
        weave.body(body)
        weave.jump(after, written.place)
        weave.steps.put(other)
    if item.other is not None:
        weave.body(item.other)
    weave.steps.put(after)


def _case(weave: Weave, written: Scalar, kind: Kind) -> Expr | None:
    if kind.name == "flag":
        return Const(weave.yes(written))
    if kind.name == "text":
        return Const(str(written))
    value = weave.expression(written, kind)
    return None if value is None else value.expr


def _check_cases(weave: Weave, item: schema.Match, subject: Typed) -> None:
    if item.other is not None:
        return
    if subject.kind.name in ("enum", "thing"):
        missing = [value for value in subject.kind.values if value not in item.cases]
    elif subject.kind.name == "flag":
        missing = [said for said in ("true", "false") if flag(said) not in map(flag, item.cases)]
    else:
        missing = ["any other value"]
    if missing:
        weave.bag.add("FLO001", item.match.place, missing=", ".join(missing))


def vary(weave: Weave, item: schema.VaryItem) -> None:
    """`vary`: another body each time it is met."""
    shape = item.vary
    found = first_scalar(shape.of)
    first = Scalar("") if found is None else found  # an empty text has a place too
    stream = weave.own(shape.id or item.id, first, first.place)
    mode = str(shape.mode or "stop")
    if shape.mode is not None and mode not in MODES:
        weave.bag.add("VAL010", shape.mode.place, value=mode, known=", ".join(MODES))
    weave.streams.append(stream)
    labels, after = [Label() for _ in shape.of], Label()
    weave.steps.add(first.place, lambda: Vary(stream, mode, tuple(each.at for each in labels), after.at))
    _ways(weave, labels, list(shape.of), after, first.place)


def _ways(weave: Weave, labels: Sequence[Label], bodies: Sequence[Body | None], after: Label, place: Place) -> None:
    for label, body in zip(labels, bodies, strict=True):
        weave.steps.put(label)
        if body is not None:
            weave.body(body)
        weave.jump(after, place)
    weave.steps.put(after)


def chance(weave: Weave, item: schema.ChanceItem) -> None:
    """`chance`: a draw among outcomes."""
    shape = item.chance
    stream = weave.own(shape.id, str(shape.id), shape.id.place)
    weave.streams.append(stream)
    weights = [_weight(weave, each.weight) for each in shape.of.values()]
    ids, labels, after = [str(name) for name in shape.of], [Label() for _ in shape.of], Label()

    def make() -> Step:
        outcomes = zip(ids, weights, labels, strict=True)
        return Chance(stream, tuple(Outcome(name, weight, label.at) for name, weight, label in outcomes))

    weave.steps.add(shape.id.place, make)
    _ways(weave, labels, [each.then for each in shape.of.values()], after, shape.id.place)


def _weight(weave: Weave, written: Scalar) -> Expr:
    found = weave.expression(written, NUMBER)
    return Const(0) if found is None else found.expr
