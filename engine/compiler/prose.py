"""What the line ends, spaces and underscores of written prose become.

In: the parts of a text as written, at one level. Out: the parts as shown. A line end is a space, an empty line a new
paragraph, a line that ends in a backslash a break; `_so_` is emphasis.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

from engine.expr import Chosen, Either, Part, Show, Words
from engine.expr.marks import BEGIN, END, JOIN

_HOLE = "\ufffc"
_BREAK = re.compile(r"[ \t]*\\\n[ \t]*")
_PARAGRAPH = re.compile(r"[ \t]*\n[ \t]*\n\s*")
_LINE = re.compile(r"[ \t]*\n[ \t]*")
_SPACES = re.compile(r"[ \t]{2,}|\t")
_EMPHASIS = re.compile(r"(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)")
_KEPT_BREAK = "\ue000"
"""Stands for a break while line ends become spaces."""

_PLAIN = re.compile(r" ?[^\s_\\\ufffc\ue000]+(?: [^\s_\\\ufffc\ue000]+)* ?")
"""Text that stays as it is: single spaces, and no mark that means something here."""

_HOLES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
_SLUG_LENGTH = 5
_HEAD = 120
"""Characters of a text in which its first words are looked for before all of it is."""

_SLUG_WORD = re.compile(r"[^\W_]+")

_OURS = re.compile(f"[{_HOLE}{_KEPT_BREAK}]")
"""Taken out of what an author wrote: neither can be seen, and both mean something here."""


def flow(parts: list[Part]) -> tuple[Part, ...]:
    """`parts` with prose's white space and emphasis worked out across the holes where values and alternatives stand."""
    if len(parts) == 1 and isinstance(parts[0], str) and _PLAIN.fullmatch(parts[0]):
        return (parts[0],)
    joined = "".join(_OURS.sub("", part) if isinstance(part, str) else _HOLE for part in parts)
    joined = _SPACES.sub(" ", joined)  # first, for the patterns below try every blank of a run
    if "\n" in joined:
        joined = _PARAGRAPH.sub("\n\n", _BREAK.sub(_KEPT_BREAK, joined))
        joined = "\n\n".join(_LINE.sub(" ", piece) for piece in joined.split("\n\n"))
        joined = _SPACES.sub(" ", joined.replace(_KEPT_BREAK, "\n"))
    if "_" in joined:
        joined = _EMPHASIS.sub(rf"{BEGIN}\1{END}", joined)
    pieces = joined.split(_HOLE)
    holes = [part for part in parts if not isinstance(part, str)]
    made: list[Part] = [pieces[0]]
    for hole, piece in zip(holes, pieces[1:], strict=True):
        made += [hole, piece]
    return tuple(part for part in made if part != "")


def finished(parts: tuple[Part, ...]) -> Words:
    """A whole text: no space at its ends, a join mark for a last backslash, and told whether it wants tidying."""
    kept = list(parts)
    if kept and isinstance(kept[0], str):
        kept[0] = kept[0].lstrip()
    if kept and isinstance(kept[-1], str):
        last = kept[-1].rstrip()
        kept[-1] = last[:-1].rstrip() + JOIN if last.endswith("\\") else last
    kept = [part for part in kept if part != ""]
    if len(kept) == 1 and isinstance(kept[0], str):
        return Words((kept[0],), kept[0][-1].isspace() or kept[0][0].isspace())
    return Words(tuple(kept), "space" in _ends(kept, {"start"}) or _clashes(kept))


def _clashes(parts: Iterable[Part]) -> bool:
    return _Walk().clashes(parts)


class _Walk:
    """Follows a text through all its alternatives, to see whether two spaces can meet."""

    def __init__(self) -> None:
        self._met = False

    def clashes(self, parts: Iterable[Part]) -> bool:
        """Whether what the alternatives leave may hold doubled white space."""
        self.after(parts, {"start"})
        return self._met

    def after(self, parts: Iterable[Part], before: set[str]) -> set[str]:
        """What the text may end in (start, ink, space) after `parts`, given what it may end in before them."""
        for part in parts:
            if isinstance(part, str):
                if part[:1].isspace() and before & {"start", "space"}:
                    self._met = True
                before = {"space" if part[-1:].isspace() else "ink"} if part else before
            elif isinstance(part, Show):
                before = self._after_value(part, before)
            else:
                ways = ways_of(part)
                before = set().union(*(self.after(way, set(before)) for way in ways))
        return before

    def _after_value(self, part: Show, before: set[str]) -> set[str]:
        if part.how in ("text", "capital") and not part.names:  # text that an effect made may be any, or none
            self._met = True
            return {"ink", "space"} | before
        may_be_empty = part.how in ("plain", "list", "capital list") and any(not said for _, said in part.names)
        return {"ink"} | (before if may_be_empty else set())


def ways_of(part: Either | Chosen) -> list[tuple[Part, ...]]:
    """The texts of which one is read."""
    if isinstance(part, Chosen):
        return [words.parts for words in part.ways]
    return [*(words.parts for _, words in part.cases), part.other.parts]


def _ends(parts: Iterable[Part], before: set[str]) -> set[str]:
    return _Walk().after(parts, before)


def has_alternatives(parts: Iterable[Part]) -> bool:
    """Whether a text differs with the state."""
    return any(isinstance(part, Show | Either | Chosen) for part in parts)


def slug(text: str) -> str:
    """An id from the first five words of `text`, any script, braces left out; "" when nothing is left."""
    head = text[:_HEAD]
    if len(text) > _HEAD and "{" not in head:
        words = _slug_words(head)
        if len(words) > _SLUG_LENGTH:  # the last of those may be cut short, the first five are whole
            return _joined(words)
    return _joined(_slug_words(_HOLES.sub(" ", text) if "{" in text else text))


def _slug_words(bare: str) -> list[str]:
    """The words that an id may be made of, one more than are wanted."""
    plain = unicodedata.normalize("NFKC", bare).replace("'", "").replace("\u2019", "").casefold()
    return [found[0] for found in islice(_SLUG_WORD.finditer(plain), _SLUG_LENGTH + 1)]


def _joined(words: list[str]) -> str:
    made = "_".join(words[:_SLUG_LENGTH])
    return f"n_{made}" if made[:1].isdigit() else made
