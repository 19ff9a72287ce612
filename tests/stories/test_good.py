"""Every good story compiles without a complaint and plays as its golden play says."""

import pytest

from engine.machine import Machine
from tests.stories import GOOD, NAMES, compile_story, corpus, files_of
from tests.stories.sitting import answers_in, golden, plainly


@pytest.mark.parametrize("story", GOOD, ids=NAMES)
def test_a_good_story_compiles_without_a_complaint(story):
    made = compile_story(files_of(story), "f")
    assert made.diagnostics == ()
    assert made.program is not None


@pytest.mark.parametrize("name", NAMES)
def test_a_good_story_plays_as_its_golden_play(name):
    wanted = golden(name).read_text(encoding="utf-8")
    assert plainly(Machine(corpus(name)), answers_in(wanted)) == wanted


def test_every_golden_play_has_its_story():
    assert {each.stem for each in golden("x").parent.glob("*.play")} == set(NAMES)
