"""Scripted plays: what passes, how what fails is told, and the shortest play that shows it."""

from xml.etree.ElementTree import fromstring

import pytest

from engine.compiler import compile_story
from engine.machine import Machine
from engine.program.scripts import Script
from engine.record import Record
from engine.workbench.testing import Rehearsal, as_junit, play_script, rehearsal_lines, script_text
from engine.workbench.testing.acting import Acting
from engine.workbench.testing.reporting import as_json

STORY = """\
id: drawer
title: The drawer
start: kitchen
clock: {start: 2022-09-21 09:10, end: 2022-09-24 00:00, grain: 5m, zone: Europe/Moscow}
variables:
  cash: {number: 50000, min: 0, unit: roubles, title: Money}
  called: {text: '', title: Name}
documents:
  passport: {title: Passport, held: false}
places:
  moscow: {title: Moscow}
  airport: {title: The airport}
endings:
  home: {title: Home, text: You stay.}
  away: {title: Away, text: "You sit by the _window_.{% if passport.held %} It is in your hand.{% endif %}"}
scenes:
  kitchen:
    place: moscow
    body:
      - The radio is on.
      - choices:
          - {choose: Open the drawer, id: drawer, once: true, do: gain(passport), then: Two red covers.}
          - {choose: Fly, id: fly, needs: passport.held, costs: {cash: 40000}, go: airport}
          - {choose: Buy a kettle, id: kettle, costs: {cash: 12000}, then: It whistles.}
          - {choose: Say a name, id: say, then: [{ask: {id: name, into: called, question: Who?, kind: text, max: 20}}]}
          - {choose: Spend all, id: spend, do: cash -= 60000}
          - {choose: Stay, id: stay, end: home}
        again: true
  airport:
    place: airport
    body:
      - chance:
          id: guard
          of:
            waved: {weight: 9, then: He waves.}
            asked: {weight: 1, then: He asks.}
      - choices:
          - {choose: Board, id: board, end: away}
tests:
"""


def played(test: str) -> list[Rehearsal]:
    """Play the scripts that `test`, the YAML of `tests:`, holds."""
    text = STORY + "".join(f"  {line}\n" for line in test.splitlines())
    compiled = compile_story({"story.yaml": text.encode()})
    assert compiled.program is not None, compiled.diagnostics
    machine = Machine(compiled.program)
    return [play_script(machine, each) for each in compiled.scripts]


def one(play: str) -> Rehearsal:
    """Play a single script of which only the entries are given."""
    return played(f"t:\n  play: {play}")[0]


@pytest.mark.parametrize(
    "play",
    [
        "[drawer, {text: Two red covers., no text: The radio}]",
        "[{papers: []}, drawer, {papers: [passport]}]",
        "[{place: moscow}, drawer, fly, {place: airport}]",
        "[{locked: {fly: not in your hands}, open: [drawer, stay]}]",
        "[kettle, kettle, {expect: [cash == 26000, not passport.held]}]",
        "[say, {answer: Vera}, {expect: called == 'Vera'}]",
        "[drawer, fly, board, {ending: away, text: It is in your hand., because: {ending: [fly, drawer]}}]",
        "[kettle, {because: {cash: kettle}}]",
        "[drawer, {because: {passport.held: drawer}}]",
        "[kitchen.drawer]",
        "[{choose: drawer, papers: [passport]}]",
    ],
)
def test_what_is_so_passes(play):
    assert one(play).passed, "\n".join(rehearsal_lines([one(play)]))


@pytest.mark.parametrize(
    ("play", "expected", "found"),
    [
        ("[{text: whistles}]", '"whistles" on the page', 'the page is "The radio is on."'),
        ("[{no text: radio}]", 'no "radio" on the page', 'the page is "The radio is on."'),
        ("[{papers: [passport]}]", "these papers: passport", "none"),
        ("[{place: airport}]", "to be at airport", "moscow"),
        ("[fly]", 'the choice "fly"', '"kitchen.fly" is closed'),
        ("[board]", 'the choice "board"', "it is not offered"),
        ("[{answer: Vera}]", 'the answer "Vera"', "nothing is asked here"),
        ("[{open: fly}]", '"fly" open', "kitchen.fly (closed)"),
        ("[{locked: {stay: ''}}]", '"stay" closed', "it is open"),
        ("[{locked: {fly: too young}}]", 'closed with "too young"', "not in your hands"),
        ("[kettle, {expect: cash == 1}]", "that cash == 1", "cash is 38000"),
        ("[stay, {ending: away}]", 'the ending "away"', 'the ending "home"'),
        ("[{ending: home}]", 'the ending "home"', "it goes on"),
        ("[kettle, {because: {passport.held: kettle}}]", 'because of "kettle"', "nothing that was chosen"),
        ("[spend]", "no fault", "range at kitchen.spend:cash, which would be -10000"),
    ],
)
def test_what_is_not_so_fails_and_says_what_was_found(play, expected, found):
    failing = one(play).failing
    assert failing is not None
    assert expected in failing.expected
    assert found in failing.found


