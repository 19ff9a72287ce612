"""Knots of a graph: groups of nodes that lead to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


def knots(nodes: Iterable[str], after: Callable[[str], Iterable[str]]) -> list[list[str]]:
    """Strongly connected groups, each node in one, those that are led to before those that lead there. Linear."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    held: list[str] = []
    on_hold: set[str] = set()
    found: list[list[str]] = []
    for first in nodes:
        if first in number:
            continue
        way: list[tuple[str, Iterator[str]]] = []
        _enter(first, after, number, low, held, on_hold, way)
        while way:
            node, left = way[-1]
            following = next(left, None)
            if following is None:
                way.pop()
                if way:
                    low[way[-1][0]] = min(low[way[-1][0]], low[node])
                if low[node] == number[node]:
                    found.append(_taken_off(node, held, on_hold))
            elif following not in number:
                _enter(following, after, number, low, held, on_hold, way)
            elif following in on_hold:
                low[node] = min(low[node], number[following])
    return found


def _enter(
    node: str,
    after: Callable[[str], Iterable[str]],
    number: dict[str, int],
    low: dict[str, int],
    held: list[str],
    on_hold: set[str],
    way: list[tuple[str, Iterator[str]]],
) -> None:
    number[node] = low[node] = len(number)
    held.append(node)
    on_hold.add(node)
    way.append((node, iter(after(node))))


def _taken_off(node: str, held: list[str], on_hold: set[str]) -> list[str]:
    group: list[str] = []
    while not group or group[-1] != node:
        group.append(held.pop())
        on_hold.discard(group[-1])
    return group
