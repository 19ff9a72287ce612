"""How much is read at a time: words of a passage, characters of a label.

In: a story without errors and its manners. Out: warnings. Counted is the longest way through a text: of
alternatives the longest, a value as one word of one sign.
"""

from __future__ import annotations

from engine.compiler.checks.declared import Manners
from engine.compiler.checks.material import Material
from engine.compiler.checks.walking import longest
from engine.diagnostics import Bag
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
                count = len("".join(longest(option.label.parts)))
                if count > manners.label:
                    bag.add("STY007", lowered.places[option.to], count=count, most=manners.label)


def words_in(words: Words) -> int:
    """Words of the longest way through a text."""
    return len("".join(longest(words.parts)).split())
