"""Reading a journal's bytes: the header from either copy, and the longest run of entries that are sound.

In: all bytes of a file. Out: a `Scan`, which also says what was wrong, or SaveError in words. Opens no file.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import SaveError
from engine.frozen import Frozen
from engine.record.model import Entry, Header, Turn
from engine.storage.lines import LONGEST, OPENING, NewerFormat, entry_from, header_from, header_line

HEAD = 2**20
"""Bytes at the start of a file among which a header is looked for."""

_MOST_OPENINGS = 16
"""Places where a header is looked for; a sound line cannot hold an opening within it, for its quotes are escaped."""

_TURN = b'"kind":"turn"'
"""Marks a turn's line even where it is damaged; a story's own text cannot hold it, for its quotes are escaped."""


class Scan(Frozen):
    """What a file holds. Bytes from `body` to `sound` are the lines of `entries`; what follows is not used.

    `turns` counts the turns among `entries`, `lost` those that can be made out after them. `header_whole` is false
    when a copy of the header is damaged; `torn` is true when all that is wrong is a last line without its end.
    """

    header: Header
    entries: tuple[Entry, ...]
    turns: int
    body: int
    sound: int
    lost: int
    header_whole: bool
    torn: bool
    sound_to_the_end: bool

    @property
    def whole(self) -> bool:
        """Whether nothing at all is wrong."""
        return self.header_whole and self.sound_to_the_end

    @property
    def head(self) -> bytes:
        """The header as a file begins with it: twice."""
        return header_line(self.header) * 2


def scan(content: bytes, name: str) -> Scan:
    """All that is sound in `content`; linear. Raises SaveError, naming the save, when there is no sound header."""
    header, body, header_whole = find_header(content, name)
    with _without_collection():
        entries, turns, sound = _entries(content, body)
    rest = content[sound:]
    return Scan(
        header=header,
        entries=entries,
        turns=turns,
        body=body,
        sound=sound,
        lost=rest.count(_TURN),
        header_whole=header_whole,
        torn=header_whole and bool(rest) and b"\n" not in rest,
        sound_to_the_end=not rest,
    )


@contextmanager
def _without_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: entries make none, and a long save makes a hundred thousand of their parts.

    What was made counts as old afterwards, so that the first look at what is young does not go through all of it.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def follows(entry: Entry, turns: int) -> bool:
    """Whether `entry` can stand after `turns` turns: the next turn, of a known parent, or about a known turn."""
    if not isinstance(entry, Turn):
        return entry.turn < turns
    return entry.id == turns and (
        entry.parent is None if turns == 0 else entry.parent is not None and entry.parent < turns
    )


def _entries(content: bytes, start: int) -> tuple[tuple[Entry, ...], int, int]:
    """The sound entries from `start` on, how many of them are turns, and where the last one ends."""
    entries: list[Entry] = []
    turns = 0
    while (stop := content.find(b"\n", start)) >= 0:
        entry = entry_from(content[start:stop])
        if entry is None or not follows(entry, turns):
            break
        entries.append(entry)
        turns += isinstance(entry, Turn)
        start = stop + 1
    return tuple(entries), turns, start


def find_header(content: bytes, name: str) -> tuple[Header, int, bool]:
    """The header, where the entries begin, and whether both copies are as they were written. Raises SaveError."""
    at = -1
    for _ in range(_MOST_OPENINGS):
        at = content.find(OPENING, at + 1, HEAD)
        if at < 0:
            break
        stop = content.find(b"\n", at, at + HEAD)
        stop = stop if stop >= 0 else min(len(content), at + HEAD)
        header = _header_at(content[at:stop], name)
        if header is not None:
            twice = header_line(header) * 2
            both = content.startswith(twice)
            body = _body(content, len(twice) if both else stop + 1, len(twice))
            return header, body, both and body == len(twice)
    raise SaveError(_no_header(content, name))


def _header_at(line: bytes, name: str) -> Header | None:
    try:
        return header_from(line)
    except NewerFormat as error:
        raise SaveError(
            f"The save {name} was written by a newer version of this program (format {error.format}); "
            "bring the program up to date to read it."
        ) from error


def _body(content: bytes, after: int, twice: int) -> int:
    """Where the entries begin when a sound copy of the header, the second if both are sound, ends at `after`.

    As a rule after `twice` bytes; if bytes are missing or were put in, where the opening turn is found.
    """
    if content.startswith(OPENING, twice) or len(content) == twice:
        return twice
    at = after - 1
    for _ in range(_MOST_OPENINGS):
        at = content.find(OPENING, at + 1)
        if at < 0:
            break
        stop = content.find(b"\n", at, at + LONGEST)
        entry = entry_from(content[at:stop]) if stop >= 0 else None
        if entry is not None and follows(entry, 0):
            return at
    return min(after, len(content))


def _no_header(content: bytes, name: str) -> str:
    if not content:
        return f"The save {name} is empty: nothing was ever written to it."
    if OPENING in content[:HEAD] or content.startswith(OPENING[: len(content)]):
        return f"The save {name} is damaged: neither copy of its first line, which says what was played, can be read."
    return f"The file of the save {name} is not a save, or nothing in it can be read."
