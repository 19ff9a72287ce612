"""What the checks of a whole story ask of one scene, besides where it leads.

In: a lowered scene and the words of the glossary. Out: a `Summary`: what it uses, what it cites, how it is dealt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engine.compiler import schema
from engine.compiler.checks.uses import Uses, uses_of
from engine.compiler.checks.walking import literals, texts
from engine.compiler.scenes import Lowered
from engine.compiler.shape import Shaped
from engine.expr import Const


class Dealt(NamedTuple):
    """How a storylet comes: its tags, whether it may come whatever happens, whether it comes once."""

    tags: tuple[str, ...]
    sure: bool
    once: bool


class Cites(NamedTuple):
    """What a scene and its choices name, and the words of the glossary that stand in its text."""

    facts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """One scene. `dealt` is None for one that is no storylet."""

    uses: Uses
    cites: Cites
    dealt: Dealt | None


Glossary = Sequence[tuple[str, tuple[str, ...]]]
"""Words with all their forms, in lower case."""


def glossary_of(files: Sequence[Shaped]) -> Glossary:
    """The words of all files."""
    return [
        (str(word), tuple(form.casefold() for form in (word, *_also(shape))))
        for each in files
        for word, shape in each.shape.glossary.items()
    ]


def _also(shape: object) -> Sequence[str]:
    return shape.also if isinstance(shape, schema.WordShape) else ()


def summary_of(lowered: Lowered, glossary: Glossary) -> Summary:
    """The summary of a scene. Linear in it; each word of the glossary is looked for in its text."""
    return Summary(uses_of(lowered), _cites(lowered, glossary), dealt(lowered))


def dealt(lowered: Lowered) -> Dealt | None:
    """How it is dealt."""
    found = lowered.storylet
    return None if found is None else Dealt(found.tags, found.when == Const(True) and not found.weight, found.once)


def _cites(lowered: Lowered, glossary: Glossary) -> Cites:
    shape = lowered.entry.shape
    facts, tags = list(shape.facts), list(shape.tags)
    for choice in lowered.inside.choices:
        facts += choice.facts
        tags += choice.tags
    return Cites(_names(facts), _names(shape.notes), _names(tags), _said(lowered, glossary) if glossary else ())


def _names(written: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([str(each) for each in written]))


def _said(lowered: Lowered, glossary: Glossary) -> tuple[str, ...]:
    said = "\n".join(_texts(lowered)).casefold()
    return said_of(said, glossary)


def said_of(said: str, glossary: Glossary) -> tuple[str, ...]:
    """The words whose letters stand in a text that is in lower case: so endings and plurals do no harm."""
    return tuple([word for word, forms in glossary if any(form in said for form in forms)])


def _texts(lowered: Lowered) -> Iterator[str]:
    """Everything a scene says, piece by piece."""
    if lowered.scene.title is not None:
        yield from literals(lowered.scene.title.parts)
    if lowered.storylet is not None:
        yield from literals(lowered.storylet.label.parts)
    for step in lowered.scene.steps:
        for words in texts(step):
            yield from literals(words.parts)
    if lowered.entry.shape.title:
        yield str(lowered.entry.shape.title)
