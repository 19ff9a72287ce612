"""A block of choices: what is offered, when it is closed, and what follows each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from engine.compiler import prose, schema
from engine.compiler.builder import Label
from engine.compiler.declare import all_of
from engine.compiler.journeys import at_least_nothing
from engine.compiler.kinds import DURATION, FLAG, NUMBER
from engine.compiler.language import Typed
from engine.compiler.verbs.deals import Asked, asked
from engine.compiler.verbs.effects import effects
from engine.compiler.verbs.leaving import end, go
from engine.compiler.verbs.world import by_route, journey
from engine.compiler.weave import Weave, armed
from engine.expr import Arith, Cell, Compare, Const, Expr, Words
from engine.program import Choices, Offering, Option, Step, Write


def choices(weave: Weave, item: schema.ChoicesItem) -> None:
    """`choices`: offered, taken one at a time, met again behind the block."""
    listed = [each for each in item.choices if isinstance(each, schema.Choice)]
    otherwise = [each for each in item.choices if isinstance(each, schema.Otherwise)]
    if len(otherwise) > 1:
        weave.bag.add("FLO008", weave.place_of(otherwise[1]))
    place = weave.place_of(item.choices)
    if not listed and not any(isinstance(each, schema.From) for each in item.choices):
        if weave.local.scene not in weave.names.dropped:  # else there may have been one
            weave.bag.add("FLO002", place)
        return
    again = item.again is not None and weave.yes(item.again)
    offered = list(_offered(weave, item))
    block = weave.own(item.id, f"choices {_first_words(listed, offered)}", place)
    start, after, fallback = weave.steps.put(Label()), Label(), Label()
    weave.unsafe = False
    makers = [_option(weave, each) for each in listed]
    question = weave.text(item.ask)
    has_fallback = bool(otherwise) or again or not listed
    if any(each.by == "weight" for _, each in offered):
        weave.streams.append(block)

    def make() -> Step:
        out = fallback.at if otherwise else after.at
        fall = out if has_fallback else None
        back = start.at if again else after.at
        offerings = tuple(Offering(*each, before, back) for before, each in offered)
        return Choices(block, tuple(each() for _, each in makers), fall, after.at, question, offerings)

    weave.steps.add(place, make)
    for (label, _), each in zip(makers, listed, strict=True):
        weave.steps.put(label)
        _taken(weave, each, block)
        weave.jump(start if again else after, each.choose.place)
    if otherwise:
        weave.steps.put(fallback)
        weave.body(otherwise[0].otherwise)
    weave.steps.put(after)


def _offered(weave: Weave, item: schema.ChoicesItem) -> Iterable[tuple[int, Asked]]:
    """What is asked for by each `from`, and how many choices stand before it."""
    before = 0
    for each in item.choices:
        if isinstance(each, schema.From):
            yield before, asked(weave, each.source)
        before += isinstance(each, schema.Choice)


def _first_words(listed: Sequence[schema.Choice], offered: Sequence[tuple[int, Asked]]) -> str:
    return str(listed[0].id or listed[0].choose) if listed else offered[0][1].tag


def _option(weave: Weave, shape: schema.Choice) -> tuple[Label, Callable[[], Option]]:
    owner = weave.own(shape.id, shape.choose, shape.choose.place)
    label = Label()
    shown = None if shape.test is None else weave.expression(shape.test, FLAG)
    needs = None if shape.needs is None else weave.expression(shape.needs, FLAG)
    once = shape.once is not None and weave.yes(shape.once)
    if once:
        weave.names.counters.add(owner)
    words = weave.text_of_step(shape.choose, *_in_sight(shown, owner if once else None)) or Words(())
    rest = (
        None if shown is None else shown.expr,
        None if needs is None else needs.expr,
        weave.text(shape.closed),
        f"#{owner}" if once else None,
        None if shape.takes is None else weave.duration(shape.takes),
        tuple(_costs(weave, shape)),
        None,
        all_of(shape.tags),
    )
    if shape.travel is not None:
        option = by_route(weave, Option(owner, words, 0, *rest), shape, shape.travel)
        return label, lambda: option.replace(to=label.at)
    return label, lambda: Option(owner, words, label.at, *rest)  # made once: a large story has ten thousands of them


def _in_sight(shown: Typed | None, once: str | None) -> Iterable[Expr]:
    """What must hold for a choice to be offered at all: its label is not read where it is hidden."""
    if shown is not None:
        yield shown.expr
    if once is not None:
        yield Compare("==", Cell(f"#{once}"), Const(0))


def _costs(weave: Weave, shape: schema.Choice) -> Iterable[tuple[str, Expr]]:
    for name, written in shape.costs.items():
        kind = weave.names.kind_of(str(name))
        if kind is None or kind.name not in ("number", "duration") or name not in weave.names.variables:
            weave.bag.add("REF008", name.place, name=name, hint=None)
            continue
        value = weave.expression(written, NUMBER if kind.name == "number" else DURATION)
        if value is not None:
            yield str(name), at_least_nothing(value.expr)


def _taken(weave: Weave, shape: schema.Choice, block: str) -> None:
    """What follows a choice: its count, its costs, its time, its effects, its body, its way out."""
    owner = f"{weave.local.scene}.{prose.slug(shape.choose) if shape.id is None else shape.id}"
    place = shape.choose.place
    weave.count_if_asked(owner, place)
    for arm in armed(weave.names, owner):
        weave.steps.add(place, arm)
    for name, amount in _costs(weave, shape):
        weave.steps.add(place, Write(name, Arith("-", Cell(name), amount), f"{owner}:{name}"))
    if shape.takes is not None:
        weave.pass_time(shape.takes, f"{owner}:takes")
    route = None if shape.travel is None else weave.names.routes.get(str(shape.travel))
    if route is not None:
        journey(weave, route, owner, place)
    effects(weave, shape.do, shape.remember, owner)
    if shape.then is not None:
        weave.body(shape.then)
    if shape.go is not None:
        go(weave, shape.go)
    if shape.end is not None:
        end(weave, shape.end)
