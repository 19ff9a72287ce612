"""Runs and states: both faces give the same, nothing old ever changes, and chance depends on ids only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ChoiceError, StoryError
from engine.machine import Machine
from engine.workbench import wander
from tests.generate_stories import PICKS, stories
from tests.stories import NAMES, corpus, machine_of, program_of, story


def happened(change):
    return change.wrote, change.said, change.offers, change.drawn, change.remembered, change.faults, change.ending


def open_choices(change):
    return [offer[0] for offer in change.offers if offer[1]]


def follow(machine, picks, *, seed=3, safe=False, forced=None):
    """A play in place: the cells after each turn, and the changes."""
    run = machine.begin(seed, safe=safe, forced=forced)
    cells, changes, chosen = [list(run.cells)], [run.change], []
    for pick in picks:
        found = open_choices(run.change)
        if not found:
            break
        chosen.append(found[pick % len(found)])
        changes.append(run.choose(chosen[-1]))
        cells.append(list(run.cells))
    return cells, changes, chosen


@settings(max_examples=25)
@given(stories(), PICKS, st.randoms(use_true_random=False))
def test_states_and_runs_agree_and_an_old_state_is_readable_for_ever(source, picks, luck):
    machine = machine_of(source)
    cells, changes, chosen = follow(machine, picks)
    state, change = machine.start(3)
    states, seen = [state], [happened(change)]
    for choice in chosen:
        state, change = machine.choose(states[-1], choice)
        states.append(state)
        seen.append(happened(change))
        if luck.random() < 0.5:
            assert list(states[0].cells()) == cells[0]
    assert seen == [happened(each) for each in changes]
    order = [luck.randrange(len(states)) for _ in range(20)] + list(range(len(states)))
    for at in order:
        assert list(states[at].cells()) == cells[at]
        assert [offer[:2] for offer in machine.offers(states[at])] == [offer[:2] for offer in changes[at].offers]


@settings(max_examples=20)
@given(stories(), PICKS, st.integers(0, 20))
def test_choosing_from_an_old_state_makes_a_branch_and_leaves_the_others(source, picks, back):
    machine = machine_of(source)
    cells, _, chosen = follow(machine, picks)
    state, _ = machine.start(3)
    states = [state]
    for choice in chosen:
        states.append(machine.choose(states[-1], choice)[0])
    old = states[back % len(states)]
    if old.ending is None:
        for choice, is_open, _ in machine.offers(old):
            if is_open:
                one, _ = machine.choose(old, choice)
                other, _ = machine.choose(old, choice)
                assert one == other
                assert hash(one) == hash(other)
    for state, wanted in zip(states, cells, strict=True):
        assert list(state.cells()) == wanted


@settings(max_examples=20)
@given(stories(), PICKS)
def test_a_change_undoes_and_does_again(source, picks):
    cells, changes, _ = follow(machine_of(source), picks)
    now = list(cells[-1])
    for before, change in zip(reversed(cells[:-1]), reversed(changes[1:]), strict=True):
        after = list(now)
        change.undo(now)
        assert now == before
        change.redo(now)
        assert now == after
        change.undo(now)


@settings(max_examples=20)
@given(stories(), PICKS)
def test_text_no_text_and_short_text_give_the_same_cells(source, picks):
    program = program_of(source)
    full = follow(Machine(program), picks)
    bare = follow(Machine(program, with_text=False), picks)
    short = follow(Machine(program), picks, safe=True)
    assert full[0] == bare[0] == short[0]
    assert full[2] == bare[2] == short[2]
    for one, other in zip(full[1], bare[1], strict=True):
        assert one.wrote == other.wrote
        assert one.drawn == other.drawn
        assert [each[:2] for each in one.offers] == [each[:2] for each in other.offers]
        assert other.said == []


@settings(max_examples=20)
@given(stories(), PICKS)
def test_the_same_seed_gives_the_same_play_and_every_open_choice_can_be_taken(source, picks):
    program = program_of(source)
    one, other = follow(Machine(program), picks), follow(Machine(program), picks)
    assert one[0] == other[0]
    assert [happened(each) for each in one[1]] == [happened(each) for each in other[1]]
    machine = Machine(program)
    for cells, change in zip(one[0], one[1], strict=True):
        for choice in open_choices(change):
            machine.run_from(3, list(cells)).choose(choice)


@settings(max_examples=20)
@given(stories(), PICKS)
def test_cells_stay_within_their_ranges_and_their_kinds(source, picks):
    machine = machine_of(source)
    kinds = {"flag": bool, "enum": str, "number": int, "duration": int, "moment": int, "set": tuple, "text": str}
    for cells in follow(machine, picks)[0]:
        for name, variable in machine.layout.variables.items():
            value = cells[machine.layout.slots[name]]
            if variable.kind in kinds:
                assert type(value) is kinds[variable.kind], name
            if variable.low is not None:
                assert variable.low <= value <= variable.high, name
            if variable.kind == "set":
                assert value == tuple(each for each in variable.values if each in value), name
            elif variable.kind == "text":
                assert len(value) <= 200, name
            elif variable.values:
                assert value in (*variable.values, ""), name
        clock = machine.program.clock
        assert clock.start <= cells[2] <= clock.end


@pytest.mark.parametrize("name", NAMES)
def test_a_corpus_story_can_be_wandered_without_an_exception(name):
    machine = Machine(corpus(name))
    for profile in machine.program.profiles:
        plays = list(wander(machine, profile.id, range(8), most=60))
        again = list(wander(machine, profile.id, range(8), most=60))
        assert [each.choices for each in plays] == [each.choices for each in again]
        assert [each.ending for each in plays] == [each.ending for each in again]


def test_choosing_what_is_closed_or_unknown_changes_nothing():
    source = story(
        "choices:\n  - {choose: Go, id: go}\n  - {choose: Fly, id: fly, needs: n > 3}\n  - {choose: Hide, id: hide, if: n > 3}",  # noqa: E501
        "do: n = 9",
        head="variables: {n: 1}\n",
    )
    machine = machine_of(source)
    run = machine.begin(0)
    before, offers = list(run.cells), list(run.change.offers)
    for wrong in ("a.fly", "a.hide", "a.nothing", "", "go"):
        with pytest.raises(ChoiceError):
            run.choose(wrong)
        assert run.cells == before
        assert run.change.offers == offers
    run.choose("a.go")
    with pytest.raises(ChoiceError):
        run.choose("a.go")


def test_a_refused_choice_of_an_old_state_does_not_mislead_the_newest():
    source = story(
        "choices:\n  - {choose: One, id: one}",
        "choices:\n  - {choose: Two, id: two}",
        "choices:\n  - {choose: Three, id: three}",
    )
    machine = machine_of(source)
    first, _ = machine.start(0)
    second, _ = machine.choose(first, "a.one")
    with pytest.raises(ChoiceError):
        machine.choose(first, "a.two")
    with pytest.raises(ChoiceError):
        machine.choose(second, "a.one")
    third, _ = machine.choose(second, "a.two")
    assert machine.offers(third) == (("a.three", True, "Three"),)
    assert machine.offers(first) == (("a.one", True, "One"),)


def test_two_plays_of_one_machine_do_not_meet():
    machine = machine_of(
        story("choices:\n  - {choose: More, id: more, do: n += 1}\nagain: true", head="variables: {n: 1}\n", end=True)
    )
    one, _ = machine.start(0)
    other, _ = machine.start(1)
    for _ in range(5):
        one, _ = machine.choose(one, "a.more")
        other, _ = machine.choose(other, "a.more")
        other, _ = machine.choose(other, "a.more")
    assert (one.value("n"), other.value("n")) == (6, 11)
    with pytest.raises(KeyError):
        one.value("nothing")


def test_an_ended_state_offers_nothing_and_refuses_choices():
    machine = machine_of(story("Hello."))
    state, change = machine.start(0)
    assert (state.ending, change.ending, machine.offers(state)) == ("e", "e", ())
    with pytest.raises(ChoiceError):
        machine.choose(state, "a.x")


def test_a_profile_that_is_not_there_is_named():
    with pytest.raises(StoryError, match="nobody"):
        machine_of(story("Hello.")).start(0, "nobody")
