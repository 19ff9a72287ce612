"""Play-throughs that were recorded once, in a story that is changed in thirty ways: which survive, move and break."""

import pytest

from engine.machine import Machine
from engine.record import Record, cells_after, moved
from engine.record.moving import CHECKPOINT, SOUND, STATE
from engine.session import Session, Settings
from engine.session.moving import moved_words, offer_words
from tests.stories import program_of
from tests.stories.frozen import frozen_records
from tests.stories.frozen.edits import EDITS, TEXT
from tests.stories.sitting import MemoryJournal, header_of, reopen

RECORDS = tuple(frozen_records())
FEW = (RECORDS[0], RECORDS[5], RECORDS[21], RECORDS[35], RECORDS[40])
OLD = program_of(TEXT, "f" * 64)
EDIT = {each.name: each for each in EDITS}


def check(records: tuple[Record, ...], name: str) -> None:
    edit = EDIT[name]
    machine = Machine(program_of(edit.text, "changed"))
    for record in records:
        if record.header.profile not in {each.id for each in machine.program.profiles}:
            continue
        path = record.path()
        found = moved(machine, record, OLD)
        said = (record.header.profile, record.header.seed, found.moving)
        assert found.moving.verdict in edit.verdicts(path), said
        if edit.kind and edit.touches(path):
            kinds = {each.kind for each in found.moving.differences}
            broke = {found.moving.broke.kind} if found.moving.broke else set()
            assert edit.kind in kinds | broke, said
        assert (found.moving.broke is None) == (found.moving.kept == len(path))
        carried_out(machine, record, found)


def carried_out(machine: Machine, record: Record, found) -> None:
    """Each offer gives a play-through that can be gone on with and opened again; effects are there once."""
    for offer in found.moving.offers:
        journal, header = MemoryJournal(), header_of(machine.program, record.header.seed, record.header.profile)
        session = Session.moved(machine, record, header, journal, Settings(), found=found, offer=offer.kind)
        assert offer_words(offer)
        assert session.view.choices or session.view.asked or session.view.ending
        cells = cells_after(machine, session.record, session.record.standing)
        assert cells == session._run.cells
        again = reopen(machine, journal, header)
        assert again.view.choices == session.view.choices
        assert again._run.cells == cells
        depth = session.record.shape.depths[session.record.standing]
        assert depth == offer.place + (offer.kind == STATE)
        if offer.kind == STATE:
            asked_about(session)
            old = Machine(OLD)
            were = dict(zip(old.layout.names, cells_after(old, record, record.standing), strict=True))
            new = dict(zip(machine.layout.names, cells, strict=True))
            told = {name for name in machine.layout.variables if name in were}
            assert all(new[name] == were[name] for name in told)


def asked_about(session: Session) -> None:
    """What a turn that carried a state over is asked about: it decided nothing, and nothing stumbles over it."""
    for name in ("why", "ledger", "record", "branches", "so far"):
        assert session.page(name).sections
    for line in session.view.status:
        session.page("why", line.title)
    assert session.transcript()
    assert len(session.told(causes=True).turns) == len(session.record.path())
    for profile in OLD.profiles:
        if profile.id != session.record.header.profile:
            assert session.page("as", profile.id).sections


def test_there_are_fifty_and_more_than_thirty_edits_with_names_of_their_own():
    assert len(RECORDS) == 50
    assert len(EDIT) == len(EDITS) > 30


@pytest.mark.parametrize("name", EDIT)
def test_five_play_throughs_become_what_the_edit_says(name: str) -> None:
    check(FEW, name)


@pytest.mark.proof
@pytest.mark.parametrize("name", EDIT)
def test_fifty_play_throughs_become_what_the_edit_says(name: str) -> None:
    check(RECORDS, name)


def one_that_takes(choice: str) -> Record:
    return next(each for each in RECORDS if any(turn.choice == choice for turn in each.path()))


def found_in(name: str, record: Record):
    machine = Machine(program_of(EDIT[name].text, "changed"))
    return moved(machine, record, OLD).moving, machine.program


def test_other_words_are_told_and_nothing_else() -> None:
    moving, program = found_in("other words", one_that_takes("queue.buy"))
    assert {each.kind for each in moving.differences} == {"text"}
    assert list(moved_words(moving, program))[1].startswith("Some words are others now, first at choice ")


