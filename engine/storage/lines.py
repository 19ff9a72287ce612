"""One line of a journal: an entry or the header as a JSON object whose first member is a checksum over the rest.

In: headers and entries. Out: bytes that end in a line end, and back. A line that `seal` cannot have made is no entry;
this is where types and ranges are checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b

from engine.errors import SaveError
from engine.expr import LARGEST
from engine.program.layout import CellValue
from engine.record.model import FORMAT, Bookmark, Entry, Header, Named, Removal, Snapshot, Stand, Turn
from engine.storage.jsontext import json_bytes, json_value

OPENING = b'{"sum":"'
"""How every line begins."""

LONGEST = 64 * 2**20
"""Bytes of one line; a snapshot of a very large story may come near a thousandth of it."""

_PREFIX = len(OPENING) + 16 + len('",')
_Object = dict[str, object]


class NewerFormat(SaveError):
    """The line is sound, but of a format that is not known yet; `format` is its number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"It is of format {number}, and this version of the program knows formats up to {FORMAT}.")
        self.format = number


def header_line(header: Header) -> bytes:
    """The header as one line; fields that are empty are left out."""
    fields: _Object = {"kind": "header", "format": header.format}
    for name in ("story", "title", "version", "fingerprint", "profile", "seed", "begun"):
        fields[name] = getattr(header, name)
    return _seal(fields | _filled(name=header.name, forced=header.forced))


def entry_line(entry: Entry) -> bytes:
    """The entry as one line; fields of a turn that are empty are left out, except what it wrote."""
    match entry:
        case Stand():
            return _seal({"kind": "stand", "turn": entry.turn})
        case Snapshot():
            return _seal({"kind": "snapshot", "turn": entry.turn, "cells": dict(entry.cells)})
        case Named():
            return _seal({"kind": "name", "turn": entry.turn, "name": entry.name})
        case Removal():
            return _seal({"kind": "removal", "turn": entry.turn, "undone": entry.undone})
        case Bookmark():
            return _seal({"kind": "bookmark", "turn": entry.turn, "words": entry.words})
        case Turn():
            fields: _Object = {"kind": "turn", "id": entry.id, "parent": entry.parent}
            fields |= {"block": entry.block, "choice": entry.choice, "wrote": entry.wrote}
            fields |= _filled(drawn=entry.drawn, remembered=entry.remembered, shown=entry.shown)
            fields |= {} if entry.ending is None else {"ending": entry.ending}
            return _seal(fields if entry.typed is None else fields | {"typed": entry.typed})


def header_from(line: bytes) -> Header | None:
    """The header in `line` (without its end), None when it is damaged or no header. Raises NewerFormat."""
    raw = _unseal(line)
    if raw is None or raw.get("kind") != "header":
        return None
    number = raw.get("format")
    if type(number) is int and number > FORMAT:
        raise NewerFormat(number)
    try:
        return _header(raw)
    except (KeyError, TypeError, ValueError):
        return None


def entry_from(line: bytes) -> Entry | None:
    """The entry in `line` (without its end), None when it is damaged or no entry."""
    raw = _unseal(line)
    if raw is None:
        return None
    try:
        return _READERS[raw["kind"]](raw)
    except (KeyError, TypeError, ValueError):
        return None


def _seal(fields: Mapping[str, object]) -> bytes:
    rest = json_bytes(fields)[1:]
    return _prefix(rest) + rest + b"\n"


def _unseal(line: bytes) -> _Object | None:
    """The members of a line whose checksum is right, None for any other."""
    if not line.startswith(OPENING) or len(line) > LONGEST or line[:_PREFIX] != _prefix(line[_PREFIX:]):
        return None
    try:
        raw = json_value(line)
    except ValueError:
        return None
    return raw if isinstance(raw, dict) else None


def _prefix(rest: bytes) -> bytes:
    return b'%s%s",' % (OPENING, blake2b(rest, digest_size=8).hexdigest().encode())


def _filled(**fields: object) -> _Object:
    return {name: value for name, value in fields.items() if value}


