"""Events: they come in order at their moments, hold up what is under way and no longer, and come late to each other."""

import json

import pytest

from engine.expr.calendar import time_words
from tests.stories import machine_of

HEAD = """\
id: s
title: S
start: a
clock: {start: 2022-09-20 20:00, end: 2022-09-21 20:00, grain: 5m, zone: UTC}
variables: {n: 0, lit: true}
"""
WAIT = """\
      - choices: [{choose: Wait, id: wait, takes: 2h, then: Waited.}, {choose: Stop, id: stop, end: e}]
        again: true
"""


def timed(rows, scenes="", body=WAIT, head=HEAD):
    return f"{head}schedule:\n{rows}scenes:\n  a:\n    body:\n{body}{scenes}endings:\n  e: {{title: E}}\n"


def told(change):
    """What was said, each with its hour."""
    return [f"{time_words(clock, ())} {text}" for _, text, clock in change.said]


def after(source, *choices):
    """All that is told on the way through `choices` of scene a."""
    run = machine_of(source).begin(0)
    lines = told(run.change)
    for choice in choices:
        lines += told(run.choose(choice if "." in choice else f"a.{choice}"))
    return lines


def test_events_come_in_order_of_moment_priority_and_file_and_the_wait_takes_what_it_said():
    rows = """\
  late: {at: 2022-09-20 21:30, say: late}
  one: {at: 2022-09-20 21:00, say: one}
  two: {at: 2022-09-20 21:00, say: two}
  high: {at: 2022-09-20 21:00, priority: 1, say: high}
"""
    assert after(timed(rows), "wait") == ["21:00 high", "21:00 one", "21:00 two", "21:30 late", "22:00 Waited."]


def test_an_event_at_the_very_end_of_a_wait_comes_before_what_follows_it():
    assert after(timed("  x: {at: 2022-09-20 22:00, say: x}\n"), "wait") == ["22:00 x", "22:00 Waited."]


def test_an_event_after_a_wait_does_not_come_yet():
    rows = "  x: {at: 2022-09-20 22:05, say: x}\n"
    assert after(timed(rows), "wait") == ["22:00 Waited."]
    assert after(timed(rows), "wait", "wait") == ["22:00 Waited.", "22:05 x", "00:00 Waited."]


def test_an_event_at_the_start_comes_when_the_clock_first_moves_even_by_nothing():
    rows = "  x: {at: 2022-09-20 20:00, say: x}\n"
    assert after(timed(rows, body=f"      - Begin.\n{WAIT}"), "wait") == ["20:00 Begin.", "20:00 x", "22:00 Waited."]
    assert after(timed(rows, body=f"      - takes: 0m\n      - Begin.\n{WAIT}")) == ["20:00 x", "20:00 Begin."]


def test_moments_and_waits_lie_on_the_grain():
    rows = "  x: {at: 2022-09-20 20:31, say: x}\n  y: {every: 41m, until: 2022-09-20 21:00, say: y}\n"
    assert after(timed(rows), "wait") == ["20:35 x", "20:45 y", "22:00 Waited."]


def test_a_row_whose_condition_is_false_at_its_moment_is_missed_or_waits_for_the_next_time():
    rows = "  x: {at: 2022-09-20 21:00, if: n > 0, say: x}\n  y: {every: 1h, if: n > 0, say: y}\n"
    body = WAIT.replace("then: Waited.", "then: [do: n = 1]")
    assert after(timed(rows, body=body), "wait", "wait") == ["23:00 y", "00:00 y"]


def test_every_row_comes_once_for_each_time_or_once_for_all_that_a_stretch_holds():
    rows = """\
  x: {every: 30m, from: 2022-09-20 20:15, until: 2022-09-20 21:50, say: x}
  y: {every: 35m, missed: once, say: y}
"""
    lines = ["20:15 x", "20:45 x", "21:15 x", "21:45 x", "21:45 y", "22:00 Waited."]
    assert after(timed(rows), "wait") == lines
    assert after(timed(rows), "wait", "wait")[len(lines) :] == ["23:30 y", "00:00 Waited."]


