"""What stands in steps and in the declared world: expressions and texts, one after another, in the order written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from engine.compiler.prose import ways_of
from engine.expr import Chosen, Const, Either, Expr, Join, Nth, Part, Pick, Show, Words
from engine.program import (
    Ask,
    Branch,
    Call,
    Chance,
    Choices,
    Go,
    Option,
    Pass,
    Remember,
    Return,
    Say,
    Step,
    World,
)


def expressions(step: Step) -> Iterable[Expr]:
    """The expressions of a step, without those in its texts and without what a `Write` writes."""
    found = _EXPRESSIONS.get(step.__class__)
    return () if found is None else found(step)


def expressions_of_option(option: Option) -> Iterator[Expr]:
    """What decides about a choice, and what it shows of itself."""
    yield from (each for each in (option.shown, option.open_if, option.takes) if each is not None)
    yield from (amount for _, amount in option.costs)


_EXPRESSIONS: dict[type[Step], Callable[[Any], Iterable[Expr]]] = {
    Branch: lambda step: (step.test,),
    Choices: lambda step: [each for option in step.options for each in expressions_of_option(option)],
    Pass: lambda step: (step.takes,),
    Go: lambda step: () if step.to is None else (step.to,),
    Return: lambda step: () if step.value is None else (step.value,),
    Call: lambda step: [value for _, value in step.given],
    Chance: lambda step: [outcome.weight for outcome in step.outcomes],
}


def texts(step: Step) -> Iterable[Words]:
    """The texts of a step."""
    found = _TEXTS.get(step.__class__)
    return () if found is None else found(step)


def _of_choices(step: Choices) -> Iterator[Words]:
    if step.question is not None:
        yield step.question
    for option in step.options:
        yield option.label
        if option.closed is not None:
            yield option.closed


_TEXTS: dict[type[Step], Callable[[Any], Iterable[Words]]] = {
    Say: lambda step: (step.words,) if step.safe is None else (step.words, step.safe),
    Choices: _of_choices,
    Remember: lambda step: (step.words,),
    Ask: lambda step: (step.question,),
}


def expressions_of_world(world: World) -> Iterator[Expr]:
    """What decides about roads and crossings and who knows of them, how long they take and what they cost."""
    yield from (test for _, test in known_of_world(world))
    for route in world.routes:
        yield route.takes
        yield from (amount for _, amount in route.costs)
        yield from (closure.when for closure in route.closed)
        if route.needs is not None:
            yield route.needs
    for crossing in world.crossings:
        yield crossing.wait
        yield from (rule.requires for rule in crossing.rules)


def known_of_world(world: World) -> Iterator[tuple[tuple[str, str], Expr]]:
    """From when on each road, closure, crossing and rule is known of, by its owner and its code ("" for the owner)."""
    found: list[tuple[tuple[str, str], Expr | None]] = []
    for route in world.routes:
        found += [((route.id, ""), route.known), *(((route.id, each.code), each.known) for each in route.closed)]
    for crossing in world.crossings:
        found += [((crossing.id, ""), crossing.known)]
        found += (((crossing.id, each.code), each.known) for each in crossing.rules)
    return ((key, known) for key, known in found if known is not None)


def texts_of_world(world: World) -> Iterator[Words]:
    """The words of its rules; what a crossing's say is told by the crossing's scene, too."""
    for paper in world.papers:
        yield from (paper.says,) if paper.holds is None else (paper.says, paper.holds)
    yield from (closure.says for route in world.routes for closure in route.closed)
    for crossing in world.crossings:
        for rule in crossing.rules:
            yield from (rule.says, rule.why)


def shown_in(parts: Sequence[Part]) -> Iterator[Expr]:
    """The expressions of a text: values and tests."""
    for part in parts:
        if isinstance(part, Show):
            yield part.value
        elif isinstance(part, Either):
            for test, words in part.cases:
                yield test
                yield from shown_in(words.parts)
            yield from shown_in(part.other.parts)
        elif isinstance(part, Chosen):
            yield part.at
            for words in part.ways:
                yield from shown_in(words.parts)


def literals(parts: Sequence[Part]) -> Iterator[str]:
    """What a text says whatever happens or may say, piece by piece."""
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Show):
            yield from _written(part)
        else:
            for way in ways_of(part):
                yield from literals(way)


def longest(parts: Sequence[Part]) -> list[str]:
    """The pieces of the longest way through a text; a value not written there counts as one word of one sign."""
    pieces: list[str] = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, Show):
            pieces.append(max(_written(part), key=len, default="0"))
        else:
            pieces += max(map(longest, ways_of(part)), key=lambda way: sum(map(len, way)))
    return pieces


def _written(show: Show) -> Iterator[str]:
    """Texts in quotes that a value may come to."""
    if not show.names:  # else what is written is the id of a value
        yield from _texts_in(show.value)


def _texts_in(value: Expr) -> Iterator[str]:
    match value:
        case Const(value=str() as said):
            yield said
        case Pick(then=then, other=other):
            yield from _texts_in(then)
            yield from _texts_in(other)
        case Nth(items=items):
            for each in items:
                yield from _texts_in(each)
        case Join(items=shows):
            for show in shows:
                yield from _written(show)