def test_a_failure_names_the_line_of_the_entry_and_how_many_choices_were_made():
    failing = played("t:\n  play:\n    - kettle\n    - drawer\n    - place: airport")[0].failing
    assert failing is not None
    assert (failing.file, failing.line, failing.turn) == ("story.yaml", STORY.count("\n") + 5, 2)


def test_the_shortest_play_that_fails_so_leaves_out_what_does_not_matter():
    failing = one("[kettle, drawer, say, {answer: V}, kettle, {expect: cash == 50000}]").failing
    assert failing is not None
    assert failing.shortest == ("kitchen.kettle",)


def test_the_shortest_play_ends_where_the_failing_one_did():
    failing = one("[say, {answer: V}, drawer, fly, {text: radio}]").failing
    assert failing is not None
    assert failing.shortest == ("kitchen.drawer", "kitchen.fly")


def test_a_script_is_played_once_for_each_row_with_its_values():
    each = "[{sum: 39000, way: stay, end: home}, {sum: 40000, way: fly, end: away}]"
    play = "[<way>, {expect: cash <= <sum>}]"
    results = played(f"t:\n  each: {each}\n  given: {{cash: <sum>, passport.held: true}}\n  play: {play}")
    assert [each.passed for each in results] == [True, True]
    assert [each.script.name for each in results] == [
        "t (sum 39000, way stay, end home)",
        "t (sum 40000, way fly, end away)",
    ]


def test_a_script_may_begin_elsewhere_with_other_values_at_another_hour_and_with_forced_outcomes():
    head = "t:\n  from: airport\n  at: 2022-09-22 10:00\n  given: {cash: 7}\n  outcomes: {guard: asked}\n"
    entry = "{text: He asks., place: airport, expect: [cash == 7, now == moment('2022-09-22 10:00')]}"
    assert played(f"{head}  play: [{entry}]")[0].passed
    assert played(f"{head.replace('asked', 'waved')}  play: [{{text: He waves.}}]")[0].passed


def test_what_is_expected_to_fail_passes_by_failing_and_fails_by_passing():
    failing, passing = played(
        "a:\n  fails: not written\n  play: [{text: cat}]\nb:\n  fails: not written\n  play: [{text: radio}]"
    )
    assert failing.passed
    assert not passing.passed
    lines = "\n".join(rehearsal_lines([failing, passing]))
    assert "a: fails, as expected (not written)." in lines
    assert "b: expected to fail (not written), and passes now." in lines
    assert "1 not as expected" in lines


def test_junit_counts_failures_and_skips_expected_ones():
    results = played("a:\n  play: [stay]\nb:\n  play: [fly]\nc:\n  fails: later\n  play: [fly]")
    suite = fromstring(as_junit("drawer", results))
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    assert [[child.tag for child in case] for case in suite] == [[], ["failure"], ["skipped"]]
    assert as_json(results[1])["failure"] is not None


def recorded(machine: Machine, script: Script) -> Record:
    """Play a script whole, and return its record."""
    acting = Acting(machine, script)
    for move in script.moves:
        assert acting.do(move.choice, move.typed) == ""
    return acting.record


def test_a_test_written_from_a_record_passes():
    whole = "t:\n  as: default\n  seed: 5\n  play: [say, {answer: 'Vera: \"V\"'}, drawer, fly, board]"
    text = STORY + "".join(f"  {line}\n" for line in whole.splitlines())
    compiled = compile_story({"story.yaml": text.encode()})
    assert compiled.program is not None
    written = script_text(Machine(compiled.program), recorded(Machine(compiled.program), compiled.scripts[0]), "again")
    again = compile_story({"story.yaml": (STORY.removesuffix("tests:\n") + written).encode()})
    assert again.program is not None, again.diagnostics
    result = play_script(Machine(again.program), again.scripts[0])
    assert result.passed, result.failing
    assert {"Ended", "Stands", "InHand"} <= {type(e).__name__ for move in again.scripts[0].moves for e in move.expects}


def test_tests_change_nothing_of_the_program_but_its_fingerprint():
    plain = compile_story({"story.yaml": STORY.removesuffix("tests:\n").encode()}, "one").program
    with_tests = compile_story({"story.yaml": (STORY + "  t: {play: [drawer, {expect: cash > 1}]}\n").encode()}, "one")
    assert with_tests.program == plain
