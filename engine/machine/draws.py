"""Chance: a draw is a function of the seed, the stream's id and how often it was drawn, and of nothing else.

SHA-256 is used because every platform, a browser too, has the same one; draws are rare, so its microsecond is no cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

_BITS = 48


def fraction(seed: int, stream: str, count: int) -> int:
    """A whole number from 0 to 2**48 - 1, evenly spread."""
    digest = sha256(f"{seed}\n{stream}\n{count}".encode()).digest()
    return int.from_bytes(digest[: _BITS // 8], "big")


def weighted(seed: int, stream: str, count: int, weights: Sequence[int]) -> int:
    """Index drawn with the given weights (none negative, at least one above 0)."""
    point = fraction(seed, stream, count) * sum(weights) >> _BITS
    for index, weight in enumerate(weights):
        if point < weight:
            return index
        point -= weight
    return len(weights) - 1


def shuffled(seed: int, stream: str, count: int, size: int) -> int:
    """Index for the `count`-th reading of a shuffle of `size`: each once in every round of `size` readings."""
    round_, position = divmod(count, size)
    left = list(range(size))
    order = [left.pop(fraction(seed, f"{stream}/{round_}", at) * len(left) >> _BITS) for at in range(size)]
    return order[position]
