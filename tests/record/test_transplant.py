"""A play-through in a changed story keeps all of its branches that can be kept, with their names and notes."""

from collections.abc import Callable

import pytest

from engine.machine import Machine, Run
from engine.record import Record, Removal, cells_after, replay, transplanted
from engine.session import Session, Settings
from tests.stories import program_of, story
from tests.stories.sitting import MemoryJournal, header_of, sit


def block(*ids: str, more: str = "") -> str:
    return "choices:\n" + "\n".join(f"  - {{choose: {each}, id: {each}, do: n += 1{more}}}" for each in ids)


HEAD = "variables: {n: {number: 0, min: 0, max: 99, title: N}, rich: true}\n"
DICE = "chance: {id: dice, of: {one: {weight: 1, then: [{do: n += 10}]}, two: {weight: 1, then: [{do: n += 20}]}}}"
TEXT = story(block("a1", "a2"), block("b1", "b2"), DICE, block("c1", "c2"), block("d1", "d2"), head=HEAD)


def lived(text: str = TEXT) -> Session:
    """Three branches: a1 b1 c1 d1 (first), a1 b2 c2 (second), a1 b2 c1 (third), where the player stands at its b2."""
    session = sit(Machine(program_of(text, "old")), seed=4, journal=MemoryJournal())
    for number in (1, 1, 1, 1):
        session.choose(number)
    session.page("name", "first")
    session.page("note", "the end of it")
    session.go("2")
    for number in (2, 2):
        session.choose(number)
    session.page("name", "second")
    session.back()
    session.choose(1)
    session.page("note", "here")
    session.back()
    return session


def move(session: Session, text: str) -> Session:
    machine = Machine(program_of(text, "new"))
    header = header_of(machine.program, session.record.header.seed)
    return Session.moved(machine, session.record, header, MemoryJournal(), Settings())


def shape(record: Record) -> list[object]:
    return [each.replace(head=0, tip=0) for each in record.shape.branches(record.standing)]


def told(session: Session) -> str:
    return " ".join(session.view.turn.warnings)


def test_all_branches_come_along_with_numbers_names_and_notes() -> None:
    old = lived()
    new = move(old, TEXT)
    assert shape(new.record) == shape(old.record)
    assert [each.name for each in new.record.shape.branches(None)] == ["first", "second", ""]
    assert [each.words for each in new.record.bookmarks] == ["the end of it", "here"]
    assert "All 3 other branches were carried over." in told(new)
    assert new.go("note 1").ending is not None
    assert [each.choice for each in new.record.path()][1:] == ["a.a1", "a.b1", "a.c1", "a.d1"]


def test_effects_apply_once_and_chance_gives_what_it_gave_on_each_branch() -> None:
    old = lived()
    new = move(old, TEXT.replace("do: n += 1}", "do: n += 2}"))
    machine = Machine(program_of(TEXT.replace("do: n += 1}", "do: n += 2}"), "new"))
    slot = machine.layout.slots["n"]
    for one, other in zip(old.record.shape.branches(None), new.record.shape.branches(None), strict=True):
        path = new.record.path(other.tip)
        drawn = [each.drawn for each in old.record.path(one.tip)]
        assert [each.drawn for each in path] == drawn
        luck = sum({"one": 10, "two": 20}[outcome] for turn in drawn for _, _, outcome in turn)
        assert cells_after(machine, new.record, other.tip)[slot] == 2 * (len(path) - 1) + luck
        assert replay(machine, 4, new.record.header.profile, path).lost == ""


def test_a_branch_that_breaks_is_cut_there_and_told_by_itself() -> None:
    old = lived()
    new = move(old, TEXT.replace("id: d1, do: n += 1", "id: d1, needs: not rich, do: n += 1"))
    assert [(each.depth, each.name) for each in new.record.shape.branches(None)] == [
        (3, "first"),
        (3, "second"),
        (3, ""),
    ]
    said = told(new)
    assert "Of 3 other branches, 2 could be carried over whole." in said
    assert "Branch 1 (first): 3 of 4 choices. Choice 4, a.d1, is closed now." in said
    assert "1 note stands on what could not be followed and could not be carried over." in said
    assert [each.words for each in new.record.bookmarks] == ["here"]


def test_what_parts_from_a_lost_choice_is_lost_with_it() -> None:
    old = lived()
    old.go("branch first")
    new = move(old, TEXT.replace("id: b2,", "id: b3,"))
    assert [each.name for each in new.record.shape.branches(None)] == ["first"]
    said = told(new)
    assert "Of 2 other branches, none could be carried over whole." in said
    assert "Branch 2 (second): 0 of 2 choices. The story has no choice a.b2 any more, which was choice 2." in said
    assert "Branch 3: 0 of 1 choices. It parts after a choice that could not be made." in said


def test_a_removed_branch_stays_in_the_old_save() -> None:
    old = lived()
    old.page("remove branch", "1")
    new = move(old, TEXT)
    assert [each.name for each in new.record.shape.branches(None)] == ["second", ""]
    assert not any(isinstance(each, Removal) for each in new.record.shape.removed(None))
    assert not any(turn.choice == "a.d1" for turn in new.record.turns.values())


def test_the_new_save_is_opened_again_as_it_was() -> None:
    old = lived()
    machine = Machine(program_of(TEXT, "new"))
    journal, header = MemoryJournal(), header_of(machine.program, 4)
    new = Session.moved(machine, old.record, header, journal, Settings())
    again = Session.resume(machine, Record(header, journal.entries), journal, Settings())
    assert again.record.turns == new.record.turns
    assert shape(again.record) == shape(new.record)
    assert again.view.choices == new.view.choices


def steps(act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> int:
    count = 0
    choose = Run.choose

    def counted(run: Run, choice: str) -> object:
        nonlocal count
        count += 1
        return choose(run, choice)

    with monkeypatch.context() as patch:
        patch.setattr(Run, "choose", counted)
        act()
    return count


def test_each_turn_is_made_once_however_many_branches_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = story("choices:\n  - {choose: x, id: x, do: n = 1 - n, go: a}\n  - {choose: y, id: y, go: a}", head=HEAD)
    session = sit(Machine(program_of(ring)), journal=MemoryJournal())
    for number in range(600):
        session.choose(1 + number % 2)
        if number % 10 == 9:
            session.go(str(len(session.record.path()) - 7))
    assert len(session.record.shape.branches(None)) == 60
    machine = Machine(program_of(ring, "new"))
    header = header_of(machine.program)
    told: list[tuple[int, int]] = []

    def act() -> None:
        transplanted(machine, session.record, header, progress=lambda *each: told.append(each))

    assert steps(act, monkeypatch) == len(session.record.turns) - 1
    assert told[-1] == (601, 601)
