"""What the map is silent about the report tells; what is hidden may decide where the map is silent."""

from engine.machine import Machine
from engine.program.codec import decode, encode
from engine.program.world import World
from engine.workbench import world_lines, world_report
from tests.stories import codes_of, corpus
from tests.stories.sitting import sit

KNOWN = "maps-tell-what-is-known"


def on_the_map(session):
    """The lines of the map."""
    return [line for section in session.page("map").sections for line in (section.heading, *section.paragraphs)]


def test_a_road_is_on_the_map_from_when_he_knows_of_it():
    session = sit(Machine(corpus(KNOWN)))
    assert on_the_map(session) == ["The yard", "You are here.", "You know of no road from here."]
    session.choose(1)
    assert "Open: The cart (to: The hill; 2 hours)." in on_the_map(session)


def test_a_report_tells_rules_and_closures_that_the_map_is_silent_about():
    report = world_report(Machine(corpus(KNOWN)), None, None)
    lines = [line for place in report.places for line in place.lines]
    assert "Closed: The cart (to: The hill). R1: The carter is asleep." in lines
    assert [each.code for each in report.crossings[0].refused] == ["G1"]


def test_a_hidden_variable_may_decide_only_where_the_rule_is_not_always_known():
    rule = "{code: G1, requires: not wanted, says: No.%s}"
    head = """\
id: s
title: S
start: a
variables: {wanted: {flag: false, hidden: true}}
places: {b: {title: B}, c: {title: C}}
crossings: {g: {title: G, place: b, to: c, rules: [%s]}}
scenes: {a: {body: [{do: wanted = true}, {cross: g}, {end: e}]}}
endings: {e: {title: E}}
"""
    assert codes_of(head % rule % "") == ["WLD005"]
    assert codes_of(head % rule % ", known: g.verdict == refused") == []


def test_what_is_known_survives_json():
    world = corpus(KNOWN).world
    assert world.crossings[0].rules[0].known is not None
    assert decode(World, encode(world)) == world


def test_a_report_tells_when_a_road_opens_and_closes():
    machine = Machine(corpus(KNOWN))
    report = world_report(machine, None, None)
    roads = {road.id: road for place in report.places for road in place.roads}
    assert [(turn.at, turn.open, [each.code for each in turn.because]) for turn in roads["cart"].turns] == [
        ("2024-05-06 09:00", True, []),
        ("2024-05-07 00:00", False, ["R1"]),
        ("2024-05-07 09:00", True, []),
        ("2024-05-08 00:00", False, ["R1"]),
    ]
    assert roads["tunnel"].turns == ()
    lines = list(world_lines(report, machine))
    assert "The cart opens at 2024-05-06 09:00." in lines
    assert "The cart closes at 2024-05-07 00:00. R1: The carter is asleep." in lines
