"""Characters that do harm unseen: those that turn the direction of text, those of private fonts, blanks that are none.

In: the text of a file as written. Out: warnings with the place of each. Control characters are refused by the reader.
"""

from __future__ import annotations

import re
import unicodedata

from engine.compiler.nodes import Source
from engine.diagnostics import Bag

_TURNING = re.compile("[\u202a-\u202e]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\u180e]|(?<=\\S)\t")
_MOST = 20


def check_characters(source: Source, *, plain: bool, bag: Bag) -> None:
    """One pass a rule over the file; at most twenty complaints of each. `plain` refuses blanks that cannot be seen."""
    rules = [("TXT001", _TURNING), ("TXT002", _PRIVATE)]
    rules += [("STY009", _UNSEEN)] if plain else []
    if source.text.isascii() and not plain:
        return
    for code, pattern in rules:
        for count, found in enumerate(pattern.finditer(source.text)):
            if count == _MOST:
                break
            bag.add(code, source.place(found.start()), name=_name(found[0]))


def _name(char: str) -> str:
    if char == "\t":
        return "a tab"
    return f"U+{ord(char):04X} {unicodedata.name(char, '').lower()}".strip()
