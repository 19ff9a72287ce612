"""Policies and measures that a story declares, as values.

In: the shapes of all files and the names. Out: `Policy` and `Measure` tuples; diagnostics for what is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.compiler import schema
from engine.compiler.declare import all_of
from engine.compiler.known import check_known
from engine.compiler.names import Names
from engine.compiler.nodes import Scalar
from engine.compiler.shape import Shaped
from engine.compiler.values import whole_number
from engine.diagnostics import Bag, nearest
from engine.program import Formula, Measure, Policy
from engine.program.measured import KINDS, LESS, MEASURES

MOST_WEIGHT = 1_000
_VALUE = re.compile(r"(\d{1,6})(?:\.(\d{1,3}))?\s*(%?)")

Band = tuple[int, int]


def read_policies(files: Sequence[Shaped], names: Names, bag: Bag) -> Iterator[Policy]:
    """The policies, in the order of the files."""
    for each in files:
        for name, parts in each.shape.policies.items():
            read = [_part(part, weight, names, bag) for part, weight in parts.items()]
            found = tuple(part for part in read if part is not None)
            if found:
                yield Policy(str(name), found)


def _part(part: Scalar, weight: Scalar, names: Names, bag: Bag) -> tuple[str, str, int] | None:
    kind, _, tag = str(part).partition(":")
    if kind not in KINDS or bool(tag) != KINDS[kind]:
        near = nearest(kind, KINDS)
        bag.add("MEA001", part.place, written=part, hint=f'did you mean "{near}"?' if near else None)
        return None
    if tag and tag not in names.tags:
        near = nearest(tag, names.tags)
        hint = f'did you mean "{near}"?' if near else None
        bag.add("REF014", part.place, name=tag, group="tag", hint=hint)
        return None
    found = whole_number(weight)
    if found is None or not 0 < found <= MOST_WEIGHT:
        bag.add("VAL002", weight.place, value=weight)
        return None
    return kind, tag, found


def read_formula(shape: schema.ReadingShape | None, bag: Bag) -> Formula | None:
    """The story's own formula for how hard it reads."""
    if shape is None:
        return None
    factors = []
    for written in (shape.sentence, shape.syllable, shape.minus):
        value = 0 if written is None else _thousandths(str(written))
        if value is None or (written is not None and "%" in written):
            assert written is not None
            bag.add("MEA003", written.place, value=written)
            return None
        factors.append(value)
    if not shape.vowels.isalpha():
        bag.add("MEA005", shape.vowels.place, value=shape.vowels)
        return None
    return Formula(str(shape.name), shape.vowels.lower(), *factors)


def read_measures(files: Sequence[Shaped], bag: Bag) -> Iterator[Measure]:
    """The measures, in the order of the files; each once."""
    profiles = {str(name) for each in files for name in each.shape.profiles}
    for each in files:
        for name, shape in each.shape.measures.items():
            if name not in MEASURES:
                near = nearest(name, MEASURES)
                bag.add("MEA002", name.place, name=name, hint=f'did you mean "{near}"?' if near else None)
                continue
            check_known(shape.profiles, profiles, "profile", bag)
            found = _measure(name, shape, bag)
            if found is not None:
                yield found


def _measure(name: Scalar, shape: schema.MeasureShape, bag: Bag) -> Measure | None:
    target = _band(shape.target, bag)
    fails = None if shape.fails is None else _band(shape.fails, bag)
    if target is None or (shape.fails is not None and fails is None):
        return None
    less, ranged = MEASURES[str(name)][0] == LESS, target[0] != target[1]
    least, most = target if ranged else (None, target[0]) if less else (target[0], None)
    low = high = None
    if fails is not None:
        both = fails[0] != fails[1]
        low = None if less and not both else fails[0]
        high = fails[1] if less or both else None
    if (low is not None and least is not None and low > least) or (
        high is not None and most is not None and high < most
    ):
        assert shape.fails is not None
        bag.add("MEA004", shape.fails.place, name=name)
        return None
    return Measure(str(name), least, most, low, high, all_of(shape.profiles))


def _band(written: Scalar, bag: Bag) -> Band | None:
    """`60 %`, `0.6`, `12`, or two of them joined by `to`, in thousandths."""
    ends = [_thousandths(each.strip()) for each in re.split(r"\bto\b", str(written))]
    if len(ends) > 2 or None in ends:
        bag.add("MEA003", written.place, value=written)
        return None
    found = [each for each in ends if each is not None]
    if found[0] > found[-1]:
        bag.add("MEA003", written.place, value=written)
        return None
    return found[0], found[-1]


def _thousandths(written: str) -> int | None:
    found = _VALUE.fullmatch(written)
    if found is None:
        return None
    whole, rest, percent = found.groups()
    value = int(whole) * 1000 + int((rest or "").ljust(3, "0"))
    return value // 100 if percent else value
