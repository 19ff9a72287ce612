"""The roads and gates of Border Formalities: what the report derives, and what the map keeps to itself."""

import re
from functools import cache

import pytest

from engine.compiler.values import moment
from engine.machine import Machine
from engine.workbench import WorldReport, world_report
from engine.workbench.world import CrossingReport
from tests.stories.sitting import sit
from tests.story.test_border_formalities import HIS_CROSSINGS, program
from tests.story.test_golden_plays import PLAYS

LISTS = {"V3": "vnukovo_control", "T2": "torfyanovka_hall", "M2": "green_booth", "L2": "upper_lars"}
"""Rules that read a list on which nobody can look himself up, and the crossing of each."""


@cache
def report(profile: str, on: str) -> WorldReport:
    return world_report(Machine(program()), profile, moment(on, "Europe/Moscow"))


def crossings(profile: str, on: str) -> dict[str, CrossingReport]:
    return {each.id: each for each in report(profile, on).crossings}


def test_on_the_24th_ilya_may_pass_every_gate_but_the_airports() -> None:
    found = crossings("ilya", "2022-09-24")
    his = (each for each in found.values() if each.id in HIS_CROSSINGS)
    assert {each.id: [why.code for why in each.refused] for each in his if each.refused} == {"vnukovo_control": ["V2"]}
    assert found["vaalimaa_window"].closes == "2022-09-25 00:00"
    assert found["upper_lars"].closes == ""


def test_denis_is_refused_at_upper_lars_for_want_of_a_foreign_passport() -> None:
    found = crossings("denis", "2022-09-24")
    assert found["upper_lars"].reached
    assert [why.code for why in found["upper_lars"].refused_then] == ["L1"]
    assert found["upper_lars"].passed is None
    assert found["green_booth"].refused == ()


def test_roads_open_and_close_on_the_days_of_the_record() -> None:
    roads = {road.id: road for place in report("ilya", "2022-09-24").places for road in place.roads}
    turns = {name: [(turn.at, turn.open) for turn in road.turns] for name, road in roads.items() if road.turns}
    assert turns["own_car"] == [("2022-09-28 00:00", False)]
    assert turns["walk_up"] == [("2022-09-26 20:40", True), ("2022-09-29 09:00", False)]
    assert [why.code for why in roads["own_car"].turns[0].because] == ["O1"]


@pytest.mark.parametrize("name", PLAYS)
def test_the_map_names_no_list_before_a_window_has_and_no_road_of_another_man(name: str) -> None:
    play = PLAYS[name]
    session = sit(Machine(program()), seed=play["seed"], profile=play["profile"])
    refused = set[str]()
    for choice in play["choices"]:
        page = session.page("map")
        said = " ".join(line for section in page.sections for line in (section.heading, *section.paragraphs))
        assert {code for code in re.findall(r"\b([A-Z]\d): ", said) if code in LISTS} <= refused, choice
        if play["profile"] == "denis":
            assert not re.search(r"Moscow|Petersburg|Samara|Dariali|Finnish", said)
        elif choice.startswith("word.") and not choice.startswith("word.table"):
            assert not re.search(r"Lars|Finnish|Mashtakovo", said), choice
        session.choose(next(each.number for each in session.view.choices if each.id == choice))
        changed = " ".join(session.view.turn.changed)
        refused |= {code for code in LISTS if re.search(r"(Upper Lars|Mashtakovo): restricted", changed)}
