"""The story's own manners: what its manifest forbids, and what a page of a good story avoids.

In: shapes and lowered scenes. Out: diagnostics, most of them warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.compiler.scenes import Lowered
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag
from engine.expr import Either, Part, Words
from engine.program import Choices, Say

MOST_OPTIONS = 6


def check_manners(files: Sequence[Shaped], scenes: Sequence[Lowered], bag: Bag) -> None:
    """Forbidden phrases in prose and labels; more choices at once than a hand has keys for."""
    phrases = [str(phrase) for each in files for phrase in each.shape.forbid]
    wanted = [(phrase, re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.I)) for phrase in phrases]
    for lowered in scenes:
        for at, step in enumerate(lowered.scene.steps):
            if isinstance(step, Say) and wanted:
                _forbidden(step.words, wanted, lowered, at, bag)
            elif isinstance(step, Choices):
                if len(step.options) > MOST_OPTIONS:
                    bag.add("STY003", lowered.places[at], count=len(step.options))
                for option in step.options if wanted else ():
                    _forbidden(option.label, wanted, lowered, option.to, bag)


def _forbidden(
    words: Words, wanted: Sequence[tuple[str, re.Pattern[str]]], lowered: Lowered, at: int, bag: Bag
) -> None:
    text = " ".join(_literals(words.parts))
    for phrase, pattern in wanted:
        if pattern.search(text):
            bag.add("STY002", lowered.places[min(at, len(lowered.places) - 1)], phrase=phrase)


def _literals(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Either):
            for _, words in part.cases:
                yield from _literals(words.parts)
            yield from _literals(part.other.parts)
