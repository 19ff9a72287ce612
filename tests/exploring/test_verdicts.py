"""Verdicts on small stories written for them: what is looked at, what is left out, what is said when time is over."""

import pytest

from engine.machine import Machine
from engine.workbench.exploring import OPEN, PROVED, REFUTED, Limits, explore
from tests.stories import program_of, story


def heard(_):
    """Go on."""
    return True


def explored(text, **limits):
    """The report on a story given as text."""
    return explore(Machine(program_of(text), with_text=False), Limits(**limits), heard)


def verdicts(text, **limits):
    """Verdicts by claim and what it names."""
    return {(each.claim, each.of): each.verdict for each in explored(text, **limits).verdicts}


def claims(*lines, more=""):
    """The sections before the scenes."""
    return "claims:\n" + "".join(f"  {line}\n" for line in lines) + more


def states(text):
    """How many states the first exploration looked at."""
    return explored(text).explored[0].states


WANDER = "choices:\n  - {choose: On, id: on, do: n += 1}\n  - {choose: Off, id: off, end: e}\nagain: true"
SUM = "variables: {n: {number: 0, max: 9999999}, m: {number: 0, max: 9999999}}\n"
TWO = "choices:\n  - {choose: On, id: on, do: n += 1}\n  - {choose: Other, id: other, do: m += 1}\n  - {choose: Off, id: off, if: n == m, end: e}\nagain: true"  # noqa: E501


def test_a_counter_that_is_compared_with_constants_stops_above_the_largest():
    head = claims("far: {reach: n > 4}", "way: {always can: 'ending:e'}", more="variables: {n: 0}\n")
    assert verdicts(story(WANDER, head=head)) == {("far", "n > 4"): PROVED, ("way", "ending:e"): PROVED}
    report = explored(story(WANDER, head=head))
    assert {each.of: each.states for each in report.explored} == {"endings and scenes": 3, "n > 4": 7}


def test_what_has_no_end_is_not_settled_and_never_called_proved():
    head = claims("way: {always can: 'ending:e'}", "no: {never: 'n < 0'}", more=SUM)
    report = explored(story(TWO, head=head), states=500)
    assert [(each.verdict, each.states) for each in report.verdicts] == [(OPEN, 501)] * 2
    assert all(each.remaining > 0 for each in report.verdicts)
    assert report.stopped == "500 states had been looked at"


def test_what_was_found_before_the_limit_is_settled():
    head = claims("out: {reach: 'ending:e'}", "no: {never: n == 3}", more=SUM)
    assert verdicts(story(TWO, head=head), states=50) == {("out", "ending:e"): PROVED, ("no", "n == 3"): REFUTED}


STEP = (
    "  b{0}: {{body: [{{choices: [{{choose: On, id: on, do: n += 1}}, {{choose: Off, id: off, do: m += 1}}]}}, {1}]}}\n"
)
LONG = "".join(STEP.format(at, f"{{go: b{at + 1}}}") for at in range(30))


def test_a_play_shows_what_a_search_without_end_has_not_met_and_proves_nothing_else():
    head = claims(
        "late: {reach: 'scene:b30'}",
        "no: {never: 'scene:b29'}",
        "far: {reach: n > 31}",
        "way: {always can: 'ending:f'}",
        more=SUM,
    )
    scenes = LONG + "  b30: {body: [{if: n == m, then: [{end: f}]}, {end: e}]}\n"
    text = story("go: b0", head=head, scenes=scenes, end=False) + "  f: {title: F}\n"
    found = explored(text, states=40).verdicts
    assert [(each.verdict, each.how) for each in found] == [
        (PROVED, "played"),
        (REFUTED, "played"),
        (OPEN, "explored"),
        (OPEN, "explored"),
    ]
    assert [len(each.play.turns) for each in found[:2]] == [31, 30]
    assert [each.how for each in explored(text).verdicts[:2]] == ["explored", "explored"]


def test_the_time_is_a_limit_too():
    head = claims("way: {always can: 'ending:e'}", more=SUM)
    report = explored(story(TWO, head=head), seconds=0.05)
    assert (report.verdicts[0].verdict, report.stopped) == (OPEN, "0.000833333 minutes were over")


