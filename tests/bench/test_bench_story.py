"""That the contenders of `make bench` tell the same story: else their ratio would mean nothing."""

import re

import pytest

from engine.machine import Machine
from tests.bench.players import compiled, seen_by_hand, seen_by_ours, take_walk
from tests.bench.story import story

SCENES = 60
TURNS = 300


@pytest.fixture(scope="module")
def machine() -> Machine:
    return Machine(compiled(story(SCENES)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_walk_shows_the_same_text_and_choices_by_hand_and_by_the_engine(machine: Machine, seed: int) -> None:
    walk = take_walk(machine, TURNS, seed)
    assert seen_by_ours(machine, walk) == seen_by_hand(story(SCENES), walk)


def test_a_walk_ends_in_the_same_cells_without_text_and_in_states(machine: Machine) -> None:
    walk = take_walk(machine, TURNS)
    run = machine.begin(7)
    mute = Machine(machine.program, with_text=False).begin(7)
    state, _ = machine.start(7)
    for choice in walk.ids:
        run.choose(choice)
        mute.choose(choice)
        state, _ = machine.choose(state, choice)
    assert run.cells == mute.cells == state.cells()


def test_the_story_has_the_measures_that_its_page_names(machine: Machine) -> None:
    turns = seen_by_ours(machine, take_walk(machine, TURNS))
    words = sorted(len(re.findall(r"\S+", text)) for text, _ in turns)
    assert 90 <= words[len(words) // 2] <= 130
    assert any(not open_ for _, offers in turns for _, open_ in offers)
    assert {len(offers) for _, offers in turns} <= {1, 2, 3, 4}
