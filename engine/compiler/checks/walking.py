"""What stands in steps: expressions and texts, one after another, in the order written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.expr import Either, Expr, Part, Show, Words
from engine.program import (
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
)


def expressions(step: Step) -> Iterator[Expr]:
    """The expressions of a step, without those in its texts and without what a `Write` writes."""
    match step:
        case Branch(test=test):
            yield test
        case Choices(options=options):
            for option in options:
                yield from expressions_of_option(option)
        case Pass(takes=takes):
            yield takes
        case Go(to=to) if to is not None:
            yield to
        case Return(value=value) if value is not None:
            yield value
        case Call(given=given):
            yield from (value for _, value in given)
        case Chance(outcomes=outcomes):
            yield from (outcome.weight for outcome in outcomes)


def expressions_of_option(option: Option) -> Iterator[Expr]:
    """What decides about a choice, and what it shows of itself."""
    yield from (each for each in (option.shown, option.open_if, option.takes) if each is not None)
    yield from (amount for _, amount in option.costs)


def texts(step: Step) -> Iterator[Words]:
    """The texts of a step."""
    match step:
        case Say(words=words, safe=safe):
            yield words
            if safe is not None:
                yield safe
        case Choices(options=options, question=question):
            if question is not None:
                yield question
            for option in options:
                yield option.label
                if option.closed is not None:
                    yield option.closed
        case Remember(words=words):
            yield words


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


def literals(parts: Sequence[Part]) -> Iterator[str]:
    """What a text says whatever happens or may say, piece by piece."""
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Either):
            for _, words in part.cases:
                yield from literals(words.parts)
            yield from literals(part.other.parts)


def longest(parts: Sequence[Part]) -> list[str]:
    """The pieces of the longest way through a text; a value counts as one word, of one sign."""
    pieces: list[str] = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, Show):
            pieces.append("0")
        else:
            ways = [longest(words.parts) for words in (*(words for _, words in part.cases), part.other)]
            pieces += max(ways, key=lambda way: sum(map(len, way)))
    return pieces
