"""Sizes: grids kept as text, storms of changes, and terminals too small to read.

`UPDATE_SNAPSHOTS=1` writes the grids anew.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from engine.tui.messages import Start
from engine.tui.widgets.menu import Line, Menu
from engine.tui.widgets.prose import Prose, Turn
from tests.pictures import KEYS, SIZES, desk_for
from tests.tui.screen import PLAYING, Scenery, run

SNAPSHOTS = Path(__file__).parent / "snapshots"
STORMED: tuple[tuple[str, ...], ...] = (("p",), ("t",), ("ctrl+p",))


@pytest.mark.parametrize("name", KEYS)
def test_the_screen_is_as_it_was_at_every_size(name: str) -> None:
    start, keys = KEYS[name]
    *others, first = SIZES

    async def scene(at: Scenery) -> None:
        await at.press(*keys)
        grids = {first: at.grid()}
        for size in others:
            await at.resize(*size)
            grids[size] = at.grid()
        for size, grid in grids.items():
            compare(SNAPSHOTS / f"{name}-{size[0]}x{size[1]}.txt", grid + "\n")

    run(scene, desk=desk_for(start), start=start, size=first)


def compare(path: Path, grid: str) -> None:
    """`grid` with the one that is kept."""
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(grid, encoding="utf-8")
    assert grid == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("start", [PLAYING, pytest.param(Start(), marks=pytest.mark.proof)], ids=["play", "library"])
@pytest.mark.parametrize("keys", [(), *(pytest.param(each, marks=pytest.mark.proof) for each in STORMED)])
def test_a_storm_of_sizes_breaks_nothing(start: Start, keys: tuple[str, ...]) -> None:
    chance = random.Random(7)

    async def scene(at: Scenery) -> None:
        await at.press(*keys)
        for _ in range(12):
            await at.pilot.resize_terminal(chance.randint(1, 150), chance.randint(1, 50))
        await at.resize(80, 24)
        assert at.grid().strip()

    run(scene, start=start)


def test_after_a_storm_the_passage_is_still_at_the_top() -> None:
    chance = random.Random(3)

    async def scene(at: Scenery) -> None:
        await at.press("1", "1", "1")
        before = at.grid()
        for _ in range(12):
            await at.pilot.resize_terminal(chance.randint(1, 150), chance.randint(1, 50))
        await at.resize(80, 24)
        prose = at.app.screen.query_one(Prose)
        assert prose.query(Turn).last().region.y == prose.region.y
        assert at.grid() == before

    run(scene)


@pytest.mark.parametrize("name", KEYS)
def test_a_terminal_too_small_to_read_does_not_crash(name: str) -> None:
    start, keys = KEYS[name]

    async def scene(at: Scenery) -> None:
        await at.press(*keys)
        assert len(at.grid().splitlines()) <= 5
        for size in ((1, 1), (20, 3)):
            await at.resize(*size)
            assert len(at.grid().splitlines()) <= size[1]

    run(scene, desk=desk_for(start), start=start, size=(10, 5))


def test_prose_is_never_wider_than_seventy_two_columns() -> None:
    async def scene(at: Scenery) -> None:
        for width in (40, 60, 80, 109, 200):
            await at.resize(width, 30)
            assert min(72, width - 6) <= at.app.screen.query_one(Turn).content_size.width <= 72

    run(scene)


def test_the_options_are_as_high_as_their_words_at_every_width() -> None:
    async def scene(at: Scenery) -> None:
        for width in range(40, 80, 3):
            await at.pilot.resize_terminal(width, 50)
            await at.pilot.pause()
            menu = at.app.screen.query_one(Menu)
            assert sum(line.region.height for line in menu.query(Line)) == menu.region.height

    run(scene)
