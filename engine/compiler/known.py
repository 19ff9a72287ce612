"""Whether what is written is among what is declared."""

from __future__ import annotations

from collections.abc import Collection

from engine.compiler.nodes import Scalar
from engine.diagnostics import Bag, nearest


def check_known(written: Collection[Scalar], known: Collection[str], group: str, bag: Bag) -> bool:
    """A diagnostic for each of `written` that is not among `known`; whether all are."""
    if not written:
        return True
    strange = [each for each in written if each not in known]
    for each in strange:
        near = nearest(each, known)
        bag.add("REF014", each.place, name=each, group=group, hint=f'did you mean "{near}"?' if near else None)
    return not strange
