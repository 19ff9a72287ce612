"""What each scene asks of the story's names while it is read, noted by the names themselves.

In: the names of a story. Out: for each scene the entries it looked up, found or not, and what it counts. A scene means
the same as long as all of these answer the same: nothing else of the story is within its reach.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from engine.compiler.names import Names, SceneEntry
from engine.frozen import Frozen
from engine.program.codec import encode

ALL = "*"
"""Stands for a whole table: who goes through it depends on everything in it. No name is written so."""

Asked = tuple[str, str]
"""The table, and the name looked up in it."""

Answer = tuple[Asked, str]
"""What was asked, and in a few letters what was answered; "" for a name that is not there."""

_DICTS = ("variables", "quantities", "derived", "things", "tables", "scenes", "endings", "kinds")
_SETS = ("dropped", "facts", "notes", "tags", "owners")
TABLES = frozenset((*_DICTS, *_SETS))


@dataclass(slots=True)
class Notes:
    """What one scene asked, and the counters and last turns it made the story keep."""

    asked: set[Asked] = field(default_factory=set)
    counters: set[str] = field(default_factory=set)
    lasts: set[str] = field(default_factory=set)


class Watch:
    """Takes notes from now on: the tables of `names` are changed for ones that tell."""

    def __init__(self, names: Names) -> None:
        self.notes: dict[str, Notes] = {}
        self.log: set[Asked] = set()
        self._names = names
        for table in _DICTS:
            setattr(names, table, _Dict(self, table, getattr(names, table)))
        for table in _SETS:
            setattr(names, table, _Set(self, table, getattr(names, table)))

    @contextmanager
    def reading(self, scene: str) -> Iterator[None]:
        """What is asked and counted under this is the scene's."""
        names, found = self._names, Notes()
        counters, lasts = names.counters, names.lasts
        self.log, names.counters, names.lasts = found.asked, found.counters, found.lasts
        self.notes[scene] = found
        yield
        self.log = set()
        counters |= found.counters
        lasts |= found.lasts
        names.counters, names.lasts = counters, lasts


class _Dict(dict[str, Any]):
    """A table that tells what was looked up in it."""

    __slots__ = ("_table", "_watch")

    def __init__(self, watch: Watch, table: str, found: Mapping[str, Any]) -> None:
        super().__init__(found)
        self._watch = watch
        self._table = table

    def __getitem__(self, key: str) -> Any:
        self._watch.log.add((self._table, key))
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._watch.log.add((self._table, key))
        return super().get(key, default)

    def __contains__(self, key: Any) -> bool:
        self._watch.log.add((self._table, key))
        return super().__contains__(key)

    def _all(self) -> None:
        self._watch.log.add((self._table, ALL))

    def __iter__(self) -> Iterator[str]:
        self._all()
        return super().__iter__()

    def __len__(self) -> int:
        self._all()
        return super().__len__()

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        self._all()
        return super().keys()

    def values(self) -> ValuesView[Any]:  # type: ignore[override]
        self._all()
        return super().values()

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]
        self._all()
        return super().items()


class _Set(set[str]):
    """A set that tells what was looked for in it."""

    def __init__(self, watch: Watch, table: str, found: set[str]) -> None:
        super().__init__(found)
        self._watch = watch
        self._table = table

    def __contains__(self, key: Any) -> bool:
        self._watch.log.add((self._table, key))
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self._watch.log.add((self._table, ALL))
        return super().__iter__()

    def __len__(self) -> int:
        self._watch.log.add((self._table, ALL))
        return super().__len__()


class Answers:
    """What the names of a story answer, in a few letters each, to compare with another day's."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[Asked, Answer] = {}

    def of(self, asked: Asked) -> Answer:
        """The answer, worked out once."""
        found = self._known.get(asked)
        if found is None:
            table, key = asked
            found = self._known[asked] = (asked, self._whole(table) if key == ALL else self._one(table, key))
        return found

    def _one(self, table: str, key: str) -> str:
        if table == "kinds":
            kind = self._names.kind_of(key)
            return "" if kind is None else summed(repr(kind))
        found = getattr(self._names, table)
        if key not in found:
            return ""
        return "1" if table in _SETS else _told(found[key])

    def _whole(self, table: str) -> str:
        found = getattr(self._names, table)
        names = sorted(found) if table in _SETS else list(found)
        return summed([self.of((table, name)) for name in names])


def _told(value: Any) -> str:
    """A declared thing in full; of a scene what others can ask of it; of an ending that there is one."""
    if isinstance(value, SceneEntry):
        return ",".join(["1", *map(str, value.shape.given)])
    if isinstance(value, Frozen):
        return summed(encode(value))
    return f"1{value}" if isinstance(value, str) else "1"


def summed(value: Any) -> str:
    """A short sum of a plain value."""
    text = json.dumps(value, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
