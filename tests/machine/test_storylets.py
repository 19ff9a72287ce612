"""Storylets: which comes when, what a deal remembers, and that offering one changes nothing."""

import json

import pytest
from hypothesis import given, settings

from engine.errors import ChoiceError
from engine.machine import Machine, reason
from engine.program import Layout
from engine.session.shown import Shown
from tests.generate_stories import PICKS, stories
from tests.stories import machine_of, program_of, said, story

TAGS = "tags: {road: R, talk: T}\nvariables: {n: 1}\n"
ASK = "choices:\n  - {choose: Again, id: again, go: a}\n  - {choose: Stop, id: stop}"


def storylets(**each):
    return "".join(f"  {name}: {{when: true, tags: [road], body: {name}., {more}}}\n" for name, more in each.items())


def deal(scenes, more="", *, items=(ASK,)):
    return story(f"deal: {{id: d, tag: road{more}}}\nelse: None.", *items, head=TAGS, scenes=scenes)


def saved(machine, run):
    """The same play after its cells went through JSON."""
    values = json.loads(json.dumps(machine.values(run.cells)))
    return machine.run_from(run.seed, machine.cells_from(values), forced=run.forced)


def test_the_highest_priority_comes_first_then_the_least_seen_then_the_first_declared():
    source = deal(storylets(x="", y="", top="priority: 1, once: true", low="priority: -1"))
    assert said(source, *["again"] * 4) == ["top.", "x.", "y.", "x.", "y."]


def test_by_least_seen_priority_counts_nothing():
    assert said(deal(storylets(x="", y="priority: 9"), ", by: least seen"), "again", "again") == ["x.", "y.", "x."]


def test_a_deal_asks_anew_before_each_and_deals_none_twice():
    scenes = (
        "  x: {when: n == 1, tags: [road], body: [do: n = 2, x.]}\n"
        "  y: {when: n == 1, tags: [road], body: y.}\n"
        "  z: {when: n == 2, tags: [road], body: z.}\n"
    )
    assert said(deal(scenes, ", pick: 9")) == ["x.", "z."]
    assert said(deal(scenes, ", pick: 1")) == ["x."]


def test_with_nothing_to_deal_the_else_is_taken_and_only_then():
    scenes = "  x: {when: n == 1, tags: [road], once: true, body: x.}\n"
    assert said(deal(scenes), "again") == ["x.", "None."]


def test_a_storylet_of_no_weight_is_not_dealt_by_weight():
    source = deal(storylets(x="weight: 0", y="weight: n"), ", by: weight, pick: 2")
    assert said(source) == ["y."]
    assert said(deal(storylets(x="weight: 0"), ", by: weight")) == ["None."]


def test_a_deal_by_weight_is_recorded_and_gives_what_is_forced():
    machine = machine_of(deal(storylets(x="", y="", z=""), ", by: weight"))
    free = machine.begin(5).change
    assert [drawn[:2] for drawn in free.drawn] == [("a.d", 0)]
    for wanted in "xyz":
        assert machine.begin(5, forced={("a.d", 0): wanted}).change.said[0][1] == f"{wanted}."
    assert machine.begin(5, forced={("a.d", 0): "nobody"}).change.drawn == free.drawn


def test_a_deal_goes_on_where_it_was_saved():
    body = "[do: n += 1, choices: [{choose: Yes, id: yes_, takes: 5m}], Bye.]"
    scenes = "".join(f"  {name}: {{when: true, tags: [road], body: {body}}}\n" for name in "xyz")
    machine = machine_of(deal(scenes, ", pick: 2"))
    run = machine.begin(0)
    assert run.cells[1] == ("a.d>x",)
    run.choose("x.yes_")
    run = saved(machine, run)
    assert run.cells[1] == ("a.d>x>y",)
    assert [offer[0] for offer in run.choose("y.yes_").offers] == ["a.again", "a.stop"]
    assert run.cells[1] == ()


def block(more="", extra="", scenes=None, head=TAGS):
    pool = scenes or storylets(x="", y="", z="").replace("road", "talk")
    source = (
        f"choices:\n  - {{choose: Stop, id: stop}}\n  - from: {{tag: talk, pick: 2{more}}}{extra}\nid: b\nagain: true"
    )
    return story(source.replace("Stop, id: stop", "Stop, id: stop, end: e"), head=head, scenes=pool, end=False)


def offers(run):
    return [(offer[0], offer[2]) for offer in run.change.offers]


def test_storylets_stand_among_choices_where_they_were_asked_for():
    run = machine_of(block(extra="\n  - {choose: Wait, id: wait}")).begin(0)
    assert offers(run) == [("a.stop", "Stop"), ("a.b>x", "X"), ("a.b>y", "Y"), ("a.wait", "Wait")]


