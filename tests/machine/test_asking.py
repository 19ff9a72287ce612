"""A question stops the play until it is answered, on both faces of the machine alike."""

import pytest

from engine.errors import ChoiceError, StoryError
from engine.machine import Machine, reads
from engine.program import Ask, Scene
from engine.workbench import wander
from tests.stories import corpus, machine_of, program_of, story

NAME = "questions-are-asked-and-answered"
HEAD = "variables: {nick: {text: nobody}, age: {number: 30, min: 1, max: 120}}\n"
TWO = story(
    "ask: {id: name, into: nick, kind: text, max: 5, question: 'Who is {{ nick }}?'}",
    "'{{ nick }}.'",
    "ask: {id: years, into: age, kind: number, min: 18, max: 90, question: How old?}",
    "choices:\n  - {choose: 'Be {{ age }}', id: be}",
    head=HEAD,
)


def test_a_question_is_the_one_offer_and_says_what_it_takes():
    run = machine_of(TWO).begin(0)
    assert run.change.offers == [("a.name", True, "Who is nobody?")]
    assert (run.asked.id, run.asked.kind, run.asked.most) == ("a.name", "text", 5)
    run.answer("a.name", "x")
    assert run.asked.id == "a.years"
    run.answer("a.years", "20")
    assert run.asked is None
    assert run.change.offers == [("a.be", True, "Be 20")]


def test_an_answer_is_a_step_like_any_other():
    machine = machine_of(TWO)
    run = machine.begin(0)
    before = list(run.cells)
    change = run.answer("a.name", "  Ilyusha ")
    names = machine.layout.names
    assert [(names[slot], old, new, by) for slot, old, new, by in change.wrote] == [
        ("@turn", 0, 1, "a.name"),
        ("nick", "nobody", "Ilyus", "a.name"),
        ("@place", "a.name", "a.years", "a.years"),
    ]
    assert [text for _, text, _ in change.said] == ["Ilyus."]
    after = list(run.cells)
    change.undo(run.cells)
    assert run.cells == before
    change.redo(run.cells)
    assert run.cells == after


def test_what_is_no_answer_changes_nothing():
    run = machine_of(TWO).begin(0)
    before, offers = list(run.cells), list(run.change.offers)
    for ask, value in (("a.name", ""), ("a.name", "\x00"), ("a.years", "20"), ("a.be", ""), ("", "x")):
        with pytest.raises(ChoiceError):
            run.answer(ask, value)
        assert (run.cells, run.change.offers) == (before, offers)
    run.answer("a.name", "x")
    for value in ("17", "91", "x", "", True, 17):
        with pytest.raises(ChoiceError, match="from 18 to 90"):
            run.answer("a.years", value)
    run.choose("a.years")
    assert run.cells[run.book.layout.slots["age"]] == 18, "a refused answer is forgotten"
    with pytest.raises(ChoiceError):
        run.answer("a.be", "x")


def test_both_faces_answer_alike_and_old_states_stay():
    machine, other = machine_of(TWO), machine_of(TWO).begin(0)
    start, _ = machine.start(0)
    named, change = machine.answer(start, "a.name", "Ilya")
    assert change.wrote == other.answer("a.name", "Ilya").wrote
    aged, change = machine.answer(named, "a.years", 40)
    assert change.wrote == other.answer("a.years", "40").wrote
    branch, _ = machine.answer(start, "a.name", "Denis")
    assert [each.value("nick") for each in (start, named, aged, branch)] == ["nobody", "Ilya", "Ilya", "Denis"]
    asked = [machine.asked(each) for each in (start, named, aged)]
    assert [each and each.id for each in asked] == ["a.name", "a.years", None]
    assert machine.offers(named) == (("a.years", True, "How old?"),)
    with pytest.raises(ChoiceError):
        machine.answer(named, "a.name", "x")
    with pytest.raises(ChoiceError):
        machine.answer(named, "a.years", 3)
    assert machine.answer(named, "a.years", 41)[0].value("age") == 41


def test_cells_from_elsewhere_stand_at_their_question():
    machine = machine_of(TWO)
    run = machine.begin(0)
    again = Machine(machine.program).run_from(0, list(run.cells))
    assert again.asked == run.asked
    assert again.change.offers == run.change.offers
    assert again.answer("a.name", "x").wrote == run.answer("a.name", "x").wrote


def test_without_text_the_cells_are_the_same():
    program = program_of(TWO)
    full, bare = Machine(program).begin(0), Machine(program, with_text=False).begin(0)
    for ask, value in (("a.name", "x"), ("a.years", "20")):
        assert full.answer(ask, value).wrote == bare.answer(ask, value).wrote
        assert full.cells == bare.cells
    assert bare.asked is None


def test_players_who_do_not_type_come_to_the_end():
    for play in wander(Machine(corpus(NAME)), None, range(20)):
        assert play.ending == "posted"
        assert {"table.name_him", "table.age", "envelope.street"} <= set(play.choices)
        assert not any(change.faults for change in play.changes)


def test_what_an_answer_reads_can_be_asked_for():
    machine = machine_of(TWO)
    cells = machine.begin(0).cells
    found = reads(machine.book, 0, cells, "a.name", typed="Ilya")
    assert ("nick", "Ilya") in [(each.name, each.value) for each in found]
    assert machine.asked(machine.start(0)[0]).id == "a.name"


@pytest.mark.parametrize(
    "wrong",
    [{"into": "age"}, {"into": "nothing"}, {"into": "@clock"}, {"kind": "flag"}],
    ids=["of another kind", "nowhere", "the clock", "of no kind"],
)
def test_a_question_that_no_compiler_made_is_refused(wrong):
    program = program_of(TWO)
    scene = program.scenes["a"]
    steps = tuple(step.replace(**wrong) if isinstance(step, Ask) else step for step in scene.steps)
    with pytest.raises(StoryError):
        Machine(program.replace(scenes={"a": scene.replace(steps=steps)})).begin(0)


def test_a_question_that_nothing_follows_is_refused():
    program = program_of(TWO)
    scene = program.scenes["a"]
    cut = next(at for at, step in enumerate(scene.steps) if isinstance(step, Ask))
    short = Scene("a", scene.steps[: cut + 1])
    with pytest.raises(StoryError):
        Machine(program.replace(scenes={"a": short})).begin(0)