def test_who_interrupts_gets_what_is_known_so_far():
    head = claims("way: {always can: 'ending:e'}", "out: {reach: 'ending:e'}", more=SUM)
    machine = Machine(program_of(story(TWO, head=head)), with_text=False)
    told = []

    def stop(progress):
        told.append(progress)
        return len(told) < 3

    report = explore(machine, Limits(), stop)
    assert [each.verdict for each in report.verdicts] == [OPEN, PROVED]
    assert report.stopped == "it was interrupted"
    assert told[-1].states > told[0].states
    assert told[-1].remaining > 0


LOST = "choices:\n  - {choose: Drop the key, id: drop, do: key = false}\n  - {choose: Open, id: open, if: key, end: e}\n  - {choose: Sit, id: sit}\nagain: true"  # noqa: E501


def test_a_dead_end_is_shown_by_the_shortest_play_that_comes_to_it():
    head = claims("way: {always can: 'ending:*'}", more="variables: {key: true}\n")
    verdict = explored(story(LOST, head=head)).verdicts[0]
    assert verdict.verdict == REFUTED
    assert [turn.choice for turn in verdict.play.turns] == ["", "a.drop"]


def test_a_scene_that_is_looked_for_counts_though_it_does_nothing():
    head = claims("no: {never: 'scene:idle'}", "can: {always can: 'scene:idle'}", more="variables: {told: false}\n")
    body = (
        "choices:\n  - {choose: Tell, id: tell, do: told = true}\n  - {choose: Not, id: not_}",
        "choices: [{choose: On, id: on}]",
        "if: told\nthen: [{go: idle}]\nelse: [{go: b}]",
    )
    scenes = "  idle: {body: [{go: b}]}\n  b: {body: [{end: e}]}\n"
    found = explored(story(*body, head=head, scenes=scenes, end=False)).verdicts
    assert [each.verdict for each in found] == [REFUTED, REFUTED]
    assert [turn.choice for turn in found[0].play.turns] == ["", "a.tell", "a.on"]
    assert [turn.choice for turn in found[1].play.turns] == ["", "a.not_"]


def test_what_only_the_page_shows_makes_no_states():
    head = claims("out: {always can: 'ending:e'}", more="variables: {told: false, cash: 9}\n")
    turns = "{{ shuffle('a', 'b', 'c', id='one') }} {{ cycle('a', 'b', id='two') }}"
    loop = f'choices:\n  - choose: "On {turns}"\n    id: on\n    do: [told = not told, cash -= 1]\n  - {{choose: Off, id: off, end: e}}\nagain: true'  # noqa: E501
    assert states(story(loop, "say: '{% if told %}Told, {{ cash }}.{% endif %}'", head=head)) == 3


def test_a_shuffle_gives_nothing_twice_in_a_round():
    deck = "vary:\n  id: deck\n  mode: shuffle\n  of: [[{do: a_ += 1}], [{do: b += 1}]]"
    head = claims(
        "no: {never: 'turns == 2 and a_ == 2'}",
        "yes: {reach: 'turns == 3 and a_ == 2'}",
        more="variables: {a_: 0, b: 0}\n",
    )
    loop = f"choices:\n  - choose: Draw\n    id: draw\n    if: turns < 4\n    then:\n      - {deck.replace(chr(10), chr(10) + '        ')}\n  - {{choose: Off, id: off, end: e}}\nagain: true"  # noqa: E501
    found = verdicts(story(loop, head=head))
    assert list(found.values()) == [PROVED, PROVED]


def test_a_condition_is_looked_at_before_a_number_is_held_and_after_all_that_is_done_at_once():
    head = claims(
        "debt: {never: cash < 0}",
        "both: {never: not a_ and not b}",
        "over: {never: cash > 10}",
        more="variables: {cash: {number: 3, min: 0, max: 10}, a_: true, b: false}\n",
    )
    body = (
        "choices:\n  - {choose: Pay, id: pay, do: cash -= 4}\n  - {choose: Swap, id: swap, do: [a_ = false, b = true]}"
    )
    found = explored(story(body, head=head))
    assert [each.verdict for each in found.verdicts] == [REFUTED, PROVED, PROVED]
    assert [(each.code, each.statement, each.would_be) for each in found.faults] == [("range", "a.pay:cash", -1)]
    assert [turn.choice for turn in found.faults[0].play.turns] == ["", "a.pay"]


