"""From nodes to shapes: one file's mistakes of form, all at once, and what is left of the file without them.

In: the nodes of a file. Out: a `StoryFile` and the scenes that something had to be left out of. What has a mistake is
dropped alone, in a scene the key or the item of a list, elsewhere the entry, so that all the rest is still checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from pydantic import BaseModel, ValidationError

from engine.compiler import schema
from engine.compiler.nodes import Map, Node, Scalar, Seq, Source
from engine.compiler.schema import VERBS, StoryFile, built
from engine.compiler.traps import mapping_trap, sequence_trap
from engine.diagnostics import Bag, Place, nearest

_ROUNDS = 4
_Key = str | int


@dataclass(frozen=True, slots=True)
class Shaped:
    """One file: its `shape`, ids of scenes that lost something for its mistakes, and its text (None in a test)."""

    file: str
    shape: StoryFile
    dropped: frozenset[str]
    source: Source | None = None


def shape(file: str, top: Map, bag: Bag) -> Shaped:
    """The shape of a file's `top`; diagnostics for what does not fit, piece by piece."""
    left: Map = top
    dropped: set[str] = set()
    for _ in range(_ROUNDS):
        try:
            return Shaped(file, built().model_validate(left), frozenset(dropped), top.source)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_context=False)
            for fault in faults:
                _report(fault["type"], fault["loc"], left, bag)
            cuts = {_cut(fault["type"], fault["loc"], left) for fault in faults}
            dropped |= {str(cut[1]) for cut in cuts if cut[0] == "scenes" and len(cut) > 1}
            for cut in sorted(cuts, key=_late, reverse=True):
                left = cast(Map, _without(left, cut))
    return Shaped(file, built()(), frozenset(dropped), top.source)


def _cut(kind: str, loc: tuple[_Key, ...], top: Map) -> tuple[_Key, ...]:
    """The path to what must go: of a scene an unknown key or the smallest item of a list, else the whole entry."""
    walked = list(_walked(top, loc))
    path = tuple(step for _, step, _ in walked)
    if len(path) < 2 or not isinstance(top[Scalar(path[0])], Map):
        return path[:1]
    if path[0] == "scenes" and kind == "extra_forbidden" and len(path) > 2:
        return path
    listed = [at for at, (node, _, _) in enumerate(walked) if isinstance(node, Seq) and len(node) > 1]
    return path[: listed[-1] + 1] if path[0] == "scenes" and listed else path[:2]


def _late(path: tuple[_Key, ...]) -> tuple[tuple[int, str], ...]:
    """Orders paths so that of one list the later items come later."""
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in path)


def _without(node: Node, path: tuple[_Key, ...]) -> Node:
    """A copy of `node` without what `path` leads to; all else is shared."""
    step, rest = path[0], path[1:]
    if isinstance(node, Map):
        kept: Map | Seq = Map(
            {key: _without(value, rest) if key == step else value for key, value in node.items() if key != step or rest}
        )
    elif isinstance(node, Seq):
        kept = Seq(_without(each, rest) if at == step else each for at, each in enumerate(node) if at != step or rest)
    else:
        return node
    kept.source, kept.start = node.source, node.start
    return kept


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
    for parent, step, found in _walked(top, path):
        node = found
        key = parent.key(str(step)) if isinstance(parent, Map) else key
    return node, key


def _walked(top: Map, path: tuple[_Key, ...]) -> Iterator[tuple[Node, _Key, Node]]:
    """Each step of `path` that leads from a node to another: the one, the step, the other."""
    node: Node = top
    for at, step in enumerate(path):
        if isinstance(node, Map) and isinstance(step, str) and step in node and not _is_tag(node, path, at):
            found = node[Scalar(step)]
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node):
            found = node[step]
        else:
            continue
        yield node, step, found
        node = found


def _is_tag(node: Map, path: tuple[_Key, ...], at: int) -> bool:
    """Whether the step `at`, a key of `node`, only says which shape the item has: then its next step is one too."""
    after = path[at + 1] if at + 1 < len(path) else 0
    return at > 0 and (isinstance(path[at - 1], int) or path[at - 1] == "one") and after in node


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
