"""Frozen, slotted classes of plain fields, made without generating code.

In: a class body of annotated names, some with a default. Out: what `dataclass(frozen=True, slots=True)` gives: an
initialiser, equality, a hash, a repr, positional patterns. The standard decorator writes and compiles five functions a
class, which for the hundred classes of a play costs more than all else before the first line is shown (measured: 1.8
against 0.1 milliseconds a class); here one set of functions serves them all. Defaults must be immutable.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Self, dataclass_transform

_set = object.__setattr__


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of these fields of an instance, in order."""
    if len(names) > 1:
        return attrgetter(*names)
    single = attrgetter(*names) if names else None
    return lambda self: () if single is None else (single(self),)


class _Fields(type):
    """Turns annotations into slots and keeps the defaults aside."""

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _Fields:
        own = tuple(each for each in body.get("__annotations__", {}) if not each.startswith("__"))
        defaults = {each: body.pop(each) for each in own if each in body}
        body["__slots__"] = own
        made = super().__new__(mcs, name, bases, body)
        inherited: tuple[str, ...] = getattr(bases[0], "field_names", ()) if bases else ()
        made.field_names = (*inherited, *own)
        type.__setattr__(made, "__match_args__", made.field_names)
        made.field_defaults = {**(getattr(bases[0], "field_defaults", {}) if bases else {}), **defaults}
        made.field_setters = tuple(getattr(made, each).__set__ for each in made.field_names)
        made.field_values = _getter(made.field_names)
        return made

    field_names: tuple[str, ...]
    field_defaults: dict[str, Any]
    field_setters: tuple[Callable[[Any, Any], None], ...]
    field_values: Callable[[Any], tuple[Any, ...]]


@dataclass_transform(frozen_default=True)
class Frozen(metaclass=_Fields):
    """Base of all plain frozen data. Instances compare by class and fields; assigning to one raises AttributeError."""

    def __init__(self, *values: Any, **named: Any) -> None:
        kind = type(self)
        setters = kind.field_setters
        for put, value in zip(setters, values):  # noqa: B905  # told apart below; saying so costs a tenth of the call
            put(self, value)
        if named or len(values) != len(setters):
            self._rest(kind, values, named)

    def _rest(self, kind: _Fields, values: tuple[Any, ...], named: dict[str, Any]) -> None:
        """Fields given by name or by default; TypeError for one too many, twice or missing."""
        left = kind.field_names[len(values) :]
        for name in left:
            if name in named:
                _set(self, name, named.pop(name))
            elif name in kind.field_defaults:
                _set(self, name, kind.field_defaults[name])
            else:
                raise TypeError(f"{kind.__name__} needs {name}")
        if named or len(values) > len(kind.field_names):
            raise TypeError(f"{kind.__name__} takes {', '.join(kind.field_names)}")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} is frozen")

    def fields(self) -> tuple[Any, ...]:
        """The values of all fields, in order."""
        return type(self).field_values(self)

    def replace(self, **changes: Any) -> Self:
        """A copy with some fields changed."""
        kind = type(self)
        values = [changes.pop(name) if name in changes else getattr(self, name) for name in kind.field_names]
        return kind(*values, **changes)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(other) is not type(self):
            return NotImplemented
        return self.fields() == other.fields()

    def __hash__(self) -> int:
        return hash((type(self), self.fields()))

    def __repr__(self) -> str:
        pairs = zip(type(self).field_names, self.fields(), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in pairs)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), self.fields())
