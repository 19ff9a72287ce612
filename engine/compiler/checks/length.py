"""How much is read at a time: words of a passage, characters of a label.

In: a story without errors and its manners. Out: warnings. Counted is the longest way through a text: of
alternatives the longest, a value as one word of one sign.
"""

from __future__ import annotations

from engine.compiler.checks.declared import Manners
from engine.compiler.checks.material import Material
from engine.compiler.checks.walking import longest
from engine.diagnostics import Bag, Place
from engine.expr import Words
from engine.program import Choices, Say


def check_length(story: Material, manners: Manners, bag: Bag) -> None:
    """Passages and labels; nothing where no limit is declared."""
    if not manners.passage and not manners.label:
        return
    for lowered, at, step in story.steps():
        if isinstance(step, Say) and manners.passage:
            count = words_in(step.words)
            if count > manners.passage:
                bag.add("STY004", lowered.places[at], count=count, most=manners.passage)
        elif isinstance(step, Choices) and manners.label:
            for option in step.options:
                _label(option.label, lowered.places[option.to], manners.label, bag)
    for lowered in story.scenes.values() if manners.label else ():
        written = lowered.entry.shape.choose
        if lowered.storylet is not None and written is not None:
            _label(lowered.storylet.label, written.place, manners.label, bag)


def _label(label: Words, place: Place, most: int, bag: Bag) -> None:
    count = len("".join(longest(label.parts)))
    if count > most:
        bag.add("STY007", place, count=count, most=most)


def words_in(words: Words) -> int:
    """Words of the longest way through a text."""
    return len("".join(longest(words.parts)).split())
