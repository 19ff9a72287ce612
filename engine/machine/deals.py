"""Storylets at play: which may come now and in what order, how one is entered and how the story comes back.

In: a run, its cells, and what a deal or a block of choices asks for. Out: the code to go on with, or offers. Offering
reads only; what is taken is committed when it is taken. Cost: linear in the storylets that have the tag.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, cast

from engine.program import STACK
from engine.program.ids import DEALT
from engine.program.layout import CellValue

Cells = list[CellValue]


class Dealing(NamedTuple):
    """What is asked for: up to `pick` storylets tagged `tag`. `id` is that of the deal or of the block of choices.

    `by` is priority, least seen or weight; `slot` is that of the cell which counts the draws of `id` (None: no draws).
    """

    id: str
    tag: str
    pick: int
    by: str
    slot: int | None


class Pool(NamedTuple):
    """The storylets of one tag, by index in order of declaration.

    `ranks` are priorities below zero, so that the least comes first; `visits` the slots of their counters;
    `open` lists the indexes of those that may come now.
    """

    scenes: tuple[str, ...]
    ranks: tuple[int, ...]
    visits: tuple[int, ...]
    open: Callable[[Any, Cells], list[int]]
    weights: tuple[Callable[[Any, Cells], int], ...]
    labels: tuple[Callable[[Any, Cells], str], ...]


def deal(run: Any, cells: Cells, dealing: Dealing, dealt: str) -> Any:
    """Enter the next storylet of a deal that has run those in `dealt`; None when there is no more to deal."""
    given = dealt.split(DEALT) if dealt else []
    if len(given) >= dealing.pick:
        return None
    pool: Pool = run.book.pool(dealing.tag)
    found = [index for index in pool.open(run, cells) if pool.scenes[index] not in given]
    index = _drawn(run, cells, dealing, pool, found) if dealing.by == "weight" else _first(cells, dealing, pool, found)
    if index is None:
        return None
    scene = pool.scenes[index]
    return _enter(run, cells, DEALT.join((dealing.id, *given, scene)), scene)


def offer(run: Any, cells: Cells, offers: list[tuple[str, bool, str]], dealing: Dealing) -> None:
    """Append what a block of choices offers of its storylets, none that stands there already."""
    pool: Pool = run.book.pool(dealing.tag)
    there = {each[0] for each in offers}
    found = [index for index in pool.open(run, cells) if f"{dealing.id}{DEALT}{pool.scenes[index]}" not in there]
    if dealing.by == "weight":
        picked = _looked_at(run, cells, dealing, pool, found)
    else:
        picked = _ranked(cells, dealing, pool, found)[: dealing.pick]
    offers += [(f"{dealing.id}{DEALT}{pool.scenes[at]}", True, pool.labels[at](run, cells)) for at in picked]


def take(run: Any, cells: Cells, block: str, slot: int | None, storylet: str) -> Any:
    """Enter a storylet that the block `block` offered. With a `slot` the draw that offered it is now spent."""
    if slot is not None:
        count = cast(int, cells[slot])
        run.wrote.append((slot, count, count + 1, block))
        cells[slot] = count + 1
        run.change.drawn.append((block, count, storylet))
    return _enter(run, cells, block, storylet)


def _enter(run: Any, cells: Cells, frame: str, scene: str) -> Any:
    stack = cast(tuple[str, ...], cells[STACK])
    run.wrote.append((STACK, stack, (*stack, frame), frame))
    cells[STACK] = (*stack, frame)
    return run.book.entries[run.book.indexes[scene]]


def _ranked(cells: Cells, dealing: Dealing, pool: Pool, found: Sequence[int]) -> list[int]:
    by_rank = dealing.by == "priority"
    return sorted(found, key=lambda at: (pool.ranks[at] if by_rank else 0, cast(int, cells[pool.visits[at]])))


def _first(cells: Cells, dealing: Dealing, pool: Pool, found: Sequence[int]) -> int | None:
    ranked = _ranked(cells, dealing, pool, found)
    return ranked[0] if ranked else None


def _weighed(run: Any, cells: Cells, pool: Pool, found: Sequence[int]) -> dict[int, int]:
    """Weights by index, of those above zero."""
    weights = {at: pool.weights[at](run, cells) for at in found}
    return {at: weight for at, weight in weights.items() if weight > 0}


def _drawn(run: Any, cells: Cells, dealing: Dealing, pool: Pool, found: Sequence[int]) -> int | None:
    weights = _weighed(run, cells, pool, found)
    if not weights:
        return None
    indexes = list(weights)
    names = tuple(pool.scenes[at] for at in indexes)
    drawn: int = run.drawn(cells, dealing.slot, dealing.id, names, tuple(weights.values()))
    return indexes[drawn]


def _looked_at(run: Any, cells: Cells, dealing: Dealing, pool: Pool, found: Sequence[int]) -> list[int]:
    """Draws without a trace, the same until one is taken. What a record says was taken here is among them."""
    weights = _weighed(run, cells, pool, found)
    count = cast(int, cells[cast(int, dealing.slot)])
    stream = f"{run.book.first_ids.get(dealing.id, dealing.id)}/{dealing.tag}"
    recorded = run.forced.get((dealing.id, count))
    known = next((at for at in weights if pool.scenes[at] == recorded), None)
    return sorted(run.looked_at(stream, count, weights, dealing.pick, known))
