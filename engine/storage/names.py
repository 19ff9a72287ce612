"""Names of saves: what may be one, what a story's and a man's ids become in one, and which one was meant.

A name is `story/profile-number`, as a person types it. Names are safe as files everywhere, Windows included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from engine.errors import SaveError

LONGEST = 180
"""Bytes of one part of a name in UTF-8; file systems take 255, and endings are added."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_NUMBERED = re.compile(r"(.+)-([1-9][0-9]{0,8})")


def split_name(name: str) -> tuple[str, str]:
    """The story's part and the rest of a name that a person typed. Raises SaveError when no save can be called so."""
    parts = unicodedata.normalize("NFC", name).split("/")
    if len(parts) != 2 or not all(map(is_part, parts)):
        raise SaveError(f"{shown(name)} is not the name of a save; they are called like border-formalities/ilya-3.")
    return parts[0], parts[1]


def save_name(path: Path) -> str:
    """The name of the save that is kept in the file `path`."""
    return f"{path.parent.name}/{path.stem}"


def is_part(text: str) -> bool:
    """Whether `text` can stand in a name: no path, no hidden file, nothing that a system reads in its own way."""
    return bool(
        text
        and text[0] != "."
        and text[-1] not in ". "
        and not _FORBIDDEN.search(text)
        and not _RESERVED.fullmatch(text)
        and len(text.encode()) <= LONGEST
    )


def as_part(text: str, otherwise: str) -> str:
    """The nearest thing to `text` that can stand in a name; `otherwise` when nothing is left of it."""
    cleaned = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", text)).lstrip(".")
    cleaned = cleaned.encode()[: LONGEST - 20].decode(errors="ignore").rstrip(". ")
    if _RESERVED.fullmatch(cleaned):
        cleaned = f"_{cleaned}"
    return cleaned or otherwise


def split_number(part: str) -> tuple[str, int]:
    """`ilya-3` as ("ilya", 3); 0 when there is no number."""
    found = _NUMBERED.fullmatch(part)
    return (found[1], int(found[2])) if found else (part, 0)


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that was probably meant by `word`, or None. Linear in `words`; for messages only."""
    import difflib

    lowered = {each.casefold(): each for each in words}
    found = difflib.get_close_matches(word.casefold(), lowered, n=1, cutoff=0.6)
    return lowered[found[0]] if found else None


def shown(text: str) -> str:
    """`text` as it can stand in a sentence: in quotes, nothing unprintable, no longer than 80 code points."""
    clean = "".join(each if each.isprintable() else "?" for each in text[:80])
    return f'"{clean}{"…" if len(text) > 80 else ""}"'
