"""How two continuations differ: how many words, and from which passage on.

In: two `Continued` from one state. Out: numbers. The words that an option itself says are its own and count nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from engine.workbench.measures.continuing import Continued, Text
from engine.workbench.measures.prose import plain, words

LASTING_WORDS = 30
LASTING_AFTER = 2
"""Text that differs so many choices later, or more, is a lasting effect."""

NEVER = 1_000_000
"""The passage from which on two continuations differ that do not differ at all."""


def first_difference(one: Continued, other: Continued, own: Collection[str]) -> int:
    """Number of the first passage that differs, in words or in what it offers; 1 is what the choice itself led to.

    `own` are passages that belong to an option itself. NEVER where nothing differs, the ending included.
    """
    for number, (left, right) in enumerate(zip(one.turns, other.turns, strict=False), 1):
        apart = left != right if number > 1 else _without(left, own) != _without(right, own)
        if apart:
            return number
    if len(one.turns) != len(other.turns) or one.ending != other.ending:
        return min(len(one.turns), len(other.turns)) + (one.ending == other.ending)
    return NEVER


def lasts(one: Continued, other: Continued) -> bool:
    """Whether the ending differs, or thirty words of what is read two choices later and more."""
    if one.ending != other.ending:
        return True
    left, right = one.turns[LASTING_AFTER:], other.turns[LASTING_AFTER:]
    return left != right and differing_words(left, right) >= LASTING_WORDS


def differing_words(one: Sequence[Text], other: Sequence[Text]) -> int:
    """Words of the one that are not in the other, passage by passage, or the other way round if they are more."""
    left, right = _by_passage(one), _by_passage(other)
    more = less = 0
    for passage in {*left, *right}:
        mine, others = left.get(passage), right.get(passage)
        if mine != others:
            mine_words, other_words = _counted(mine), _counted(others)
            more += (mine_words - other_words).total()
            less += (other_words - mine_words).total()
    return max(more, less)


def _without(text: Text, own: Collection[str]) -> Text:
    return Text(tuple(each for each in text.said if each[0] not in own), text.offers)


def _by_passage(turns: Sequence[Text]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for turn in turns:
        for passage, text in turn.said:
            found.setdefault(passage, []).append(text)
    return found


def _counted(texts: Sequence[str] | None) -> Counter[str]:
    return Counter(word for text in texts or () for word in words(plain(text)))