def test_a_locked_choice_is_told_with_its_reason() -> None:
    record = one_that_takes("corridor.knock")
    moving, program = found_in("a choice locked", record)
    assert moving.broke is not None
    place = [turn.choice for turn in record.path()].index("corridor.knock")
    assert (moving.broke.place, moving.broke.choice, moving.kept) == (place, "corridor.knock", place)
    assert "Money: more than 8,000 roubles needed" in list(moved_words(moving, program))[1]


def test_what_is_renamed_is_told_with_both_ids() -> None:
    moving, program = found_in("a choice renamed and said", one_that_takes("hall.number"))
    [each] = [each for each in moving.differences if each.kind == "renamed"][:1]
    assert (each.was, each.now) == ("hall.number", "hall.ticket")
    assert "hall.number is now hall.ticket" in " ".join(moved_words(moving, program))


def test_new_variables_have_their_first_value_in_the_whole_history() -> None:
    record = one_that_takes("corridor.up")
    machine = Machine(program_of(EDIT["a variable more, and written"].text, "changed"))
    found = moved(machine, record, OLD)
    assert found.moving.added == ("rain",)
    session = Session.moved(
        machine,
        record,
        header_of(machine.program, record.header.seed, record.header.profile),
        None,
        Settings(),
        found=found,
    )
    slot = machine.layout.slots["rain"]
    rain = [cells_after(machine, session.record, turn.id)[slot] for turn in session.record.path()]
    assert rain[0] == 3
    assert rain[-1] == 3 + sum(turn.choice == "corridor.up" for turn in record.path())


def test_a_man_who_is_gone_breaks_at_once() -> None:
    text = "".join(line for line in TEXT.splitlines(True) if not line.startswith("  nina:"))
    machine = Machine(program_of(text, "changed"))
    for record in RECORDS[:4]:
        moving = moved(machine, record, OLD).moving
        if record.header.profile == "nina":
            assert moving.broke is not None
            assert (moving.broke.kind, moving.offers, moving.kept) == ("man", (), 0)
        else:
            assert moving.verdict == "survives"


def test_offers_are_the_last_sound_turn_the_checkpoint_before_it_and_the_state_where_it_fits() -> None:
    record = one_that_takes("form.tear")
    text = TEXT.replace(
        "          - choose: Tear it up\n            id: tear\n",
        "          - choose: Tear it up\n            needs: cash > 8000\n            id: tear\n",
    )
    machine = Machine(program_of(text, "changed"))
    path = record.path()
    moving = moved(machine, record, OLD).moving
    kinds = [each.kind for each in moving.offers]
    assert kinds[:2] == [SOUND, CHECKPOINT]
    assert moving.offers[0].place == [each.choice for each in path].index("form.tear") - 1
    assert moving.offers[1].title == "The window"
    if path[-1].ending is None:
        assert kinds[2:] == [STATE]


def test_a_state_that_its_cells_cannot_hold_is_not_offered() -> None:
    record = next(each for each in RECORDS if each.path()[-1].ending is None and len(each.path()) > 3)
    wide = TEXT.replace("  - The lamp", "  - The lamp")
    locked = wide.replace("            id: number\n", "            id: number\n            needs: cash > 8000\n")
    locked = locked.replace("            id: guard\n", "            id: guard\n            needs: cash > 8000\n")
    narrow = locked.replace("cash: {number: 500, min: 0", "cash: {number: 950, min: 930").replace(
        "cash: 900", "cash: 940"
    )
    for text, fits in ((locked, True), (narrow, False)):
        machine = Machine(program_of(text, "changed"))
        found = moved(machine, record, OLD)
        if found.moving.broke is not None:
            assert (found.state is not None) == fits, text == narrow


def test_the_reason_is_told_without_the_old_program_too() -> None:
    moving, _ = found_in("a choice deleted", one_that_takes("corridor.up"))
    machine = Machine(program_of(EDIT["a choice deleted"].text, "changed"))
    bare = moved(machine, one_that_takes("corridor.up")).moving
    assert (bare.broke, bare.kept) == (moving.broke, moving.kept)
    assert bare.added == bare.dropped == ()
