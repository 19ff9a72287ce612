"""A sitting: choices, going back, branches, closing and opening again, changed stories, disks that fail."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ChoiceError, SaveError
from engine.machine import Machine
from engine.plain.words import clean
from engine.record import Record, Snapshot, Stand, Turn
from engine.session import COMMANDS, Session, Settings, find_command, read_command
from tests.generate_stories import PICKS, stories
from tests.stories import NAMES, corpus, machine_of, story
from tests.stories.sitting import MemoryJournal, header_of, plainly, reopen, sit, step

PICK = "choices:\n  - {choose: Wait, id: wait}\n  - {choose: Rest, id: rest}"

COUNT = story(
    "'Turn {{ n }}.'",
    "chance: {id: c, of: {one: {weight: 1, then: One.}, two: {weight: 1, then: Two.}}}",
    "choices:\n  - {choose: 'More of {{ n }}', id: more, do: n += 1, remember: you went on, go: a}\n  - {choose: End, id: end, end: e}",  # noqa: E501
    head="variables: {n: {number: 0, title: Count}}\n",
    end=False,
)


def numbers(session):
    return [each.number for each in session.view.choices if each.reason is None]


def play(session, picks):
    for pick in picks:
        if not step(session, pick):
            return


def shown(view):
    """A view without what only this sitting knows."""
    return (
        view.turn.chosen,
        view.turn.passages,
        view.turn.changed,
        view.choices,
        view.question,
        view.status,
        view.ending,
        view.when,
        view.where,
        view.can_go_back,
        view.asked,
        view.turn.answered,
    )


def test_a_choice_is_taken_by_number_and_a_wrong_one_changes_nothing():
    session = sit(machine_of(COUNT))
    before = session.view
    for wrong in (0, -1, 3, 99999):
        with pytest.raises(ChoiceError):
            session.choose(wrong)
        assert session.view == before
    assert session.choose(1).turn.chosen == "More of 0"
    assert session.view.turn.changed == ("Count: 1.",)


def test_a_closed_choice_is_refused_with_its_reason():
    session = sit(
        machine_of(
            story(
                "choices:\n  - choose: Go on\n  - {choose: Fly, needs: n > 3}",
                head="variables: {n: {number: 1, title: Wings}}\n",
            )
        )
    )
    with pytest.raises(ChoiceError, match="Wings: more than 3 needed; now 1"):
        session.choose(2)
    assert len(session.record.turns) == 1


def test_going_back_at_the_first_choice_is_refused():
    session = sit(machine_of(COUNT))
    assert not session.view.can_go_back
    with pytest.raises(ChoiceError):
        session.back()


def test_going_back_and_choosing_otherwise_makes_a_branch_and_erases_nothing():
    session = sit(machine_of(COUNT), journal=MemoryJournal())
    play(session, [0, 0])
    session.back()
    session.back()
    session.choose(2)
    assert session.record.children == {0: [1, 3], 1: [2]}
    assert session.view.ending is not None
    assert [each.id for each in session.record.path()] == [0, 3]
    assert [each.id for each in session.record.path(2)] == [0, 1, 2]


@settings(max_examples=15)
@given(stories(), PICKS)
def test_going_back_shows_what_was_shown_and_the_same_choice_gives_the_same(source, picks):
    session = sit(machine_of(source), seed=5)
    views = [session.view]
    for pick in picks:
        if not step(session, pick):
            break
        views.append(session.view)
    for view in reversed(views[:-1]):
        assert shown(session.back()) == shown(view)
    again = [session.view]
    for pick in picks[: len(views) - 1]:
        step(session, pick)
        again.append(session.view)
    assert [shown(each) for each in again] == [shown(each) for each in views]


@settings(max_examples=15)
@given(stories(), st.lists(st.one_of(st.integers(0, 9), st.just("back"), st.just("safe")), max_size=14))
def test_a_play_opened_again_shows_what_it_showed_when_it_was_closed(source, acts):
    machine, journal = machine_of(source), MemoryJournal()
    session = sit(machine, seed=5, journal=journal)
    for act in acts:
        if act == "back":
            if session.view.can_go_back:
                session.back()
        elif act == "safe":
            session.set_safe(not session.settings.safe)
        else:
            play(session, [act])
    again = reopen(machine, journal, session.record.header, safe=session.settings.safe)
    assert shown(again.view) == shown(session.view)
    assert again.transcript() == session.transcript()
    assert [each.passages for each in again.history()][-3:] == [each.passages for each in session.history()][-3:]
    assert again.record.children == session.record.children
    play(session, [1, 2, 3])
    play(again, [1, 2, 3])
    assert shown(again.view) == shown(session.view)


@settings(max_examples=15)
@given(stories(), PICKS)
def test_reading_short_versions_changes_no_cell(source, picks):
    machine = machine_of(source)
    one, other = sit(machine, seed=5), sit(machine, seed=5, safe=True)
    play(one, picks)
    play(other, picks)
    other.set_safe(False)
    assert shown(other.view) == shown(one.view)
    other.set_safe(True)
    other.set_safe(False)
    assert shown(other.view) == shown(one.view)


def test_a_long_play_is_opened_from_a_snapshot():
    machine, journal = machine_of(COUNT), MemoryJournal()
    session = sit(machine, seed=5, journal=journal)
    play(session, [0] * 120)
    found = [each for each in journal.entries if isinstance(each, Snapshot)]
    assert [each.turn for each in found] == [49, 99]
    again = reopen(machine, journal, session.record.header)
    assert shown(again.view) == shown(session.view)
    assert len(again.history()) == 50
    assert again.history() == session.history()
    assert shown(again.choose(1)) == shown(session.choose(1))


def test_going_back_further_than_is_kept_at_hand_shows_the_old_words():
    session = sit(machine_of(COUNT), seed=5)
    views = [session.view]
    views += [session.choose(1) for _ in range(70)]
    for view in reversed(views[:-1]):
        assert shown(session.back()) == shown(view)
    assert not session.view.can_go_back


def test_a_save_without_a_turn_is_refused_in_words():
    machine = machine_of(COUNT)
    header = header_of(machine.program)
    with pytest.raises(SaveError):
        Session.resume(machine, Record(header), None, Settings())
    with pytest.raises(SaveError):
        Session.moved(machine, Record(header), header, None, Settings())


def test_forced_outcomes_hold_before_and_after_opening_again():
    machine, journal = machine_of(COUNT), MemoryJournal()
    forced = tuple(("a.c", count, "two" if count % 3 else "one") for count in range(12))
    header = header_of(machine.program, 5, None, forced=forced)
    session = Session.begin(machine, header, journal, Settings())
    play(session, [0] * 4)
    session.back()
    session = Session.resume(machine, Record(header, journal.entries), journal, Settings())
    play(session, [0] * 6)
    session.set_safe(True)
    assert [turn.drawn for turn in session.record.path()] == [
        ((stream, count, out),) for stream, count, out in forced[:10]
    ]


def test_outcomes_of_a_moved_play_stay_when_it_is_shown_in_short():
    """The changed story weighs chance otherwise; what came out once stays, also where a turn is shown again."""
    old = sit(machine_of(COUNT), seed=5)
    play(old, [0] * 8)
    changed = machine_of(COUNT.replace("one: {weight: 1,", "one: {weight: 900,"))
    session = Session.moved(changed, old.record, header_of(changed.program, 5), None, Settings())
    wanted = [turn.drawn for turn in old.record.path()]
    assert [turn.drawn for turn in session.record.path()] == wanted
    assert "two" in {turn.drawn[0][2] for turn in old.record.path()}
    for _ in range(7):
        before = session.view
        session.set_safe(True)
        session.set_safe(False)
        assert session.view.turn.passages == before.turn.passages
        session.back()


def test_a_changed_story_keeps_what_can_be_followed_and_says_so():
    old = sit(machine_of(COUNT), seed=5)
    play(old, [0, 0, 0])
    changed = machine_of(COUNT.replace("id: more,", "id: more, if: n < 2,"))
    session = Session.moved(changed, old.record, header_of(changed.program, 5), MemoryJournal(), Settings())
    [warning] = session.view.turn.warnings
    assert "2 of 3 choices were made again" in warning
    assert "a.more" in warning
    assert len(session.record.turns) == 3
    assert len(old.record.turns) == 4
    same = Session.moved(changed, session.record, header_of(changed.program, 5), None, Settings())
    assert "2 of 2 choices were made again" in same.view.turn.warnings[0]
    assert "could not" not in same.view.turn.warnings[0]


def test_a_disk_that_fails_stops_nothing_and_gets_all_later():
    machine, journal = machine_of(COUNT), MemoryJournal()
    session = sit(machine, journal=journal)
    journal.failing = True
    assert session.choose(1).turn.warnings == ("The disk is full.",)
    assert session.choose(1).turn.warnings == ("The disk is full.",)
    assert session.back().turn.warnings[-1:] == ("The disk is full.",)
    assert [type(each) for each in journal.entries] == [Turn]
    journal.failing = False
    assert session.choose(2).turn.warnings == ()
    assert [type(each) for each in journal.entries] == [Turn, Turn, Turn, Stand, Turn]
    assert shown(reopen(machine, journal, session.record.header).view) == shown(session.view)


def test_a_play_without_a_journal_says_so_on_its_page():
    session = sit(machine_of(COUNT))
    assert session.view.save == ""
    assert "not being saved" in session.page("saves").sections[0].paragraphs[0]
    play(session, [0] * 60)
    session.close()


def test_closing_lets_go_of_the_save():
    journal = MemoryJournal()
    session = sit(machine_of(COUNT), journal=journal)
    play(session, [0])
    assert not journal.closed
    session.close()
    assert journal.closed


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_a_corpus_story_says_something(name):
    session = sit(Machine(corpus(name)))
    for _ in range(3):
        for command in COMMANDS:
            if command.page:
                page = session.page(command.name)
                assert page.title
                assert page.sections
                assert all(section.paragraphs for section in page.sections)
        play(session, [1])


@pytest.mark.parametrize("name", NAMES)
def test_the_transcript_is_what_plain_printed_without_questions_and_choices(name):
    machine = Machine(corpus(name))
    session = sit(machine)
    answers = []
    for turn in range(8):
        if not numbers(session):
            break
        answers.append(str(numbers(session)[turn % len(numbers(session))]))
        session.choose(int(answers[-1]))
    printed = plainly(machine, answers, echo=False).splitlines()
    at = 0
    for line in session.transcript().splitlines():
        if not line or line.startswith("You chose: "):
            continue
        while at < len(printed) and printed[at].removeprefix("> ") != clean(line):
            at += 1
        assert at < len(printed), line
        at += 1


def test_the_transcript_names_choices_and_changes():
    session = sit(machine_of(COUNT), seed=5)
    play(session, [0, 1])
    text = session.transcript()
    assert "You chose: More of 0" in text
    assert "Count: 1." in text
    assert text.rstrip().endswith("E")


def test_a_word_finds_its_command_or_all_it_may_mean():
    assert find_command("rec").name == "record"
    assert find_command("SO   far").name == "so far"
    for word in "abcdefghijklmnopqrstuvwxyz":
        meant = [each for each in COMMANDS if each.name.startswith(word)]
        exact = [each for each in COMMANDS if word in (each.name, each.key)]
        found = find_command(word)
        if exact or len(meant) == 1:
            assert found == [*exact, *meant][0]
        else:
            assert found == tuple(each.name for each in meant)
    assert find_command("") == ()
    assert find_command("nonsense") == ()
    for command in COMMANDS:
        assert find_command(command.name) == command
        assert not command.key or find_command(command.key) == command


@pytest.mark.parametrize(
    ("line", "command", "words"),
    [
        ("go 12", "go", "12"),
        ("GO branch Evening Train", "go", "branch Evening Train"),
        ("w 3", "why", "3"),
        ("remove branch 2", "remove branch", "2"),
        ("rem b 2", "remove branch", "b 2"),
        ("remo 2", "remove branch", "2"),
        ("settings short", "settings", "short"),
        ("notes", "notes", ""),
        ("note why not", "note", "why not"),
        ("so far", "so far", ""),
        ("help me", "", ""),
        ("back 2", "", ""),
        ("n", "notes", ""),
        ("name", "name", ""),
        ("", "", ""),
    ],
)
def test_a_line_is_a_command_and_the_words_after_it(line, command, words):
    found = read_command(line)
    if command:
        assert (found.command.name, found.words) == (command, words)
    else:
        assert isinstance(found, tuple)


def test_outcomes_of_a_moved_play_stay_when_it_is_opened_again():
    old = sit(machine_of(COUNT), seed=5)
    play(old, [0] * 8)
    changed, journal = machine_of(COUNT.replace("one: {weight: 1,", "one: {weight: 900,")), MemoryJournal()
    session = Session.moved(changed, old.record, header_of(changed.program, 5), journal, Settings())
    again = reopen(changed, journal, session.record.header)
    assert again.transcript() == session.transcript()
    assert [each.passages for each in again.history()] == [each.passages for each in session.history()]
    assert shown(again.view) == shown(session.view)


def test_a_variable_is_shown_only_while_it_is_known_of():
    head = "variables:\n  cash: {number: 3, title: Money}\n  debt: {number: 9, title: Debt, known: cash < 3}\n"
    session = sit(
        Machine(machine_of(story("choices:\n  - {choose: Pay, id: pay, do: cash -= 1}", PICK, head=head)).program)
    )
    assert [line.title for line in session.view.status] == ["Money"]
    assert "debt" not in str(session.page("why", "debt"))
    session.choose(1)
    assert [line.title for line in session.view.status] == ["Money", "Debt"]
    assert "Debt: 9" in str(session.page("why", "debt"))
