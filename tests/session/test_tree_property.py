"""Whatever mix of choosing, going about, naming, removing, opening and moving: the record replays to the state."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from engine.errors import ChoiceError
from engine.machine import Machine
from engine.record import Record, Stand, cells_after, pruned, replay
from engine.session import Session, Settings
from engine.storage.lines import entry_from, entry_line, header_line
from engine.storage.scan import scan
from tests.generate_stories import stories
from tests.session.test_session import shown
from tests.stories import compiled, program_of
from tests.stories.frozen.edits import EDITS, TEXT, Edit
from tests.stories.sitting import MemoryJournal, sit, step

NUMBERS = st.integers(0, 9)


def in_words(error: ChoiceError) -> None:
    """A refusal is a whole sentence."""
    assert str(error).endswith(".")


class Sitting(RuleBasedStateMachine):
    """One player, and what he may do in any order."""

    @initialize(source=st.one_of(st.just(TEXT), stories()), seed=st.integers(0, 3))
    def begin(self, source: str, seed: int) -> None:
        program = compiled(source, "first").program
        assert program is not None
        self.machine, self.journal = Machine(program), MemoryJournal()
        self.session = sit(self.machine, seed=seed, journal=self.journal)

    @rule(pick=NUMBERS)
    def choose(self, pick: int) -> None:
        turns = len(self.session.record.turns)
        took = step(self.session, pick)
        assert len(self.session.record.turns) == turns + took

    @rule(picks=st.lists(NUMBERS, min_size=1, max_size=6))
    def choose_several(self, picks: list[int]) -> None:
        for pick in picks:
            step(self.session, pick)

    @rule()
    def back_and_the_same_again(self) -> None:
        path = self.session.record.last(2)
        if len(path) < 2 or path[1].typed is not None:
            return
        before = self.session.view
        self.session.back()
        number = next((each.number for each in self.session.view.choices if each.id == path[1].choice), None)
        if number is None:
            return
        self.session.choose(number)
        assert shown(self.session.view) == shown(before)
        [last] = self.session.record.last(1)
        assert last.wrote == path[1].wrote
        assert last.drawn == path[1].drawn

    @rule()
    def back(self) -> None:
        if self.session.view.can_go_back:
            self.session.back()

    @rule(where=st.sampled_from(("{}", "branch {}", "note {}")), number=NUMBERS)
    def go(self, where: str, number: int) -> None:
        before = self.session.record.standing
        try:
            self.session.go(where.format(number))
        except ChoiceError as error:
            in_words(error)
            assert self.session.record.standing == before
            return
        if where == "{}":
            assert self.session.record.shape.depths[self.session.record.standing] == number - 1

    @rule(command=st.sampled_from(("name", "note", "remove branch", "restore branch", "compare", "as")), number=NUMBERS)
    def say(self, command: str, number: int) -> None:
        words = f"word {number}" if command in ("name", "note") else str(number)
        entries = len(self.journal.entries)
        try:
            assert self.session.page(command, words).sections
        except ChoiceError as error:
            in_words(error)
            assert len(self.journal.entries) == entries

    @rule(page=st.sampled_from(("branches", "notes", "record", "why")))
    def look(self, page: str) -> None:
        entries = len(self.journal.entries)
        assert self.session.page(page).sections
        assert len(self.journal.entries) == entries

    @rule(safe=st.booleans())
    def close_and_open(self, safe: bool) -> None:
        before, header = self.session.view, self.session.record.header
        same = safe == self.session.settings.safe
        read = [entry_from(entry_line(each)[:-1]) for each in self.journal.entries]
        assert read == self.journal.entries
        self.session = Session.resume(self.machine, Record(header, read), self.journal, Settings(safe=safe))
        if same:
            assert shown(self.session.view) == shown(before)

    @rule(cut=st.integers(1, 200))
    def kill(self, cut: int) -> None:
        """While a line is written: what is read of the file is where the play goes on."""
        header = self.session.record.header
        head = header_line(header) * 2
        content = head + b"".join(entry_line(each) for each in self.journal.entries)
        first = len(head) + len(entry_line(self.journal.entries[0]))
        seen = scan(content[: max(first, len(content) - cut)], "s/m-1")
        self.journal.entries = list(seen.entries)
        self.session = Session.resume(self.machine, Record(header, seen.entries), self.journal, self.session.settings)

    @rule()
    def tidy(self) -> None:
        header, before = self.session.record.header, self.session.view
        left = {each.name for each in self.session.record.shape.branches(None)}
        self.journal.entries = list(pruned(header, self.journal.entries))
        self.session = Session.resume(
            self.machine, Record(header, self.journal.entries), self.journal, self.session.settings
        )
        assert shown(self.session.view) == shown(before)
        assert {each.name for each in self.session.record.shape.branches(None)} == left
        assert not self.session.record.shape.removed(None)

    @rule()
    def move(self) -> None:
        """Into the same story under another name: all of it survives."""
        old = self.session
        header = old.record.header.replace(fingerprint="moved")
        self.journal = MemoryJournal()
        self.session = Session.moved(self.machine, old.record, header, self.journal, old.settings)
        assert self.session.view.turn.warnings
        assert [each.choice for each in self.session.record.path()] == [each.choice for each in old.record.path()]
        assert self.session._run.cells == old._run.cells
        self.branches_are_those_of(old.record)

    def branches_are_those_of(self, old: Record) -> None:
        """All but the removed ones, with their names, notes and numbers; the cells at the end of each are the same."""
        record = self.session.record
        if old.shape.removed(None):
            assert len(record.shape.branches(None)) <= len(old.shape.branches(None))
            return
        mine, theirs = record.shape.branches(record.standing), old.shape.branches(old.standing)
        assert [each.replace(head=0, tip=0) for each in mine] == [each.replace(head=0, tip=0) for each in theirs]
        assert [each.words for each in record.bookmarks] == [each.words for each in old.bookmarks]
        for one, other in zip(mine, theirs, strict=True):
            ends = cells_after(self.machine, record, one.tip), cells_after(self.machine, old, other.tip)
            assert ends[0] == ends[1]

    @rule(edit=st.sampled_from(EDITS))
    def move_into_another(self, edit: Edit) -> None:
        """Into a changed story: what is carried over is a record that plays, whatever could not be followed."""
        old = self.session
        if old.record.header.story != "night_office" or edit.text == TEXT:
            return
        machine = Machine(program_of(edit.text, edit.name))
        if old.record.header.profile not in {each.id for each in machine.program.profiles}:
            return
        self.machine, self.journal = machine, MemoryJournal()
        header = old.record.header.replace(fingerprint=edit.name)
        self.session = Session.moved(machine, old.record, header, self.journal, old.settings)
        record = self.session.record
        for each in record.shape.branches(None):
            path = record.path(each.tip)
            played = replay(machine, header.seed, header.profile, path)
            assert (played.lost, played.run.cells) == ("", cells_after(machine, record, each.tip))

    @invariant()
    def the_record_replays_to_the_state(self) -> None:
        if not hasattr(self, "session"):
            return
        record, cells = self.session.record, self.session._run.cells
        assert cells == cells_after(self.machine, record, record.standing)
        played = replay(self.machine, record.header.seed, record.header.profile, record.path())
        assert (played.lost, played.run.cells) == ("", cells)
        again = Record(record.header, self.journal.entries)
        assert (again.turns, again.standing) == (record.turns, record.standing)
        assert again.shape.branches(again.standing) == record.shape.branches(record.standing)
        assert record.shape.is_there(record.standing)


Sitting.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestSittings = Sitting.TestCase


def test_any_turn_can_be_gone_to_and_shows_what_it_showed_whatever_else_was_done() -> None:
    session = sit(Machine(program_of(TEXT)), seed=3)
    seen = {session.record.standing: session.view}
    for pick in range(160):
        if pick % 9 == 8:
            session.record.add(Stand((pick * 7) % len(session.record.turns)))
            session._stand()
        elif step(session, pick):
            seen[session.record.standing] = session.view
        else:
            session.back()
    assert len(seen) > 80
    for turn in sorted(seen, key=lambda each: (each * 37) % 101):
        session.record.add(Stand(turn))
        session._stand()
        assert shown(session.view) == shown(seen[turn])


@pytest.mark.proof
def test_sittings_of_many_steps() -> None:
    class Long(Sitting):
        pass

    Long.TestCase.settings = settings(max_examples=400, stateful_step_count=60, deadline=None)
    Long.TestCase().runTest()
