"""Two versions of a story, compared by what they mean."""

import pytest

from engine.compiler import compile_story
from engine.machine import Machine
from engine.program import Program
from engine.workbench.differing import Altered, differ, difference_lines, outcomes
from engine.workbench.differing.outcomes import moved_words
from tests.stories import ROOT, files_of, program_of

STORY = """\
id: drawer
title: The drawer
start: kitchen
variables:
  cash: {number: 50, min: 0, unit: roubles, title: Money}
endings:
  home: {title: Home, text: You stay.}
  away: {title: Away, text: You sit by the window.}
scenes:
  kitchen:
    title: The kitchen
    body:
      - The radio is on and nobody listens.
      - choices:
          - {choose: Fly, id: fly, needs: cash >= 40, costs: {cash: 40}, go: airport}
          - {choose: Buy a kettle, id: kettle, do: cash -= 12, then: It whistles.}
          - {choose: Stay, id: stay, end: home}
      - end: home
  airport:
    title: The airport
    body:
      - A seat.
      - end: away
"""


def program(text: str) -> Program:
    compiled = compile_story({"story.yaml": text.encode()})
    assert compiled.program is not None, compiled.diagnostics
    return compiled.program


def changed(*pairs: tuple[str, str]) -> list[str]:
    """What is told of the story after these replacements."""
    text = STORY
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return list(difference_lines(differ(program(STORY), program(text))))


def test_a_story_means_the_same_as_itself():
    assert changed() == ["The two mean the same."]


def test_the_order_of_scenes_and_files_means_nothing():
    head, scenes = STORY.split("scenes:\n")
    at = scenes.index("  airport:")
    turned = f"{head}scenes:\n{scenes[at:]}{scenes[:at]}"
    assert differ(program(STORY), program(turned)).empty


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("needs: cash >= 40", "needs: cash >= 45", "  kitchen.fly: needs cash >= 45, was cash >= 40"),
        ("costs: {cash: 40}", "costs: {cash: 39}", "  kitchen.fly: costs cash 39, was cash 40"),
        ("do: cash -= 12", "do: cash -= 13", "  kitchen.kettle:cash: is cash = cash - 13, was cash = cash - 12"),
        ("nobody listens", "Lena listens", "words reworded (1 word; first “nobody” to “Lena”)"),
        ("title: The kitchen", "title: A kitchen", "  kitchen: title A kitchen, was The kitchen"),
        ("number: 50,", "number: 60,", "  cash: start 60, was 50"),
        (
            "id: stay, end: home",
            "id: stay, end: away",
            "  kitchen: goes to airport, the ending away, the ending home",
        ),
        ("choose: Fly,", "choose: Fly away,", "  kitchen.fly: label reworded"),
    ],
)
def test_a_change_is_told_with_what_was_before(old, new, line):
    assert any(line in each for each in changed((old, new))), changed((old, new))


def test_a_scene_that_is_new_is_told_without_all_that_is_in_it():
    lines = changed(("go: airport", "go: gate"), ("  airport:\n", "  gate:\n    body: [{go: airport}]\n  airport:\n"))
    assert lines == [
        "Scenes:",
        "  gained gate",
        "  kitchen: goes to gate, the ending home, was airport, the ending home",
    ]


def test_a_choice_that_is_gone_takes_its_effects_along():
    gone = "          - {choose: Buy a kettle, id: kettle, do: cash -= 12, then: It whistles.}\n"
    lines = changed((gone, ""))
    assert lines[:2] == ["Choices:", "  lost kitchen.kettle"]
    assert not any("kettle" in line for line in lines[2:])


def test_what_was_renamed_is_told_as_renamed_with_all_that_belongs_to_it():
    lines = changed(
        ("title: The drawer\n", "title: The drawer\nrenamed: {kitchen: room, kitchen.fly: room.flee}\n"),
        ("start: kitchen", "start: room"),
        ("  kitchen:\n", "  room:\n"),
        ("id: fly", "id: flee"),
    )
    assert "  kitchen is now room" in lines
    assert "  kitchen.fly is now room.flee" in lines
    assert not any("gained" in line or "lost" in line for line in lines)


def test_plays_with_the_same_seeds_show_which_outcomes_moved():
    harder = STORY.replace("needs: cash >= 40", "needs: cash >= 60")
    before, after = (outcomes(Machine(program(text)), "default", 200) for text in (STORY, harder))
    assert dict(before.endings)["away"] > 0
    assert "away" not in dict(after.endings)
    told = list(moved_words(before, after))
    assert any(line.startswith("away: ") and line.endswith("now in none") for line in told)
    assert list(moved_words(before, before)) == []


def test_a_shipped_story_can_be_told_whole():
    shipped = program_of(files_of(ROOT / "story" / "night-ferry"))
    without = shipped.replace(endings=shipped.endings[1:])
    found = differ(shipped, without)
    assert found.lost == (("ending", shipped.endings[0].id),)
    assert found.altered == ()


def test_differences_are_plain_data():
    found = differ(program(STORY), program(STORY.replace("number: 50,", "number: 60,")))
    assert found.altered == (Altered("variable", "cash", "start", "50", "60"),)
