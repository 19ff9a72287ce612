"""Programs to JSON-ready lists and back, each node checked when it is decoded.

A frozen class becomes a list of its class name and its fields in order; decoding goes by the fields' declared
types, so that nothing can come back that the compiler could not have made. Damaged input raises `StoryError`.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from engine.errors import StoryError
from engine.frozen import Frozen

Decoder = Callable[[Any], Any]
_SCALARS = frozenset((str, int, bool, type(None)))


def encode(node: Any) -> Any:
    """`node` as lists, strings, numbers, flags and None."""
    kind: Any = type(node)
    if kind in _SCALARS:
        return node
    if _is_class(kind):
        return [kind.__name__, *[encode(value) for value in node.fields()]]
    if isinstance(node, tuple):
        return [encode(item) for item in node]
    if isinstance(node, Mapping):
        return {key: encode(item) for key, item in node.items()}
    return node


def decode(kind: Any, raw: Any) -> Any:
    """A node of the frozen class `kind` from what `encode` gave. Raises `StoryError` for anything else."""
    try:
        return _decoder(kind)(raw)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise StoryError(f"the compiled story is damaged: {kind.__name__} cannot be read") from error


def _is_class(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Frozen)


@cache
def _decoder(kind: Any) -> Decoder:
    """The decoder of one declared type; worked out once."""
    origin = typing.get_origin(kind)
    if _is_class(kind):
        return _of_class(kind)
    if origin in (typing.Union, types.UnionType):
        return _of_union(typing.get_args(kind))
    if origin is tuple:
        return _of_tuple(typing.get_args(kind))
    if origin is Mapping or origin is dict or getattr(origin, "__name__", "") == "Mapping":
        return _of_mapping(typing.get_args(kind)[1])
    return _of_scalar(kind)


def _of_scalar(kind: Any) -> Decoder:
    wanted = type(None) if kind is None else kind

    def scalar(raw: Any) -> Any:
        if type(raw) is not wanted:
            raise ValueError(raw)
        return raw

    return scalar


def _of_mapping(item: Any) -> Decoder:
    def mapping(raw: Any) -> Any:
        inner = _decoder(item)
        return {_text(key): inner(value) for key, value in raw.items()}

    return mapping


def _text(raw: Any) -> str:
    if type(raw) is not str:
        raise ValueError(raw)
    return raw


def _of_tuple(items: tuple[Any, ...]) -> Decoder:
    if len(items) == 2 and items[1] is Ellipsis:

        def many(raw: Any) -> Any:
            inner = _decoder(items[0])
            return tuple([inner(each) for each in _list(raw)])

        return many

    def fixed(raw: Any) -> Any:
        return tuple([_decoder(kind)(each) for kind, each in zip(items, _list(raw), strict=True)])

    return fixed


def _list(raw: Any) -> list[Any]:
    if type(raw) is not list:
        raise ValueError(raw)
    return raw


def _of_union(kinds: tuple[Any, ...]) -> Decoder:
    """By class name for frozen classes, by exact type for scalars; a union with a tuple in it has no class."""
    by_name: dict[str, Any] = {kind.__name__: kind for kind in kinds if _is_class(kind)}
    scalars = tuple(kind for kind in kinds if not _is_class(kind))
    many = next((kind for kind in scalars if typing.get_origin(kind) is tuple), None)

    def union(raw: Any) -> Any:
        if type(raw) is list:
            return _decoder(many if many is not None else by_name[raw[0]])(raw)
        if type(raw) not in scalars:
            raise ValueError(raw)
        return raw

    return union


def _of_class(kind: Any) -> Decoder:
    name = kind.__name__
    plan: list[Decoder] = []

    def node(raw: Any) -> Any:
        if not plan:
            hints = typing.get_type_hints(kind)
            plan.extend(_decoder(hints[each]) for each in kind.field_names)
        if type(raw) is not list or raw[0] != name or len(raw) != len(plan) + 1:
            raise ValueError(raw)
        return kind(*[read(each) for read, each in zip(plan, raw[1:], strict=True)])

    return node
