"""`why ... verify` takes causes back, plays the rest again, and says what came of it: same, other, or not to follow."""

import json
from io import StringIO

import pytest

from engine.cli.progress import counting
from engine.machine import Machine
from engine.record.causes import otherwise, verify
from engine.session import Session
from tests.record.test_why import CASH, FLAGS, choices
from tests.session.test_because import GATE, lines, session
from tests.stories import program_of, story
from tests.stories.sitting import plainly

COSTS = story(
    choices("coat: costs: {cash: 30}", "none"),
    choices("shoes: costs: {cash: 25}", "nought"),
    choices("bus: costs: {cash: 90}", "stay"),
    head=CASH,
)
EARNED = story(
    choices("earn: do: cash += 500", "none"),
    choices("ticket: costs: {cash: 300}", "nought"),
    choices("fly: needs: tea", "stay"),
    head=CASH,
)
TWICE = story(
    choices("sign: do: a1 = true", "go_on"),
    "if: a1\nthen: [{do: out = true}]",
    choices("again: do: out = true", "rest"),
    choices("cross: needs: not out", "stay"),
    head=FLAGS,
)


def verified(made: Session, of: str) -> list[str]:
    return lines(made.why(f"{of} verify".strip()))


def test_each_link_of_a_chain_is_taken_back_by_itself() -> None:
    assert verified(session(GATE, 1), "1") == [
        "Take cross",
        "Out.",
        "Taken back: out (choice 1). With the same choices after it, it would be open.",
        "Taken back: you signed for the summons (choice 1). With the same choices after it, it would be open.",
    ]


def test_what_decided_together_is_taken_back_together() -> None:
    assert verified(session(COSTS, 1, 1), "1")[2:] == [
        "Taken back together: you chose “Take coat” (choice 1); you chose “Take shoes” (choice 2). "
        "With the same choices after them, it would be open."
    ]


def test_a_value_says_what_it_would_be() -> None:
    assert verified(session(COSTS, 1, 1), "money")[1:] == [
        "Taken back: you chose “Take shoes” (choice 2). With the same choices after it, this would be 70 r."
    ]


def test_what_something_else_would_have_brought_about_is_the_same() -> None:
    said = verified(session(TWICE, 1, 1), "1")[2:]
    assert said == [
        "Taken back: out (choice 1). With the same choices after it, it would be closed all the same.",
        "Taken back: you chose “Take sign” (choice 1). "
        "With the same choices after it, it would be closed all the same.",
    ]


def test_a_later_choice_that_could_not_have_been_made_is_named() -> None:
    made = session(EARNED, 1, 1)
    [told] = made.tested("money verify").outcomes
    assert [(each.came, each.lost) for each in told.checks] == [("other", None)]
    text = EARNED.replace("needs: tea", "needs: cash < 100")
    [told] = session(text, 1, 1).tested("1").outcomes
    [each] = told.checks
    assert (each.came, each.lost) == ("lost", 2)
    assert each.told.endswith("cannot be followed: choice 2, “Take ticket”, could not have been made.")


def test_choices_that_made_the_road_to_an_ending_are_tried_otherwise() -> None:
    text = story(choices("leave: end: e", "stay"), choices("sit", "stand"), head=FLAGS)
    assert verified(session(text, 1), "") == [
        "E",
        "Taken back: you chose “Take leave” (choice 1). With any other choice there and the same ones after it, "
        "the story would not have ended like this here.",
    ]


def test_what_nobody_decided_has_nothing_to_take_back() -> None:
    assert verified(session(GATE, 2), "n") == [
        "N: 0",
        "Nothing that was done decided this, so there is nothing to take back.",
    ]
    assert verified(session(GATE, 1), "weather") == ["Ask why and a number, or one of: n."]


def test_without_a_name_all_that_stands_here_is_tested() -> None:
    said = verified(session(GATE, 1), "")
    assert said[:2] == ["1. Take cross", "Out."]
    assert said[4] == "On this page"
    assert said[5].endswith("the page would not say this.")


@pytest.mark.parametrize(("where", "name"), [(verify, "MOST_VERIFIED"), (verify, "MOST_STEPS")])
def test_the_bound_is_told_with_what_it_left_out(where, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, name, 1 if name == "MOST_VERIFIED" else 0)
    said = verified(session(GATE, 1), "1")
    assert len(said) == 4
    assert said[3] == "1 more cause was not tested: 40 causes or 100,000 turns are the most."


def test_searches_tell_how_far_they_are() -> None:
    told: list[tuple[int, int]] = []
    made = session(GATE, 1)
    made.watch(lambda done, most: told.append((done, most)))
    made.why("1 verify")
    assert told == [(1, verify.MOST_VERIFIED), (2, verify.MOST_VERIFIED)]
    told.clear()
    made.why("1")
    assert told == [(1, otherwise.MOST_TRIED)]


def test_nothing_is_shown_before_half_a_second_and_then_not_at_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    screen, now = Terminal(), [0.0]
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    told = counting("Trying")
    assert told is not None
    for step in range(40):
        now[0] = 10 + step / 10
        told(step + 1, 2_000)
    assert screen.getvalue() == "Trying: 6 of at most 2,000...\nTrying: 26 of at most 2,000...\n"
    now[0] = 50.0
    told(1, 2_000)
    assert screen.getvalue().count("\n") == 2
    monkeypatch.setattr("sys.stderr", StringIO())
    assert counting("Trying") is None


def test_plain_answers_in_words_and_json_with_an_object() -> None:
    machine = Machine(program_of(GATE))
    assert "it would be open." in plainly(machine, ["1", "why 1 verify"])
    shown = json.loads(plainly(machine, ["1", "why 1 verify"], echo=False, json=True).splitlines()[-1])
    assert shown["kind"] == "tested"
    assert [each["came"] for each in shown["outcomes"][0]["checks"]] == ["other", "other"]
    shown = json.loads(plainly(machine, ["why x verify"], echo=False, json=True).splitlines()[-1])
    assert shown["trouble"] == "Ask why and a number, or one of: n."
