"""The earliest arrival is the one that trying every departure finds, and the report says what it rests on."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.machine import Ask, Machine
from engine.program import CLOCK, HERE
from engine.workbench import world_lines, world_report
from engine.workbench.roads import Roads
from tests.stories import corpus, machine_of

PLACES = ("a", "b", "c")
GRAIN, STEPS = 30, 40
HEAD = """\
id: w
title: W
start: s
clock: {start: 2024-05-06 00:00, end: 2024-05-06 20:00, grain: 30m}
variables: {cash: {number: 9, min: 0, title: Money}}
places: {a: {title: A}, b: {title: B}, c: {title: C}}
profiles: {man: {name: Man, place: a}}
"""
TAIL = "scenes: {s: {body: [{end: e}]}}\nendings: {e: {title: E}}\n"


@st.composite
def worlds(draw: Any) -> str:
    """A story of three places and up to five routes, with prices, times and closures that change with the hour."""
    hours = st.integers(0, 19)
    routes = ""
    for number in range(draw(st.integers(1, 5))):
        start, to = draw(st.permutations(PLACES))[:2]
        early, late = draw(st.integers(1, 5)), draw(st.integers(0, 5))
        takes = f"{{2024-05-06 00:00: {early}h, 2024-05-06 {draw(hours) or 1:02}:00: {late}h 10m}}"
        costs = draw(st.sampled_from(["0", "2", "5", "4 if hour < 6 else 1"]))
        shut, opened = sorted((draw(hours), draw(hours)))
        closed = f"closed: [{{code: R{number}, when: hour >= {shut} and hour < {opened}, says: Shut.}}]"
        routes += (
            f"  r{number}: {{title: R, from: {start}, to: {to}, takes: {takes}, costs: {{cash: {costs}}}, {closed}}}\n"
        )
    return f"{HEAD}routes:\n{routes}{TAIL}"


def tried_out(machine: Machine) -> dict[str, int]:
    """The earliest moment at each place, by trying every road at every step of the clock with every purse."""
    cells = machine.first_cells(machine.profile(None))
    slot, begin, end = machine.layout.slots["cash"], cells[CLOCK], machine.program.clock.end
    standing = {(cells[HERE], begin, cells[slot])}
    for now in range(begin, end + 1, GRAIN):
        for place, at, cash in [each for each in standing if each[1] == now]:
            standing.add((place, at + GRAIN, cash))
            cells[slot] = cash
            ask = Ask(machine.program, machine.layout, cells).at(place, now)
            for route in machine.program.world.routes:
                over = now + ask.takes(route)
                if route.start == place and not ask.closed_because(route) and over <= end:
                    _add(standing, (route.to, over, cash - sum(cost for _, cost in ask.costs(route))), now)
    return {place: min(at for where, at, _ in standing if where == place) for place in {each[0] for each in standing}}


def _add(standing: set[Any], arrival: Any, now: int) -> None:
    """An arrival at this very moment is looked at with the next step, which loses nothing but half an hour."""
    assert arrival[1] > now
    standing.add(arrival)


@settings(max_examples=40)
@given(worlds())
def test_the_search_finds_what_trying_everything_finds(source):
    machine = machine_of(source)
    found = Roads(machine, machine.first_cells(machine.profile(None))).arrivals()
    assert {place: arrivals[0].at for place, arrivals in found.items()} == tried_out(machine)


@settings(max_examples=20)
@given(worlds())
def test_a_journey_can_be_made_leg_by_leg(source):
    machine = machine_of(source)
    cells = machine.first_cells(machine.profile(None))
    begin, slot = cells[CLOCK], machine.layout.slots["cash"]
    routes = {each.id: each for each in machine.program.world.routes}
    for arrivals in Roads(machine, cells).arrivals().values():
        for arrival in arrivals:
            cells[slot], now = 9, begin
            for leg in arrival.legs:
                assert leg.leaves >= now
                ask = Ask(machine.program, machine.layout, cells).at(leg.start, leg.leaves)
                assert ask.closed_because(routes[leg.way]) == ()
                now = leg.leaves + ask.takes(routes[leg.way])
                assert now == leg.arrives
                cells[slot] -= dict(ask.costs(routes[leg.way]))["cash"]
            assert arrival.money == (cells[slot],)


def test_looking_for_roads_leaves_the_cells_as_they_are():
    machine = Machine(corpus("crossings-decide-by-their-rules"))
    cells = machine.first_cells(machine.profile(None))
    before = list(cells)
    Roads(machine, cells).arrivals()
    assert cells == before


def test_the_report_says_when_a_gate_lets_through_and_when_it_stops_and_why():
    machine = Machine(corpus("crossings-decide-by-their-rules"))
    [gate] = world_report(machine, None, None).crossings
    assert gate.refused == ()
    assert gate.passed.at == "2024-05-06 11:00"
    assert gate.closes == "2024-05-07 15:00"
    assert [each.code for each in gate.closed_by] == ["G2"]


def test_the_lines_of_a_report_are_the_same_each_time_and_say_what_they_rest_on():
    machine = Machine(corpus("routes-are-travelled-by-their-rules"))
    lines = list(world_lines(world_report(machine, None, None), machine))
    assert lines == list(world_lines(world_report(machine, None, None), machine))
    assert lines[1] == "On 2024-05-06 08:00, at The quay. Money: 100 crowns."
    assert lines[2].startswith("Reckoned from the papers and the money at the start.")
    assert "Closed: The slow boat (to: The town; by boat). Ticket: not in your hands." in lines
