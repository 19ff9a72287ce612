"""A save as a list shows it, from both ends of its file: reading it does not take longer when it is long.

In: the path and name of a journal. Out: a `SaveLine`, whatever the file holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from engine.errors import SaveError
from engine.frozen import Frozen
from engine.program.layout import CellValue
from engine.record.model import Entry, Header, Stand, Turn
from engine.record.ports import SaveLine
from engine.storage.files import reason
from engine.storage.lines import entry_from
from engine.storage.scan import HEAD, find_header

_HEADS = (2**13, HEAD)
_TAILS = (2**13, 2**17, 2**22)
"""Bytes read from an end of a file: so many, and the next number only if those did not do."""


_LOOKED_BACK = 20
"""Turns before the last that are asked for the story's hour."""


class _Tail(Frozen):
    """What the last lines say. `turns` are None when no turn was found; `stood` is the turn the player stands at.

    `clock` is the story's hour as far as the lines tell it.
    """

    turns: int | None
    stood: Turn | None
    clock: int | None
    whole: bool


def save_line(path: Path, name: str) -> SaveLine:
    """The save in `path`; never raises. `trouble` tells of what the ends of the file show; the middle is not read."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            header = _header(file, name)
            tail = _tail(file, size)
    except SaveError as error:
        return SaveLine(name, None, 0, last_played(path), None, str(error))
    except OSError as error:
        return SaveLine(name, None, 0, last_played(path), None, f"The save {name} cannot be read: {reason(error)}.")
    trouble = None if tail.whole else f"The end of the save {name} is damaged; opening it sets the damage aside."
    ending = tail.stood.ending if tail.stood else None
    block = str(_written(tail.stood, "@place") or "") if tail.stood else ""
    return SaveLine(name, header, tail.turns or 0, last_played(path), ending, trouble, block, tail.clock)


def last_played(path: Path) -> str:
    """Local wall time of the last writing, to the minute ("2026-09-23 14:05"); "" when it cannot be told."""
    try:
        moment = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).astimezone()
    except (OSError, OverflowError, ValueError):
        return ""
    return moment.isoformat(sep=" ", timespec="minutes")[:16]


def _header(file: BinaryIO, name: str) -> Header:
    """The header, from the first bytes. Raises SaveError."""
    for size in _HEADS:
        file.seek(0)
        head = file.read(size)
        try:
            return find_header(head, name)[0]
        except SaveError:
            if len(head) < size or size == _HEADS[-1]:
                raise
    raise SaveError(f"The save {name} cannot be read.")


def _tail(file: BinaryIO, size: int) -> _Tail:
    for wanted in _TAILS:
        start = max(0, size - wanted)
        file.seek(start)
        tail = _read_tail(file.read(wanted))
        if tail.turns is not None or start == 0:
            break
    return tail


def _read_tail(content: bytes) -> _Tail:
    """Turn count, standing and hour from the last sound lines of `content`, which may begin within a line."""
    turns = place = clock = None
    stood: Turn | None = None
    whole = content.endswith(b"\n")
    for entry in _backwards(content):
        if entry is None:
            whole = False
            continue
        if place is None and isinstance(entry, Turn | Stand):
            place = entry.id if isinstance(entry, Turn) else entry.turn
        if isinstance(entry, Turn):
            turns = entry.id + 1 if turns is None else turns
            stood = entry if entry.id == place else stood
            hour = _written(entry, "@clock") if entry.id <= (place or 0) else None
            clock = hour if isinstance(hour, int) else None
            if clock is not None or entry.id < (place or 0) - _LOOKED_BACK:
                break
    return _Tail(turns, stood, clock, whole)


def _written(turn: Turn, cell: str) -> CellValue:
    """The last value that `turn` gave the cell; None when it gave none."""
    return next((new for name, _, new, _ in reversed(turn.wrote) if name == cell), None)


def _backwards(content: bytes) -> Iterator[Entry | None]:
    """The entries of `content`, last first, None for a damaged one; stops before half a line or a header."""
    lines = content.removesuffix(b"\n").split(b"\n")
    for line in reversed(lines[1:]):
        if b'"kind":"header"' in line[:64]:
            return
        yield entry_from(line)
