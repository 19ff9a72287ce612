"""Saves of before are followed by present ids, streams draw on as they began, and checkpoints are told."""

import pytest

from engine.program.renaming import Renaming
from engine.record import Record, nearest, reached, replay, turn_from
from engine.session import Session, Settings
from tests.stories import corpus, machine_of
from tests.stories.sitting import MemoryJournal, header_of, sit

NEW = """\
id: s
title: S
start: post
renamed: {gate: post, gate.officer: gate.guard, gate.wait: gate.again, talk_x: talk_a}
tags: {talk: T}
scenes:
  post:
    body:
      - chance: {id: guard, of: {tall: {weight: 1}, short: {weight: 1}, old: {weight: 1}}}
      - deal: {id: d, tag: talk, by: weight}
      - id: b
        choices:
          - {choose: Again, id: again, go: post}
          - from: {tag: talk, by: weight}
  talk_a: {when: true, tags: [talk], body: Rain.}
  talk_b: {when: true, tags: [talk], body: Snow.}
endings:
  e: {title: Out}
"""
NEW = NEW.replace("tags: [talk], body: Rain.", "tags: [talk], body: Rain.").replace(
    "          - from: {tag: talk, by: weight}\n", "          - from: {tag: talk, by: weight}\n      - end: e\n"
)
OLD = "".join(line for line in NEW.splitlines(True) if not line.startswith("renamed"))
for new, old in (("post", "gate"), ("id: guard", "id: officer"), ("id: again", "id: wait"), ("talk_a", "talk_x")):
    OLD = OLD.replace(new, old)


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("gate.wait", "post.again"),
        ("gate.b>talk_x", "post.b>talk_a"),
        ("gate.b>talk_b", "post.b>talk_b"),
        ("post.again", "post.again"),
        ("other.gate", "other.gate"),
        ("", ""),
    ],
)
def test_a_former_choice_is_found_under_its_present_id(former, present):
    pairs = {"gate": "post", "gate.officer": "gate.guard", "gate.wait": "gate.again", "talk_x": "talk_a"}
    assert Renaming(pairs.items()).choice(former) == present


def test_a_stream_is_traced_to_the_id_it_drew_under_first():
    renaming = Renaming([("a.x", "a.y"), ("a.y", "a.z"), ("b", "c")])
    assert [renaming.first(each) for each in ("a.z", "c.d", "e.f")] == ["a.x", "b.d", "e.f"]


def test_renaming_in_circles_comes_to_an_end():
    assert Renaming([("a", "b"), ("b", "a")]).choice("a.x") in ("a.x", "b.x")


def outcomes(machine, seed, choices):
    run = machine.begin(seed)
    found = [outcome for _, _, outcome in run.change.drawn]
    for choice in choices:
        found += [outcome for _, _, outcome in run.choose(choice).drawn]
    return [{"talk_x": "talk_a"}.get(each, each) for each in found]


def test_renamed_streams_draw_what_they_drew():
    for seed in range(6):
        assert outcomes(machine_of(NEW), seed, ["post.again"] * 5) == outcomes(machine_of(OLD), seed, ["gate.wait"] * 5)
    forgot = "".join(line for line in NEW.splitlines(True) if not line.startswith("renamed"))
    assert any(outcomes(machine_of(NEW), seed, []) != outcomes(machine_of(forgot), seed, []) for seed in range(6)), (
        "without the pairs the draws are others"
    )


def old_play(seed):
    machine = machine_of(OLD)
    run = machine.begin(seed)
    record = Record(header_of(machine.program, seed))
    record.add(turn_from(0, None, "", "", run.change, machine.layout))
    for wanted in ("gate.wait", "gate.wait", "gate.b>"):
        choice = next(offer[0] for offer in run.change.offers if offer[0].startswith(wanted))
        change = run.choose(choice)
        record.add(turn_from(record.next_id, record.standing, "gate.b", choice, change, machine.layout))
    return record


def test_a_save_of_before_is_followed_to_its_end_whatever_the_seed():
    record = old_play(3)
    for seed in (3, 99):
        again = replay(machine_of(NEW), seed, "default", record.path())
        assert (again.kept, again.lost) == (4, "")
        drawn = [outcome for change in again.changes for _, _, outcome in change.drawn]
        before = [{"talk_x": "talk_a"}.get(each[2], each[2]) for turn in record.path() for each in turn.drawn]
        assert drawn == before
    assert again.run.change.ending == "e"


def test_a_session_moves_a_save_of_before():
    record, machine = old_play(3), machine_of(NEW)
    session = Session.moved(machine, record, header_of(machine.program, 3), MemoryJournal(), Settings())
    assert "3 of 3 choices were made again" in session.view.turn.warnings[-1]
    assert session.view.ending is not None


def test_a_turn_tells_which_checkpoints_it_met():
    machine = machine_of(
        "id: s\ntitle: S\nstart: a\nscenes:\n  a:\n    body:\n      - choices: [{choose: On, id: on}]\n"
        "      - checkpoint: {id: one, title: The road}\n      - checkpoint: act_two\n      - id: x\n"
        "        choices: [{choose: Off, id: off}]\n      - end: e\nendings:\n  e: {title: E}\n"
    )
    session = sit(machine)
    program = machine.program
    assert nearest(program, session.record.path()) is None
    session.choose(1)
    session.choose(1)
    path = session.record.path()
    assert [[each.title for each in reached(program, turn)] for turn in path] == [[], ["The road", "Act two"], []]
    turn, checkpoint = nearest(program, path)
    assert (turn.id, checkpoint.id) == (1, "act_two")


def test_a_story_without_checkpoints_tells_none():
    program = corpus("visits-and-turns-are-counted")
    assert reached(program, sit(machine_of(OLD)).record.path()[0]) == ()
