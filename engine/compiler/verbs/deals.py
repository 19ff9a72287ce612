"""Storylets that a body asks for: dealt one after another, or offered among the choices of a block."""

from __future__ import annotations

from typing import NamedTuple

from engine.compiler import schema
from engine.compiler.builder import Label
from engine.compiler.known import check_known
from engine.compiler.nodes import Scalar
from engine.compiler.values import whole_number
from engine.compiler.weave import Weave
from engine.program import Deal

_WAYS = ("priority", "least seen", "weight")


class Asked(NamedTuple):
    """A tag, how many at most, and by what they are chosen."""

    tag: str
    pick: int
    by: str


def deal(weave: Weave, item: schema.DealItem) -> None:
    """`deal`: storylets run as calls; `else` where there is none."""
    shape = item.deal
    owner = weave.own(shape.id, str(shape.id), shape.id.place)
    found = asked(weave, shape)
    if found.by == "weight":
        weave.streams.append(owner)
    other, after = Label(), Label()
    weave.steps.add(shape.id.place, lambda: Deal(owner, *found, after.at, other.at))
    weave.steps.put(other)
    if item.other is not None:
        weave.body(item.other)
    weave.steps.put(after)


def asked(weave: Weave, shape: schema.FromShape) -> Asked:
    """What a deal or a block asks for; diagnostics for what nothing can answer."""
    if check_known([shape.tag], weave.names.tags, "tag", weave.bag) and shape.tag not in weave.names.tagged:
        weave.bag.add("STO001", shape.tag.place, tag=shape.tag)
    by = "priority" if shape.by is None else str(shape.by)
    if shape.by is not None and by not in _WAYS:
        weave.bag.add("VAL010", shape.by.place, value=by, known=", ".join(_WAYS))
    return Asked(str(shape.tag), 1 if shape.pick is None else _pick(weave, shape.pick), by)


def _pick(weave: Weave, written: Scalar) -> int:
    found = whole_number(written)
    if found is None or found < 1:
        weave.bag.add("STO005", written.place, value=written)
    return found or 1