VISIT = """\
  visit:
    body:
      - Knock.
      - choices: [{choose: Open, id: open, takes: 3h, then: Open.}]
      - Bye.
"""


def test_a_call_interrupts_and_the_rest_of_the_time_follows():
    source = timed("  x: {at: 2022-09-20 21:00, call: visit}\n", VISIT)
    run = machine_of(source).begin(0)
    assert told(run.choose("a.wait")) == ["21:00 Knock."]
    assert run.cells[1] == ("a.wait_takes+60+x", "@schedule.x.call_visit")
    assert told(run.choose("visit.open")) == ["00:00 Open.", "00:00 Bye.", "01:00 Waited."]
    assert run.cells[1] == ()


def test_an_event_under_way_survives_saving_and_undoing():
    source = timed("  x: {at: 2022-09-20 21:00, call: visit}\n", VISIT)
    machine = machine_of(source)
    run = machine.begin(0)
    before = list(run.cells)
    change = run.choose("a.wait")
    kept = json.loads(json.dumps(machine.values(run.cells)))
    other = machine_of(source).run_from(0, machine.cells_from(kept))
    assert told(other.choose("visit.open")) == told(run.choose("visit.open"))
    assert other.cells == run.cells
    other.change.undo(other.cells)
    change.undo(other.cells)
    assert other.cells == before


def test_what_falls_due_while_an_event_runs_comes_when_it_is_over():
    rows = """\
  x: {at: 2022-09-20 21:00, call: visit}
  y: {at: 2022-09-20 22:00, say: y}
  z: {at: 2022-09-20 21:30, say: z}
"""
    source = timed(rows, VISIT)
    assert after(source, "wait", "visit.open")[1:] == [
        "00:00 Open.",
        "00:00 Bye.",
        "00:00 z",
        "00:00 y",
        "01:00 Waited.",
    ]


def test_times_of_its_own_that_pass_while_an_event_runs_are_left_out():
    source = timed("  x: {every: 1h, call: visit}\n", VISIT)
    run = machine_of(source).begin(0)
    run.choose("a.wait")
    assert told(run.choose("visit.open")) == ["00:00 Open.", "00:00 Bye.", "01:00 Knock."]


def test_going_ends_what_was_under_way_with_all_its_calls():
    rows = "  x: {at: 2022-09-20 21:00, say: Out., go: street}\n"
    scenes = "  inner: {body: [takes: 2h, Never.]}\n  street: {body: [Street., takes: 1h, end: e]}\n"
    run = machine_of(timed(rows, scenes, body="      - call: inner\n      - Never.\n      - end: e\n")).begin(0)
    assert told(run.change) == ["21:00 Out.", "21:00 Street."]
    assert (run.cells[1], run.change.ending, time_words(run.cells[2], ())) == ((), "e", "22:00")


def test_an_event_waits_after_the_first_time_only():
    rows = "  x: {after: {seen: a.wait, wait: 3h}, say: x}\n  y: {after: {seen: schedule.x, wait: 1h}, say: y}\n"
    assert after(timed(rows), "wait", "wait", "wait") == [
        "22:00 Waited.",
        "23:00 x",
        "00:00 y",
        "00:00 Waited.",
        "02:00 Waited.",
    ]


@pytest.mark.parametrize("seen", ["a", "mark"])
def test_an_event_may_wait_for_a_scene_or_a_checkpoint(seen):
    rows = f"  x: {{after: {{seen: {seen}, wait: 1h}}, say: x}}\n"
    body = f"      - checkpoint: mark\n{WAIT}"
    assert after(timed(rows, body=body), "wait", "wait") == ["21:00 x", "22:00 Waited.", "00:00 Waited."]


def test_time_is_held_at_the_end_of_the_clock_and_later_events_never_come():
    rows = "  x: {at: 2022-09-21 20:00, say: x}\n  y: {every: 9h, say: y}\n"
    run = machine_of(timed(rows, body=WAIT.replace("2h", "30h"))).begin(0)
    assert told(run.choose("a.wait")) == ["05:00 y", "14:00 y", "20:00 x", "20:00 Waited."]
    assert [fault[:2] for fault in run.change.faults] == [("range", "a.wait:takes")]
    assert told(run.choose("a.wait")) == ["20:00 Waited."]


