"""What each scene asks of the story's names while it is read, noted by the names themselves.

In: the names of a story. Out: for each scene the entries it looked up, found or not. A scene means the same as long as
all of these answer the same, and what is common to all scenes is the same: nothing else is within its reach.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

from engine.compiler.names import Asked, Definition, Names, SceneEntry
from engine.expr import Derived, Expr, cells_read, children
from engine.frozen import Frozen
from engine.program.codec import encode

ALL = "*"
"""Stands for a whole table: who goes through it depends on everything in it. No name is written so."""

Answer = tuple[Asked, str]
"""What was asked, and in a few letters what was answered; "" for a name that is not there."""

UNASKED = frozenset("counters lasts looped readings armed asked expanded".split())
"""What scenes add themselves, what is common to all of them, and what takes the notes."""

TABLES = frozenset(
    each.name for each in fields(Names) if each.name not in UNASKED and str(each.type).startswith(("dict[", "set["))
)
_DECLARED = frozenset(("kinds", "variables", "quantities", "derived"))
"""Tables that are different sights of one declaration: who asks one of them depends on all of it."""

_PRESENT = frozenset(("endings", "tagged"))
"""Tables of which a scene asks only what is in them."""


class Watch:
    """Takes notes from now on: the tables of `names` are changed for ones that tell."""

    def __init__(self, names: Names) -> None:
        self.notes: dict[str, set[Asked]] = {}
        self._names = names
        for table in TABLES:
            found = getattr(names, table)
            kind = _Dict if isinstance(found, dict) else _Set
            setattr(names, table, kind(names, table, found))

    @contextmanager
    def reading(self, scene: str) -> Iterator[None]:
        """What is asked under this is asked by the scene."""
        self._names.asked = self.notes[scene] = set()
        yield
        self._names.asked = set()


class _Dict(dict[str, Any]):
    """A table that tells what was looked up in it."""

    __slots__ = ("_names", "_table")

    def __init__(self, names: Names, table: str, found: Mapping[str, Any]) -> None:
        super().__init__(found)
        self._names = names
        self._table = table

    def __getitem__(self, key: str) -> Any:
        self._names.asked.add((self._table, key))
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._names.asked.add((self._table, key))
        return super().get(key, default)

    def __contains__(self, key: Any) -> bool:
        self._names.asked.add((self._table, key))
        return super().__contains__(key)

    def _all(self) -> None:
        self._names.asked.add((self._table, ALL))

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

    def __init__(self, names: Names, table: str, found: set[str]) -> None:
        super().__init__(found)
        self._names = names
        self._table = table

    def __contains__(self, key: Any) -> bool:
        self._names.asked.add((self._table, str(key)))
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self._names.asked.add((self._table, ALL))
        return super().__iter__()

    def __len__(self) -> int:
        self._names.asked.add((self._table, ALL))
        return super().__len__()


class Answers:
    """What the names of a story answer, in a few letters each, to compare with another day's."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[Asked, str] = {}
        self._declared: dict[str, str] = {}

    def of(self, asked: Asked) -> str:
        """The answer, worked out once."""
        found = self._known.get(asked)
        if found is None:
            table, key = asked
            found = self._known[asked] = self._whole(table) if key == ALL else self._one(table, key)
        return found

    def _one(self, table: str, key: str) -> str:
        if table in _DECLARED:
            return self._declaration(key)
        found = getattr(self._names, table)
        if key not in found:
            return ""
        return "1" if isinstance(found, set) or table in _PRESENT else _told(found[key])

    def _whole(self, table: str) -> str:
        found = getattr(self._names, table)
        names = sorted(found) if isinstance(found, set) else list(found)
        return summed([[name, self.of((table, name))] for name in names])

    def _declaration(self, name: str) -> str:
        """A variable, field or derived variable in full, and all that it is derived from."""
        if name in self._declared:
            return self._declared[name]
        self._declared[name] = ""  # for the while: nothing sound is derived from itself
        names = self._names
        kind, variable, quantity = names.kind_of(name), names.variables.get(name), names.quantities.get(name)
        if kind is None and variable is None and quantity is None and name not in names.derived:
            return ""
        behind = [] if quantity is None else sorted(set(_read(quantity.value)))
        below = [[each, self._declaration(each)] for each in behind]
        written = str(names.derived.get(name, ""))
        told = [repr(kind), encode(variable), encode(quantity), written, below]
        self._declared[name] = summed(told)
        return self._declared[name]


def _read(expr: Expr) -> Iterator[str]:
    """Names of the cells and derived variables in an expression."""
    yield from cells_read(expr)
    if isinstance(expr, Derived):
        yield expr.name
    for child in children(expr):
        yield from _read(child)


def _told(value: Any) -> str:
    """A declared thing in full; of a scene what others can ask of it."""
    if isinstance(value, SceneEntry):
        shape = value.shape
        return f"{value.crossing:d}{shape.when is not None:d},{','.join(map(str, shape.given))}"
    if isinstance(value, Definition):
        return summed([list(value.given), str(value.text), value.local.namespace])
    return summed(encode(value) if isinstance(value, Frozen) else repr(value))


def summed(value: Any) -> str:
    """A short sum of a plain value."""
    text = json.dumps(value, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
