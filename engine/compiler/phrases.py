"""Phrases that a story forbids: words as they stand, and `*` for some words of the same sentence.

In: a phrase as written. Out: whether a text has it, in time that grows with the text, however many stars
there are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^.!?\n]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase; `pieces` stand between its stars, in order."""

    written: str
    pieces: tuple[re.Pattern[str], ...]

    def is_in(self, text: str) -> bool:
        """Whether `text` has the phrase; one with a star must have it within one sentence."""
        if len(self.pieces) == 1:
            return self.pieces[0].search(text) is not None
        return bool(self.pieces) and any(self._in_sentence(found[0]) for found in _SENTENCE.finditer(text))

    def _in_sentence(self, sentence: str) -> bool:
        """Each piece after the one before it, with a word between; the first that fits is as good as any."""
        start = 0
        for number, piece in enumerate(self.pieces):
            if number:
                word = _A_WORD.match(sentence, start)
                if word is None:
                    return False
                start = word.end()
            found = piece.search(sentence, start)
            if found is None:
                return False
            start = found.end()
        return True


_A_WORD = re.compile(r"\W*\w+")


def phrase(written: str) -> Phrase:
    """The phrase as it is looked for: whole words, capitals or not; stars at its ends mean nothing."""
    pieces = [piece.strip() for piece in written.strip("* ").split("*")]
    return Phrase(written, tuple(_piece(piece) for piece in pieces if piece))


def _piece(text: str) -> re.Pattern[str]:
    before = r"(?<!\w)" if text[0].isalnum() else ""
    after = r"(?!\w)" if text[-1].isalnum() else ""
    return re.compile(rf"{before}{re.escape(text)}{after}", re.IGNORECASE)