def test_words_that_are_compared_are_tried_as_answers():
    head = claims("in_: {reach: 'ending:f'}", "no: {never: name == 'Anna'}", more="variables: {name: {text: ''}}\n")
    body = "ask: {id: who, into: name, kind: text, question: Who?}", "if: name == 'Lena'\nthen: [{end: f}]"
    text = story(*body, head=head) + "  f: {title: F}\n"
    found = explored(text).verdicts
    assert [each.verdict for each in found] == [PROVED, REFUTED]
    assert [turn.typed for turn in found[0].play.turns] == [None, "Lena"]
    assert [turn.typed for turn in found[1].play.turns] == [None, "Anna"]


def test_an_answer_that_goes_on_into_other_words_leaves_things_open():
    head = claims("no: {never: more == 'x!'}", more="variables: {name: {text: ''}, more: {text: ''}}\n")
    body = "ask: {id: who, into: name, kind: text, question: Who?}", "do: more = name ~ '!'"
    verdict = explored(story(*body, head=head)).verdicts[0]
    assert (verdict.verdict, verdict.why) == (OPEN, "Not every answer to a question was tried.")


MEN = (
    "profiles:\n  rich: {name: Rich, start: a, set: {cash: 9}}\n  poor: {name: Poor, start: a}\nvariables: {cash: 0}\n"
)
SHOP = "choices:\n  - {choose: Buy, id: buy, needs: cash > 5, closed: No., end: f}\n  - {choose: Go, id: go, end: e}"


def test_without_a_name_reach_asks_for_somebody_and_the_others_for_everybody():
    head = claims("any: {reach: 'ending:f'}", "each: {never: 'ending:f'}", "all: {reach: 'ending:f', as: [rich, poor]}")
    found = explored(story(SHOP, head=head + MEN) + "  f: {title: F}\n").verdicts
    assert [(each.claim, each.profile, each.verdict) for each in found] == [
        ("any", "rich", PROVED),
        ("each", "rich", REFUTED),
        ("each", "poor", PROVED),
        ("all", "rich", PROVED),
        ("all", "poor", REFUTED),
    ]


def test_of_one_man_alone_it_is_not_said_that_nobody_can():
    head = claims("any: {reach: 'ending:f'}", "each: {never: 'ending:f'}", "all: {reach: 'ending:f', as: [rich, poor]}")
    program = program_of(story(SHOP, head=head + MEN) + "  f: {title: F}\n")
    found = explore(Machine(program, with_text=False), Limits(), heard, men=["poor"]).verdicts
    assert [(each.claim, each.profile, each.verdict) for each in found] == [
        ("any", "", OPEN),
        ("each", "poor", PROVED),
        ("all", "poor", REFUTED),
    ]
    assert found[0].why == "Only poor was looked at."


def test_what_no_step_leads_to_needs_no_search():
    head = claims("f: {reach: 'ending:f'}", "idle: {never: 'tag:far'}", more="tags: {far: Far.}\n")
    found = explored(story("Rain.", head=head) + "  f: {title: F}\n")
    assert [(each.verdict, each.how, each.states) for each in found.verdicts] == [
        (REFUTED, "flow", 0),
        (PROVED, "flow", 0),
    ]
    assert found.explored == ()


@pytest.mark.parametrize("hours", [1, 2])
def test_moments_that_nothing_tells_apart_are_one(hours):
    clock = "clock: {start: 2024-05-06 08:00, end: 2024-05-08 08:00, grain: 5m, zone: Europe/Oslo}\n"
    loop = "choices:\n  - {choose: Wait, id: wait, takes: 5m}\n  - {choose: Off, id: off, end: e}\nagain: true"
    last = f"if: now > moment('2024-05-06 {8 + hours:02d}:00')\nthen: [{{end: f}}]"
    text = story(loop.replace("end: e", "go: b"), head=clock + claims("late: {reach: 'ending:f'}"), end=False)
    text = text.replace(
        "endings:", f"  b:\n    body:\n      - {last.replace(chr(10), chr(10) + '        ')}\n      - end: e\nendings:"
    )
    found = explored(text + "  f: {title: F}\n")
    assert found.verdicts[0].verdict == PROVED
    assert found.explored[0].states == 12 * hours + 5
