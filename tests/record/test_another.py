"""The same decisions made by another man: what he takes where he cannot take the same, and where the lives part."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.machine import Machine
from engine.program.layout import PLACE
from engine.record import Header, Record, another, replay, turn_from
from engine.record.another import MOST_ALONE
from tests.generate_stories import PICKS, stories
from tests.record.playing import played
from tests.record.test_causes_property import wandered
from tests.stories import compiled, program_of, story

MEN = "profiles:\n  one: {name: One}\n  two: {name: Two, set: {rich: false}}\nvariables: {rich: true, n: 0}\n"


def rows(text, *choices):
    machine, record = played(program_of(text), choices)
    life = another(machine, record.header, record.path(), "two")
    return life, [(each.place, each.took.removeprefix("a."), each.rule, each.stood) for each in life.rows]


def block(*items, **more):
    """A block of choices, each given by its id and what else it has."""
    pairs = [item.partition(",") for item in items]
    lines = "".join(f"\n  - {{choose: {id_}, id: {id_}{comma}{rest}}}" for id_, comma, rest in pairs)
    return "choices:" + lines + "".join(f"\n{key}: {value}" for key, value in more.items())


def test_what_he_can_choose_he_chooses_too():
    life, found = rows(story(block("x", "y"), block("z"), head=MEN), "y", "z")
    assert found == [(1, "y", "same", "open"), (2, "z", "same", "open")]
    assert life.left == 0
    assert life.record.header.profile == "two"
    assert life.record.turns[2].ending == "e"


def test_a_closed_choice_gives_its_reason_and_the_first_open_one_is_taken():
    life, found = rows(story(block("x", "pay, needs: rich"), head=MEN), "pay")
    assert found == [(1, "x", "first", "closed")]
    assert life.rows[0].why


def test_the_choice_at_the_same_place_is_taken_where_one_is_hidden():
    _, found = rows(story(block("w", "x, if: rich", "y"), head=MEN), "x")
    assert found == [(1, "y", "place", "hidden")]


def test_what_was_chosen_later_is_taken_now_and_what_lies_between_is_passed_over():
    text = story(
        block("look, if: rich", "leave, go: b"), "go: b", head=MEN, end=False,
        scenes="  b:\n    body:\n      - choices: [{choose: End, id: end, end: e}]\n",
    )  # fmt: skip
    _, found = rows(text, "look", "b.end")
    assert found == [(1, "leave", "place", "hidden"), (2, "b.end", "same", "open")]
    _, found = rows(
        text.replace("go: b}", "go: b, if: n == 0}").replace("id: look,", "id: look, go: a,"), "look", "leave", "b.end"
    )
    assert found == [(1, "", "passed", "elsewhere"), (2, "leave", "later", "open"), (3, "b.end", "same", "open")]


def test_where_he_stands_elsewhere_the_decision_waits_but_not_for_ever():
    ring = "  ring:\n    body:\n      - choices: [{choose: Round, id: round, go: ring}]\n"
    text = story("if: not rich\nthen: [{go: ring}]", block("x"), head=MEN, scenes=ring)
    life, found = rows(text, "x")
    assert found == [(1, "ring.round", "place", "elsewhere")] * (MOST_ALONE + 1)
    assert life.left == 0


def test_a_decision_that_no_road_of_his_leads_to_does_not_wait():
    text = (
        story(block("x", "y"), block("v", "w"), head=MEN.replace("two: {name: Two,", "two: {name: Two, start: b,"))
        .replace("endings:", "  b:\n    body:\n      - choices: [{choose: k, id: k}, {choose: l, id: l}]\n"
                 "      - choices: [{choose: m, id: m}]\n      - end: e\nendings:")
    )  # fmt: skip
    life, found = rows(text, "y", "w")
    assert found == [(1, "b.l", "place", "never"), (2, "b.m", "first", "never")]
    assert life.left == 0


def test_his_life_ends_where_his_story_ends():
    life, found = rows(story("if: not rich\nthen: [{end: e}]", block("x"), head=MEN), "x")
    assert found == []
    assert life.left == 1
    assert life.record.turns[0].ending == "e"


@settings(max_examples=25)
@given(stories(), PICKS)
def test_the_same_man_with_the_same_decisions_lives_the_same_life(source, picks):
    program = compiled(source).program
    machine = Machine(program)
    record, _ = wandered(machine, picks)
    life = another(machine, record.header, record.path(), record.header.profile)
    assert [(each.rule, each.stood) for each in life.rows] == [("same", "open")] * (len(record.turns) - 1)
    assert [each.replace(typed=None) for each in life.record.turns.values()] == list(record.turns.values())


@settings(max_examples=25)
@given(stories(), PICKS, st.integers(0, 9))
def test_another_life_is_a_record_that_plays_again(source, picks, which):
    program = compiled(source).program
    machine = Machine(program)
    record, _ = wandered(machine, picks)
    man = program.profiles[which % len(program.profiles)].id
    life = another(machine, record.header, record.path(), man)
    again = replay(machine, record.header.seed, man, life.record.path())
    assert again.lost == ""
    for name, value in zip(machine.layout.names, again.run.cells, strict=True):
        wrote = [new for turn in life.record.path() for cell, _, new, _ in turn.wrote if cell == name]
        assert not wrote or wrote[-1] == value
    used = [each.place for each in life.rows]
    assert used == sorted(used)


def test_a_question_is_answered_with_the_same_words_or_as_by_one_who_does_not_type():
    text = story(
        "ask: {id: q, into: n, kind: number, min: 1, max: 9, question: How many?}",
        block("x"), head=MEN,
    )  # fmt: skip
    program = program_of(text)
    machine = Machine(program)
    run = machine.begin(0)
    record = Record(Header("s", "S", "1", "f", "one", 0, "2022-01-01 10:00"))
    record.add(turn_from(0, None, "", "", run.change, machine.layout))
    here = str(run.cells[PLACE])
    record.add(turn_from(1, 0, here, "a.q", run.answer("a.q", 7), machine.layout, 7))
    life = another(machine, record.header, record.path(), "two")
    assert life.record.turns[1].typed == 7
    record.turns[1] = record.turns[1].replace(typed=99)
    life = another(machine, record.header, record.path(), "two")
    assert life.record.turns[1].typed == 1
