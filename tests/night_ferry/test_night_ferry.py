"""The second story: papers, roads and a desk in a country of nobody's, held to its golden plays."""

from functools import cache
from pathlib import Path

import pytest

from engine.machine import Machine
from engine.workbench import wander, world_lines, world_report
from tests.stories import ROOT, compiled, files_of, program_of
from tests.stories.sitting import answers_in, plainly

FOLDER = ROOT / "story" / "night-ferry"
PLAYS = tuple(sorted(Path(__file__).parent.glob("*.play")))
MIDNIGHT = 28_640_040
"""Saturday 15 June 2024, 00:00 in Harne."""


@cache
def machine() -> Machine:
    return Machine(program_of(files_of(FOLDER)))


def test_the_story_compiles_without_a_complaint():
    assert compiled(files_of(FOLDER)).diagnostics == ()


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.stem)
def test_the_story_plays_as_its_golden_play(play):
    wanted = play.read_text(encoding="utf-8")
    assert plainly(machine(), answers_in(wanted)) == wanted


def test_each_ending_has_its_golden_play():
    assert {play.stem.replace("-", "_") for play in PLAYS} == {each.id for each in machine().program.endings}


def test_wandering_meets_no_fault_and_passes_the_desk():
    rules = set()
    for play in wander(machine(), None, range(200), most=60):
        for change in play.changes:
            assert change.faults == []
            rules |= {str(new) for slot, _, new, _ in change.wrote if _name(slot) == "instrument_desk.rule"}
    assert {"D2", "D4", "no_rule"} <= rules


def _name(slot: int) -> str:
    return machine().layout.names[slot]


def test_at_midnight_the_book_keeps_the_desk_shut_for_good():
    report = world_report(machine(), "tove", MIDNIGHT)
    [desk] = report.crossings
    assert [each.code for each in desk.refused] == ["D1", "D3", "D4"]
    assert [each.code for each in desk.refused_then] == ["D3", "D4"]
    assert desk.passed is None
    assert desk.reached is not None
    assert desk.reached.at == "2024-06-15 09:00"


def test_from_midra_at_midnight_only_the_tide_lets_anybody_over():
    lines = list(world_lines(world_report(machine(), "tove", MIDNIGHT), machine()))
    midra = lines[lines.index("Midra.") :]
    assert midra[1].startswith("Closed: The strait ferry")
    assert midra[2].endswith("T1: There are 72 centimetres of water over the causeway.")
