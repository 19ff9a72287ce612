"""Storylets: scenes with a `when`, and what must be known of them before they are entered.

In: a scene as found and the story's names. Out: a `Storylet`, or diagnostics. A scene's own parameters and locals are
not known to its `when`, `weight` and label, for they have no value before it is entered.
"""

from __future__ import annotations

from engine.compiler import values
from engine.compiler.kinds import FLAG, NUMBER
from engine.compiler.language import read_expression, read_text
from engine.compiler.names import Local, Names, SceneEntry
from engine.compiler.nodes import Scalar
from engine.diagnostics import Bag
from engine.expr import Const, Words
from engine.program import Storylet

_ONLY_THEIRS = ("priority", "weight", "once", "choose")


def storylet_of(entry: SceneEntry, names: Names, bag: Bag) -> Storylet | None:
    """The storylet that a scene is; None for a scene that is none."""
    shape, local = entry.shape, Local(entry.namespace, entry.id)
    if shape.when is None:
        for key in _ONLY_THEIRS:
            written = getattr(shape, key)
            if written is not None:
                bag.add("STO003", written.place, key=key)
        return None
    if shape.given:
        bag.add("STO004", shape.given[0].place, scene=entry.id)
    when = read_expression(shape.when, names, local, bag, FLAG)
    weight = None if shape.weight is None else read_expression(shape.weight, names, local, bag, NUMBER)
    return Storylet(
        entry.id,
        tuple(str(each) for each in shape.tags),
        Const(False) if when is None else when.expr,
        _label(entry, names, local, bag),
        0 if shape.priority is None else _whole(shape.priority, bag),
        None if weight is None else weight.expr,
        shape.once is not None and _yes(shape.once, bag),
    )


def tagged(names: Names) -> dict[str, list[str]]:
    """Ids of storylets by tag, in order of declaration."""
    found: dict[str, list[str]] = {}
    for entry in names.scenes.values():
        if entry.shape.when is not None:
            for tag in entry.shape.tags:
                found.setdefault(str(tag), []).append(entry.id)
    return found


def _label(entry: SceneEntry, names: Names, local: Local, bag: Bag) -> Words:
    """What it is called as a choice: `choose`, else its title, else its id as words."""
    if entry.shape.choose is not None:
        return read_text(entry.shape.choose, names, local, bag) or Words(())
    if entry.shape.title is not None:
        return read_text(entry.shape.title, names, local, Bag()) or Words(())
    return Words((in_words(entry.id),))


def in_words(id_: str) -> str:
    """`act_two` as "Act two"."""
    said = id_.rpartition(".")[2].replace("_", " ").strip()
    return said[:1].upper() + said[1:]


def _whole(written: Scalar, bag: Bag) -> int:
    found = values.whole_number(written)
    if found is None:
        bag.add("VAL002", written.place, value=written)
    return found or 0


def _yes(written: Scalar, bag: Bag) -> bool:
    found = values.flag(written)
    if found is None:
        bag.add("VAL008", written.place, value=written)
    return bool(found)
