"""Figures from samples, with what they leave open: distances of distributions, shares, means.

In: counts and rows of outcomes. Out: `Estimate`s with a 90 % interval. Chance here is Python's `random` from a fixed
seed, so that the same rows give the same figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log2, sqrt
from random import Random

from engine.frozen import Frozen

SHUFFLES = 200
RESAMPLES = 200
_NINETY = 1.645
"""Standard deviations to each side that hold nine in ten."""


class Estimate(Frozen):
    """A figure and its 90 % interval; `count` is of how many independent things it was made."""

    value: float
    low: float
    high: float
    count: int


def exact(value: float, count: int) -> Estimate:
    """A figure that is counted, not estimated."""
    return Estimate(value, value, value, count)


def total_variation(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Half the sum of the differences of two distributions, from 0 (the same) to 1; 0 where one is empty."""
    left, right = sum(one.values()), sum(other.values())
    if not left or not right:
        return 0.0
    return sum(abs(one.get(each, 0) / left - other.get(each, 0) / right) for each in {*one, *other}) / 2


def entropy(counts: Mapping[str, int]) -> float:
    """The entropy of a distribution against the greatest that so many outcomes can have; 0 of a single one."""
    found = [count for count in counts.values() if count]
    if len(found) < 2:
        return 0.0
    whole = sum(found)
    return -sum(count / whole * log2(count / whole) for count in found) / log2(len(found))


Rows = Sequence[Sequence[tuple[str, str]]]
"""Of each state the pairs of outcomes that came of two options under the same chance."""


def influence(rows: Rows, seed: int = 0) -> Estimate:
    """How far two options move the outcome: total variation less its mean under shuffled labels.

    Labels are shuffled within each pair. The interval is the basic one of resampled states, its lower end less the same
    mean, so that it errs towards too little; of a great influence the figure itself lacks that much.
    """
    chance = Random(seed)
    pairs = Counter(pair for state in rows for pair in state)
    whole = sum(pairs.values())
    if not whole:
        return Estimate(0.0, 0.0, 0.0, 0)
    found, bias = _distance(pairs) / whole, _shuffled(pairs, chance) / whole
    again = sorted(_resampled(rows, chance) for _ in range(RESAMPLES)) if any(a != b for a, b in pairs) else [0.0]
    low, high = again[len(again) // 20], again[len(again) - 1 - len(again) // 20]
    value = max(0.0, found - bias)
    lower, upper = 2 * found - high - bias, 2 * found - low
    return Estimate(value, max(0.0, min(lower, value)), min(1.0, max(upper, value)), len(rows))


def _distance(pairs: Mapping[tuple[str, str], int]) -> float:
    """Total variation, times the number of pairs."""
    differences: Counter[str] = Counter()
    for (one, other), count in pairs.items():
        differences[one] += count
        differences[other] -= count
    return sum(map(abs, differences.values())) / 2


def _shuffled(pairs: Mapping[tuple[str, str], int], chance: Random) -> float:
    """The mean distance when each pair is turned round or not by a coin."""
    apart: Counter[tuple[str, str]] = Counter()
    for (one, other), count in pairs.items():
        if one != other:
            apart[min(one, other), max(one, other)] += count
    total = 0.0
    for _ in range(SHUFFLES):
        differences: Counter[str] = Counter()
        for (one, other), count in apart.items():
            heads = 2 * chance.getrandbits(count).bit_count() - count
            differences[one] += heads
            differences[other] -= heads
        total += sum(map(abs, differences.values())) / 2
    return total / SHUFFLES


def _resampled(rows: Rows, chance: Random) -> float:
    pairs: Counter[tuple[str, str]] = Counter()
    for state in chance.choices(rows, k=len(rows)):
        pairs.update(state)
    return _distance(pairs) / max(1, sum(pairs.values()))


def share(count: int, whole: int) -> Estimate:
    """A share with its interval by Wilson's formula; of nothing 0 to 1."""
    if not whole:
        return Estimate(0.0, 0.0, 1.0, 0)
    part, square = count / whole, _NINETY**2
    middle = (part + square / (2 * whole)) / (1 + square / whole)
    spread = _NINETY * sqrt(part * (1 - part) / whole + square / (4 * whole**2)) / (1 + square / whole)
    return Estimate(part, min(part, max(0.0, middle - spread)), max(part, min(1.0, middle + spread)), whole)


def mean(values: Sequence[float]) -> Estimate:
    """A mean with its interval by the normal distribution."""
    count = len(values)
    if not count:
        return Estimate(0.0, 0.0, 0.0, 0)
    middle = sum(values) / count
    spread = _NINETY * sqrt(sum((each - middle) ** 2 for each in values) / max(1, count - 1) / count)
    return Estimate(middle, middle - spread, middle + spread, count)