def test_an_event_that_takes_the_rest_of_the_time_is_followed_by_what_is_left_of_it():
    rows = "  x: {at: 2022-09-20 21:00, call: visit}\n"
    source = timed(rows, VISIT.replace("3h", "30h"))
    run = machine_of(source).begin(0)
    run.choose("a.wait")
    change = run.choose("visit.open")
    assert told(change) == ["20:00 Open.", "20:00 Bye.", "20:00 Waited."]
    assert [fault[1] for fault in change.faults] == ["visit.open:takes", "a.wait:takes"]


def test_thousands_of_times_whose_condition_is_false_stop_nothing():
    head = HEAD.replace("2022-09-21 20:00, grain: 5m", "2023-09-21 20:00, grain: 1m")
    source = timed("  x: {every: 1m, if: n > 0, say: x}\n", body=WAIT.replace("2h", "60d"), head=head)
    change = machine_of(source).begin(0)
    assert told(change.choose("a.wait")) == ["20:00 Waited."]
    assert not change.change.faults


def test_a_stretch_with_too_many_moments_passes_at_once_with_a_fault():
    head = HEAD.replace("2022-09-21 20:00, grain: 5m", "2023-09-21 20:00, grain: 1m")
    source = timed("  x: {every: 1m, if: n > 0, say: x}\n", body=WAIT.replace("2h", "200d"), head=head)
    run = machine_of(source).begin(0)
    assert told(run.choose("a.wait")) == ["20:00 Waited."]
    assert [fault[0] for fault in run.change.faults] == ["moments"]


def test_time_may_be_interrupted_in_any_of_several_places_of_one_scene():
    body = "      - takes: 1h\n      - One.\n      - takes: 1h\n      - Two.\n      - end: e\n"
    rows = "  x: {every: 45m, call: visit}\n"
    visit = "  visit:\n    body:\n      - choices: [{choose: Go on, id: on, then: On.}]\n"
    assert after(timed(rows, visit, body=body), "visit.on", "visit.on") == [
        "20:45 On.",
        "21:00 One.",
        "21:30 On.",
        "22:00 Two.",
    ]


def test_what_a_row_writes_and_remembers_is_told_by_the_row():
    rows = "  x: {at: 2022-09-20 21:00, do: n += 2, remember: you heard it}\n"
    machine = machine_of(timed(rows))
    change = machine.begin(0).choose("a.wait")
    assert ("@schedule.x:remember", "you heard it") in change.remembered
    assert (machine.layout.slots["n"], 0, 2, "@schedule.x:n") in change.wrote


def test_with_nothing_due_a_wait_writes_the_clock_once():
    machine = machine_of(timed("  x: {at: 2022-09-21 19:00, say: x}\n"))
    change = machine.begin(0).choose("a.wait")
    assert [machine.layout.names[slot] for slot, *_ in change.wrote] == ["@turn", "@clock", "@place"]


def test_an_event_in_the_middle_of_a_deal_comes_back_to_it():
    head = HEAD + "tags: {road: R}\n"
    scenes = "".join(f"  {name}: {{when: true, tags: [road], body: [takes: 1h, {name}.]}}\n" for name in "xy")
    source = timed(
        "  e1: {every: 30m, say: '!'}\n", scenes, "      - deal: {id: d, tag: road, pick: 2}\n      - end: e\n", head
    )
    assert after(source) == ["20:30 !", "21:00 !", "21:00 x.", "21:30 !", "22:00 !", "22:00 y."]


def test_time_that_an_event_cuts_short_before_the_end_of_the_clock_is_no_fault():
    rows = "  x: {at: 2022-09-20 21:00, go: street}\n"
    source = timed(rows, "  street: {body: [Street., end: e]}\n", body=WAIT.replace("2h", "90d"))
    assert machine_of(source).begin(0).choose("a.wait").faults == []
