"""What can be done with sets: tuples of ids, each once, in the order in which they were declared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

Members = tuple[str, ...]


def gathered(order: Members, items: Collection[Any]) -> Members:
    """The set of `items`; what is not in `order` is left out."""
    return tuple([each for each in order if each in items])


def combined(op: str, order: Members, left: Members, right: Members) -> Members:
    """`left` with (+) or without (-) what is in `right`."""
    if op == "-":
        return tuple([each for each in left if each not in right])
    return tuple([each for each in order if each in left or each in right])


def edge(at: int, whole: Members, empty: Any) -> Any:
    """The first (0) or last (-1) of `whole`; `empty` where it has none."""
    return whole[at] if whole else empty


def overlap(op: str, whole: Members, wanted: Members) -> bool:
    """Whether all (and) or some (or) of `wanted` are in `whole`."""
    found = [each in whole for each in wanted]
    return all(found) if op == "and" else any(found)


def nth(items: Sequence[Any], at: int) -> Any:
    """Item number `at`, from 0, held at the ends."""
    return items[max(0, min(at, len(items) - 1))]


def rank(order: Members, value: object) -> int:
    """The place of `value` in `order`; -1 for one that is not there."""
    return next((at for at, each in enumerate(order) if each == value), -1)


def and_list(words: Iterable[str], last: str = "and") -> str:
    """As spoken: a; a and b; a, b and c."""
    said = list(words)
    return f" {last} ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def listed(value: Members, names: dict[Any, str]) -> str:
    """The words of a set; those of None, else "nothing", where it is empty."""
    return and_list([names.get(each, each) for each in value]) if value else names.get(None, "nothing")
