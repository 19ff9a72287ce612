"""The story's own manners: what its manifest forbids, and what a page of a good story avoids.

In: shapes and lowered scenes. Out: diagnostics, most of them warnings.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.compiler.checks.walking import literals
from engine.compiler.phrases import Phrase, phrase
from engine.compiler.scenes import Lowered
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag
from engine.expr import Words
from engine.program import Choices, Say

MOST_OPTIONS = 6


def check_manners(files: Sequence[Shaped], scenes: Sequence[Lowered], bag: Bag) -> None:
    """Forbidden phrases in prose and labels; more choices at once than a hand has keys for."""
    wanted = [phrase(str(each)) for file in files for each in file.shape.forbid]
    for lowered in scenes:
        for at, block in lowered.blocks():
            count = len(block.options) + sum(each.pick for each in block.offerings)
            if count > MOST_OPTIONS:
                bag.add("STY003", lowered.places[at], count=count)
        if wanted:
            _check_phrases(lowered, wanted, bag)


def _check_phrases(lowered: Lowered, wanted: Sequence[Phrase], bag: Bag) -> None:
    if lowered.storylet is not None:
        _forbidden(lowered.storylet.label, wanted, lowered, 0, bag)
    for at, step in enumerate(lowered.scene.steps):
        if isinstance(step, Say):
            _forbidden(step.words, wanted, lowered, at, bag)
        elif isinstance(step, Choices):
            for option in step.options:
                _forbidden(option.label, wanted, lowered, option.to, bag)


def _forbidden(words: Words, wanted: Sequence[Phrase], lowered: Lowered, at: int, bag: Bag) -> None:
    text = " ".join(literals(words.parts))
    for each in wanted:
        if each.is_in(text):
            bag.add("STY002", lowered.places[min(at, len(lowered.places) - 1)], phrase=each.written)
