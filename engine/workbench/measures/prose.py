"""Prose in numbers: words, sentences, speech, reading level.

In: text as a reader reads it. Out: counts. Speech is what stands between quotation marks, a paragraph at a time. A
sentence goes on where a small letter follows: `"Can you?" says Vera.` is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt

from engine.compiler.checks.level import grade
from engine.expr import Words
from engine.expr.marks import BEGIN, END, JOIN
from engine.expr.nodes import Chosen, Either, Part
from engine.program import Formula, Program

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_END = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019)\]]*(?=\s+[^a-z\s]|\s*\Z)")
_QUOTED = re.compile(r"\"[^\"]*(?:\"|\Z)|\u201c[^\u201d]*(?:\u201d|\Z)|\u00ab[^\u00bb]*(?:\u00bb|\Z)")
_MARKS = re.compile(f"[{BEGIN}{END}{JOIN}]")
_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][^\W\d_]+")

FORMULAS = {"en": "Flesch-Kincaid"}
"""Languages whose reading level is known to be measured, and by what."""


def plain(text: str) -> str:
    """`text` without the marks of emphasis."""
    return _MARKS.sub("", text)


def words(text: str) -> list[str]:
    """The words of a text; what hyphens and apostrophes join is one, and so is a number."""
    return _WORD.findall(text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, none empty."""
    return [each for each in plain(text).split("\n\n") if each.strip()]


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text."""
    for paragraph in paragraphs(text):
        begun = 0
        for end in _END.finditer(paragraph):
            yield paragraph[begun : end.end()].strip()
            begun = end.end()
        if words(paragraph[begun:]):
            yield paragraph[begun:].strip()


def spoken(text: str) -> int:
    """How many of its words are speech."""
    return sum(len(words(said)) for paragraph in paragraphs(text) for said in _QUOTED.findall(paragraph))


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Words that are names, in lower case: they stand with a capital in the middle of a sentence, and never without."""
    capital: set[str] = set()
    small: set[str] = set()
    for text in texts:
        bare = plain(text)
        capital.update(each.lower() for each in _CAPITAL.findall(bare))
        small.update(each for each in words(bare) if each[:1].islower())
    return frozenset(capital - small)


def reading_level(
    texts: Sequence[str], language: str, known: frozenset[str], own: Formula | None = None
) -> float | None:
    """How hard a text reads, `known` words counting two syllables; None in a language without a formula.

    `own` is the story's formula. By that of English it is a school grade, None for fewer than forty words.
    """
    if own is not None:
        return _by_formula("\n\n".join(texts), known, own)
    if language.partition("-")[0].lower() not in FORMULAS:
        return None
    return grade(plain("\n\n".join(texts)), known)


def _by_formula(text: str, known: frozenset[str], own: Formula) -> float | None:
    said = words(text)
    if not said:
        return None
    vowels = re.compile(f"[{re.escape(own.vowels)}]+")
    syllables = sum(2 if each.lower() in known else max(1, len(vowels.findall(each.lower()))) for each in said)
    lengths = sum(1 for _ in sentences(text))
    return (own.sentence * len(said) / lengths + own.syllable * syllables / len(said) - own.minus) / 1000


def formula_of(program: Program) -> str:
    """The name of the formula by which a story is measured; "" for none."""
    if program.reading is not None:
        return program.reading.name
    return FORMULAS.get(program.language.partition("-")[0].lower(), "")


def mean_and_deviation(values: Iterable[int]) -> tuple[float, float]:
    """The mean and the standard deviation; 0 and 0 of nothing."""
    found = list(values)
    if not found:
        return 0.0, 0.0
    mean = sum(found) / len(found)
    return mean, sqrt(sum((each - mean) ** 2 for each in found) / len(found))


def written(text: Words) -> int:
    """Words of a text with all its alternatives, whatever is read of them in a play."""
    return sum(len(words(piece)) for piece in _pieces(text.parts))


def _pieces(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Either):
            for _, way in part.cases:
                yield from _pieces(way.parts)
            yield from _pieces(part.other.parts)
        elif isinstance(part, Chosen):
            for way in part.ways:
                yield from _pieces(way.parts)
