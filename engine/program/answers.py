"""What counts as an answer: a line as typed becomes the value that an `Ask` takes, or words that say what is valid.

In: an ask and what was typed, or a value that was taken before, which gives itself again. Out: a value, never code.
"""

from __future__ import annotations

import re
import unicodedata

from engine.errors import ChoiceError
from engine.expr import LARGEST
from engine.program.steps import Ask

LONGEST = 100
"""Characters of the longest answer that a story may ask for."""

_LONGEST_LINE = 10_000
_JOINERS = "\u200c\u200d"
_UNWANTED = ("Cc", "Cf", "Cs")
_NUMBER = re.compile(r"[+-]? ?(?:\d{1,3}(?:(?: |, ?)\d{3})+|\d{1,20})")


def read_answer(ask: Ask, typed: int | str) -> int | str:
    """The value that `typed` gives. Raises ChoiceError, whose sentence says what is valid."""
    if ask.kind == "number":
        found = typed if type(typed) is int else _number(ask, str(typed))
        if found is None or not ask.least <= found <= ask.most:
            raise ChoiceError(valid(ask))
        return found
    text = tidied(str(typed), ask.most)
    if not text and ask.default is None:
        raise ChoiceError(valid(ask))
    return text or str(ask.default)


def canonical(ask: Ask) -> int | str:
    """The answer of a player who does not type: the default, else the least number (or the nearest to 0), or a word."""
    if ask.default is not None:
        return ask.default
    if ask.kind == "text":
        return "answer"[: ask.most]
    return ask.least if ask.least > -LARGEST else min(0, ask.most)


def tidied(text: str, most: int) -> str:
    """`text` as `seen`, composed (NFC), with single spaces and none around it, at most `most` characters of it."""
    composed = unicodedata.normalize("NFC", seen(text[:_LONGEST_LINE]))
    return _stripped(_stripped(" ".join(composed.split()))[:most])


def seen(text: str) -> str:
    """`text` without control and format characters (joiners stay), its white space as spaces; as long or shorter."""
    spaced = (" " if char.isspace() else char for char in text)
    return "".join(char for char in spaced if char in _JOINERS or unicodedata.category(char) not in _UNWANTED)


def _stripped(text: str) -> str:
    return text.strip(" " + _JOINERS)


def _number(ask: Ask, typed: str) -> int | None:
    """A whole number in digits, thousands parted by spaces or commas; None for anything else."""
    text = tidied(typed, LONGEST).replace("\N{MINUS SIGN}", "-")
    if not text and isinstance(ask.default, int):
        return ask.default
    return int(re.sub("[ ,]", "", text)) if _NUMBER.fullmatch(text) else None


def valid(ask: Ask) -> str:
    """What is valid, in one sentence."""
    if ask.kind == "text":
        return f"Type an answer of at most {ask.most} characters." if ask.most > 1 else "Type one character."
    least, most = ask.least > -LARGEST, ask.most < LARGEST
    if least and most:
        return f"Type a whole number from {ask.least:,} to {ask.most:,}."
    bound = f" of at least {ask.least:,}" if least else f" of at most {ask.most:,}" if most else ""
    return f"Type a whole number{bound}."
