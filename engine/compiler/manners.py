"""The story's own manners: what its manifest forbids, and what a page of a good story avoids.

In: shapes and lowered scenes. Out: diagnostics, most of them warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.compiler.prose import ways_of
from engine.compiler.scenes import Lowered
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag
from engine.expr import Part, Show, Words
from engine.program import Choices, Say

MOST_OPTIONS = 6


def check_manners(files: Sequence[Shaped], scenes: Sequence[Lowered], bag: Bag) -> None:
    """Forbidden phrases in prose and labels; more choices at once than a hand has keys for."""
    phrases = [str(phrase) for each in files for phrase in each.shape.forbid]
    wanted = [(phrase, re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.I)) for phrase in phrases]
    for lowered in scenes:
        if lowered.storylet is not None:
            _forbidden(lowered.storylet.label, wanted, lowered, 0, bag)
        for at, step in enumerate(lowered.scene.steps):
            if isinstance(step, Say):
                _forbidden(step.words, wanted, lowered, at, bag)
            elif isinstance(step, Choices):
                count = len(step.options) + sum(each.pick for each in step.offerings)
                if count > MOST_OPTIONS:
                    bag.add("STY003", lowered.places[at], count=count)
                for option in step.options:
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
        elif not isinstance(part, Show):
            for way in ways_of(part):
                yield from _literals(way)
