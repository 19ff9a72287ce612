"""From nodes to shapes: one file's mistakes of form, all at once, and what is left of the file without them.

In: the nodes of a file. Out: a `StoryFile` and the scenes that had to be left out. An entry with a mistake is dropped
alone, so that the rest of the story is still checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

from pydantic import BaseModel, ValidationError

from engine.compiler import schema
from engine.compiler.nodes import Map, Node, Scalar, Seq, Source
from engine.compiler.schema import VERBS, StoryFile
from engine.compiler.traps import mapping_trap, sequence_trap
from engine.diagnostics import Bag, Place, nearest

_ROUNDS = 4
_Key = str | int


@dataclass(frozen=True, slots=True)
class Shaped:
    """One file: its `shape`, ids of scenes that were dropped for their mistakes, and its text (None in a test)."""

    file: str
    shape: StoryFile
    dropped: frozenset[str]
    source: Source | None = None


def shape(file: str, top: Map, bag: Bag) -> Shaped:
    """The shape of a file's `top`; diagnostics for what does not fit, entry by entry."""
    left: dict[Any, Any] = dict(top)
    dropped: set[str] = set()
    for _ in range(_ROUNDS):
        try:
            return Shaped(file, StoryFile.model_validate(left), frozenset(dropped), top.source)
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_context=False):
                path = fault["loc"]
                _report(fault["type"], path, top, bag)
                _drop(left, path, dropped)
    return Shaped(file, StoryFile(), frozenset(dropped), top.source)


def _drop(left: dict[Any, Any], path: tuple[_Key, ...], dropped: set[str]) -> None:
    section = str(path[0]) if path else ""
    entries = left.get(section)
    if len(path) > 1 and isinstance(entries, dict) and path[1] in entries:
        kept = Map({key: value for key, value in entries.items() if key != path[1]})
        left[section] = kept
        if section == "scenes":
            dropped.add(str(path[1]))
    else:
        left.pop(section, None)


def _report(kind: str, path: tuple[_Key, ...], top: Map, bag: Bag) -> None:
    node, key = _find(top, path)
    last = str(path[-1]) if path else ""
    match kind:
        case "extra_forbidden" if key is not None and key.start in key.source.told:
            pass  # it was no key to begin with, and what made it one has been said
        case "extra_forbidden":
            known = nearest(last, (name for name in _all_keys() if name != last))
            bag.add("KEY001", _place(node, key), key=last, hint=f'did you mean "{known}"?' if known else None)
        case "missing":
            owner = node if isinstance(node, Map) else None
            if owner is None or not owner.broken:
                bag.add("KEY002", _place(owner or node, None), key=last, owner=_owner(path))
        case "is_instance_of":
            bag.add("KEY003", _place(node, key), key=last)
        case "union_tag_not_found" | "union_tag_invalid":
            _no_verb(node, bag)
        case "too_short":
            bag.add("KEY004", _place(node, key), key=_named(path), wanted="at least one entry")
        case _:
            wanted = "a list" if "list" in kind else "keys and values"
            bag.add("KEY004", _place(node, key), key=_named(path), wanted=wanted)


def _no_verb(node: Node, bag: Bag) -> None:
    """A body item that is no text and has no verb: most often prose with a colon in it."""
    if isinstance(node, Seq) and sequence_trap(node, bag):
        return
    if not isinstance(node, Map):
        bag.add("KEY004", node.place, key="body", wanted="text or a verb")
        return
    if mapping_trap(node, VERBS, bag):
        return
    word = next(iter(node), Scalar(""))
    known = nearest(word, VERBS)
    bag.add("KEY005", word.place if node else node.place, word=word, hint=f'did you mean "{known}"?' if known else None)


def _owner(path: tuple[_Key, ...]) -> str:
    named = [str(each) for each in path[:-1] if not isinstance(each, int)]
    return named[-1] if named else "the story"


def _named(path: tuple[_Key, ...]) -> str:
    return next((str(each) for each in reversed(path) if not isinstance(each, int)), "this")


def _find(top: Map, path: tuple[_Key, ...]) -> tuple[Node, Scalar | None]:
    """The deepest node that `path` leads to, and the key it stands under. Tags of the models are passed over."""
    node: Node = top
    key: Scalar | None = None
    for step, following in zip_longest(path, path[1:]):
        if isinstance(node, Map) and isinstance(step, str) and step in node:
            inside = node[Scalar(step)]
            if following in node and not (isinstance(inside, Map) and following in inside):
                continue  # the verb as the tag of a model: what follows stands beside it
            key, node = node.key(step), inside
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node):
            node = node[step]
    return node, key


def _place(node: Node | None, key: Scalar | None) -> Place:
    if key is not None:
        return key.place
    return node.place if node is not None else Place("", 1, 1)


@cache
def _all_keys() -> frozenset[str]:
    return frozenset(_keys())


def _keys() -> Iterator[str]:
    for model in vars(schema).values():
        if isinstance(model, type) and issubclass(model, BaseModel):
            for name, field in model.model_fields.items():
                yield field.alias or name
