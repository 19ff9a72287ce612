"""Answers in a sitting: shown, recorded, gone back on, opened again, followed into a changed story."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ChoiceError
from engine.machine import Machine
from engine.record import Stand, Turn, replay
from engine.session import Session, Settings
from tests.stories import corpus, machine_of, story
from tests.stories.sitting import MemoryJournal, header_of, plainly, reopen, sit

NAME = "questions-are-asked-and-answered"
HEAD = "variables: {nick: {text: nobody, title: Name}, age: {number: 30, min: 1, max: 120}}\n"
TWO = story(
    "ask: {id: name, into: nick, kind: text, max: 30, question: 'Who is {{ nick }}?'}",
    "'Hello, {{ nick }}.'",
    "remember: you were called {{ nick }}",
    "ask: {id: years, into: age, kind: number, min: 18, max: 90, question: How old?}",
    "choices:\n  - {choose: 'Be {{ age }}', id: be}",
    head=HEAD,
)


def test_the_view_says_that_an_answer_is_wanted_of_what_kind_and_within_what_bounds():
    session = sit(Machine(corpus(NAME)))
    asked = session.view.asked
    assert (asked.id, asked.kind, asked.least, asked.most, asked.default) == (
        "table.name_him",
        "text",
        1,
        20,
        "Ilyusha",
    )
    assert session.view.question == "What does she call him?"
    assert session.view.choices == ()
    assert session.view.ending is None
    asked = session.answer("").asked
    assert (asked.kind, asked.least, asked.most, asked.default) == ("number", 18, 99, "")
    assert session.answer("20").asked is None
    asked = session.choose(1).asked
    assert (asked.least, asked.most, asked.default) == (0, None, "1,900")


def test_what_is_no_answer_says_what_is_and_changes_nothing():
    session = sit(machine_of(TWO), journal=MemoryJournal())
    before = session.view
    with pytest.raises(ChoiceError, match="at most 30 characters"):
        session.answer(" ")
    with pytest.raises(ChoiceError, match="at most 30 characters"):
        session.choose(1)
    assert session.view == before
    session.answer("x")
    for wrong in ("17", "old", ""):
        with pytest.raises(ChoiceError, match="from 18 to 90"):
            session.answer(wrong)
    session.answer("20")
    with pytest.raises(ChoiceError, match="Nothing is asked"):
        session.answer("x")
    assert len(session.record.turns) == 3


def test_the_turn_keeps_what_was_typed_as_it_was_taken():
    journal = MemoryJournal()
    session = sit(machine_of(TWO), journal=journal)
    session.answer("  Il\x1bya ")
    session.answer("18")
    session.choose(1)
    turns = [each for each in journal.entries if isinstance(each, Turn)]
    assert [(each.block, each.choice, each.typed) for each in turns[1:]] == [
        ("a.name", "a.name", "Ilya"),
        ("a.years", "a.years", 18),
        (turns[3].block, "a.be", None),
    ]


def test_an_answer_is_shown_with_its_question():
    session = sit(machine_of(TWO))
    view = session.answer("Ilya")
    assert (view.turn.chosen, view.turn.answered) == ("Who is nobody? Ilya", True)
    assert view.turn.changed == ("Name: Ilya.",)
    session.answer("18")
    assert "You answered: Who is nobody? Ilya\n\nHello, Ilya.\n" in session.transcript()
    assert session.page("record").sections[0].paragraphs == (
        "1. Who is nobody? Ilya",
        "You were called Ilya.",
        "2. How old? 18",
    )


def test_going_back_to_a_question_asks_it_again_and_another_answer_is_a_branch():
    journal = MemoryJournal()
    session = sit(machine_of(TWO), journal=journal)
    first = session.view
    session.answer("Ilya")
    back = session.back()
    assert (back.asked, back.question, back.turn) == (first.asked, first.question, first.turn)
    session.answer("Denis")
    assert session.record.children == {0: [1, 2]}
    assert [type(each) for each in journal.entries] == [Turn, Turn, Stand, Turn]
    assert session.view.turn.passages[0].paragraphs == ("Hello, Denis.",)
    assert [turn.typed for turn in session.record.turns.values()] == [None, "Ilya", "Denis"]


@pytest.mark.parametrize("answers", [(), ("Ilya",), ("Ilya", "18")])
def test_a_play_closed_at_a_question_is_opened_at_it(answers):
    machine, journal = machine_of(TWO), MemoryJournal()
    session = sit(machine, journal=journal)
    for each in answers:
        session.answer(each)
    again = reopen(Machine(machine.program), journal, session.record.header)
    assert again.view == session.view
    assert again.history() == session.history()
    assert again.transcript() == session.transcript()


def test_short_versions_may_be_asked_for_while_a_question_waits():
    machine = machine_of(TWO)
    session = sit(machine)
    session.answer("Ilya")
    before = session.view
    assert session.set_safe(True).asked == before.asked
    assert session.set_safe(False).turn == before.turn
    session.answer("18")


def test_a_long_play_of_answers_is_opened_from_a_snapshot():
    source = story(
        "ask: {id: n, into: nick, kind: text, question: Who?}", "'{{ nick }}'", "go: a", head=HEAD, end=False
    )
    machine, journal = machine_of(source), MemoryJournal()
    session = sit(machine, journal=journal)
    for number in range(120):
        session.answer(f"name {number}")
    again = reopen(machine, journal, session.record.header)
    assert again.view == session.view
    assert again.history() == session.history()


def test_a_replay_gives_the_recorded_answers():
    machine = machine_of(TWO)
    session = sit(machine)
    session.answer("Ilya")
    session.answer("44")
    again = replay(Machine(machine.program, with_text=False), 0, "default", session.record.path())
    assert (again.lost, again.run.cells) == ("", session._run.cells)


def test_a_changed_story_is_given_the_old_answers_as_far_as_they_are_still_answers():
    old = sit(machine_of(TWO))
    old.answer("Ilya the elder")
    old.answer("85")
    narrower = machine_of(TWO.replace("max: 30", "max: 4").replace("max: 90", "max: 60"))
    session = Session.moved(narrower, old.record, header_of(narrower.program), MemoryJournal(), Settings())
    assert "1 of 2 choices were made again" in session.view.turn.warnings[0]
    assert "What was answered at choice 2, a.years, is no answer now." in session.view.turn.warnings[0]
    assert session.record.turns[1].typed == "Ilya"
    assert session.view.turn.passages[0].paragraphs == ("Hello, Ilya.",)
    without = machine_of(TWO.replace("id: name,", "id: other,"))
    session = Session.moved(without, old.record, header_of(without.program), MemoryJournal(), Settings())
    assert "0 of 2" in session.view.turn.warnings[0]
    assert session.view.asked.id == "a.other"
    elsewhere = machine_of(TWO.replace("  a:\n", "  b:\n").replace("start: a", "start: b"))
    session = Session.moved(elsewhere, old.record, header_of(elsewhere.program), MemoryJournal(), Settings())
    assert "0 of 2" in session.view.turn.warnings[0]


def test_commands_are_reached_while_an_answer_is_wanted():
    machine = machine_of(TWO)
    printed = plainly(
        machine, ["back", "/back", "/help", "/settings short", "/nonsense", "/", "/quit", "x"], echo=False
    )
    assert "Hello, back." in printed
    assert printed.count("Who is nobody?\nType an answer of at most 30 characters. A line that begins with / is") == 3
    assert "Words you can say, each after /.\n/go: " in printed
    assert printed.count("After / one of these words: back, go, again,") == 2
    assert printed.endswith('> \nSaved as "s-1".\n')


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(exclude_characters="\n\r"), max_size=40), max_size=6))
def test_whatever_is_typed_is_only_text(lines):
    machine = machine_of(TWO)
    session = sit(machine)
    for line in lines:
        if session.view.asked is None:
            break
        try:
            session.answer(line)
        except ChoiceError:
            continue
    assert session._run.change.faults == []
    nick = session._run.cells[machine.layout.slots["nick"]]
    assert session.view.status[0].value == nick