def test_one_that_is_taken_runs_and_the_block_stands_again():
    machine = machine_of(block())
    run = machine.begin(0)
    change = run.choose("a.b>y")
    assert [text for _, text, _ in change.said] == ["y."]
    assert [offer[0] for offer in change.offers] == ["a.stop", "a.b>x", "a.b>z"]
    assert run.cells[machine.layout.slots["#y"]] == 1


def test_what_is_not_offered_cannot_be_taken():
    run = machine_of(block()).begin(0)
    for wrong in ("a.b>z", "a.b>", "x", "a.b", "a.c>x"):
        with pytest.raises(ChoiceError):
            run.choose(wrong)


def test_a_storylet_of_two_tags_is_offered_once():
    head = TAGS
    scenes = "  x: {when: true, tags: [road, talk], body: x.}\n  y: {when: true, tags: [road], body: y.}\n"
    run = machine_of(block(extra="\n  - from: {tag: road, pick: 2}", scenes=scenes, head=head)).begin(0)
    assert [offer[0] for offer in run.change.offers] == ["a.stop", "a.b>x", "a.b>y"]


@pytest.mark.parametrize("by", ["", ", by: least seen", ", by: weight"])
def test_offering_changes_no_cell_and_offers_the_same_until_one_is_taken(by):
    machine = machine_of(block(by, "\n  - {choose: Wait, id: wait}"))
    run = machine.begin(4)
    first = offers(run)
    before = list(run.cells)
    assert offers(saved(machine, run)) == first
    assert run.cells == before
    run.choose("a.wait")
    assert offers(run) == first


def test_offers_by_weight_change_when_one_was_taken_and_what_was_recorded_is_offered_again():
    machine = machine_of(block(", by: weight"))
    seen = set()
    for seed in range(8):
        run = machine.begin(seed)
        ids = [offer[0] for offer in run.change.offers[1:]]
        seen.add(tuple(ids))
        change = run.choose(ids[0])
        assert change.drawn == [("a.b", 0, ids[0][4:])]
        for wanted in "xyz":
            forced = machine.begin(seed, forced={("a.b", 0): wanted})
            assert f"a.b>{wanted}" in [offer[0] for offer in forced.change.offers]
    assert len(seen) > 1


def test_a_block_with_nothing_to_offer_is_passed_by_without_a_fault():
    source = story(
        "choices: [from: {tag: talk}]", "After.", head=TAGS, scenes="  x: {when: n > 1, tags: [talk], body: x.}\n"
    )
    change = machine_of(source).begin(0).change
    assert (change.faults, change.ending, change.said[-1][1]) == ([], "e", "After.")


def test_an_offered_storylet_has_a_label_no_price_and_no_reason():
    program = program_of(block(scenes="  x: {when: true, choose: 'Say {{ n }}', tags: [talk], body: x.}\n"))
    machine = Machine(program)
    run = machine.begin(0)
    [_, view] = Shown(machine).choices(run.change, run.cells)
    assert (view.label, view.cost, view.reason) == ("Say 1", "", None)
    assert reason(program, machine.layout, run.cells, "a.b>x") == ""


def test_a_fault_in_a_condition_names_the_storylet():
    scenes = "  x: {when: 4 // n > 1, tags: [road], body: x.}\n"
    change = machine_of(deal(scenes).replace("n: 1", "n: 0")).begin(0).change
    assert change.faults == [("division", "x:when", 4)]


def test_a_pool_holds_the_storylets_of_its_tag_only():
    machine = machine_of(deal(storylets(x="", y="") + "  t: {when: true, tags: [talk], body: t.}\n"))
    machine.begin(0)
    assert machine.book.pool("road").scenes == ("x", "y")
    assert list(machine.book._pools) == ["road"]


def test_a_storylet_may_be_called_whatever_its_condition_says():
    scenes = "  x: {when: n > 1, tags: [road], body: x.}\n"
    assert said(story("call: x", "deal: {id: d, tag: road}", head=TAGS, scenes=scenes)) == ["x."]


def test_a_story_without_any_of_it_has_no_cell_for_it():
    layout = Layout(program_of(story("takes: 5m", "Hello.")))
    assert not [name for name in layout.names if name.startswith(("!", "%"))]


@settings(max_examples=40)
@given(stories(), PICKS)
def test_a_play_saved_and_opened_between_all_turns_comes_to_the_same_cells(source, picks):
    machine = machine_of(source)
    run, other = machine.begin(3), machine.begin(3)
    for pick in picks:
        found = [offer[0] for offer in run.change.offers if offer[1]]
        if not found:
            break
        other = saved(machine_of(source, with_text=False), other)
        assert [offer[:2] for offer in other.change.offers] == [offer[:2] for offer in run.change.offers]
        run.choose(found[pick % len(found)])
        other.choose(found[pick % len(found)])
        assert other.cells == run.cells
        assert (other.change.drawn, other.change.wrote) == (run.change.drawn, run.change.wrote)