def _header(raw: _Object) -> Header:
    return Header(
        story=_text(raw["story"]),
        title=_text(raw["title"]),
        version=_text(raw["version"]),
        fingerprint=_text(raw["fingerprint"]),
        profile=_text(raw["profile"]),
        seed=_whole(raw["seed"]),
        begun=_text(raw["begun"]),
        name=_text(raw.get("name", "")),
        forced=_drawn(raw.get("forced", [])),
        format=_count(raw["format"]),
    )


def _turn(raw: _Object) -> Turn:
    parent = raw["parent"]
    ending = raw.get("ending")
    return Turn(  # by position, which is faster; a long save is mostly this
        _count(raw["id"]),
        None if parent is None else _count(parent),
        _text(raw["block"]),
        _text(raw["choice"]),
        tuple([_written(row) for row in _rows(raw["wrote"])]),
        _drawn(raw["drawn"]) if "drawn" in raw else (),
        tuple([_pair(*row) for row in _rows(raw["remembered"])]) if "remembered" in raw else (),
        _text(raw.get("shown", "")),
        None if ending is None else _text(ending),
        _typed(raw.get("typed")),
    )


def _typed(raw: object) -> int | str | None:
    if raw is None or isinstance(raw, str):
        return raw
    return _whole(raw)


def _snapshot(raw: _Object) -> Snapshot:
    cells = raw["cells"]
    if not isinstance(cells, dict):
        raise TypeError(cells)
    return Snapshot(_count(raw["turn"]), {name: _cell(value) for name, value in cells.items()})


def _stand(raw: _Object) -> Stand:
    return Stand(_count(raw["turn"]))


def _named(raw: _Object) -> Named:
    return Named(_count(raw["turn"]), _text(raw["name"]))


def _removal(raw: _Object) -> Removal:
    undone = raw["undone"]
    if not isinstance(undone, bool):
        raise TypeError(undone)
    return Removal(_count(raw["turn"]), undone)


def _bookmark(raw: _Object) -> Bookmark:
    return Bookmark(_count(raw["turn"]), _text(raw["words"]))


def _drawn(raw: object) -> tuple[tuple[str, int, str], ...]:
    return tuple([_draw(*row) for row in _rows(raw)])


def _draw(stream: object, count: object, outcome: object) -> tuple[str, int, str]:
    return _text(stream), _count(count), _text(outcome)


def _pair(statement: object, text: object) -> tuple[str, str]:
    return _text(statement), _text(text)


def _written(row: list[object]) -> tuple[str, CellValue, CellValue, str]:
    cell, old, new, statement = row
    if type(cell) is not str or type(statement) is not str:
        raise TypeError(row)
    return cell, old if type(old) is str else _cell(old), new if type(new) is str else _cell(new), statement


def _rows(raw: object) -> list[list[object]]:
    if type(raw) is not list:
        raise TypeError(raw)
    for row in raw:
        if type(row) is not list:
            raise TypeError(raw)
    return raw


def _cell(raw: object) -> CellValue:
    kind = type(raw)
    if kind is int:
        if -LARGEST <= raw <= LARGEST:  # type: ignore[operator]
            return raw  # type: ignore[return-value]
        raise ValueError(raw)
    if raw is None or kind is str or kind is bool:
        return raw  # type: ignore[return-value]
    if kind is list:
        return tuple([_text(item) for item in raw])  # type: ignore[attr-defined]
    raise TypeError(raw)


def _text(raw: object) -> str:
    if type(raw) is not str:
        raise TypeError(raw)
    return raw


def _whole(raw: object) -> int:
    if type(raw) is not int:
        raise TypeError(raw)
    return raw


def _count(raw: object) -> int:
    if _whole(raw) < 0:
        raise ValueError(raw)
    return _whole(raw)


_READERS: dict[object, Callable[[_Object], Entry]] = {
    "turn": _turn,
    "stand": _stand,
    "snapshot": _snapshot,
    "name": _named,
    "removal": _removal,
    "bookmark": _bookmark,
}
