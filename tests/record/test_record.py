"""The tree of turns: paths, branches, snapshots, and playing a record again."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.machine import Machine
from engine.program import Layout
from engine.record import Record, Snapshot, Stand, Turn, replay, turn_from
from engine.record.tree import SNAPSHOT_EVERY
from tests.generate_stories import PICKS, stories
from tests.stories import machine_of, program_of, story
from tests.stories.sitting import header_of

HEADER = header_of(program_of(story("Hello.")))
LINE = story(
    "choices:\n  - {choose: One, id: one}\n  - {choose: Two, id: two, needs: n > 1}",
    "choices:\n  - {choose: Three, id: three}",
    head="variables: {n: 3}\n",
)


def turn(id_, parent, **more):
    return Turn(id_, parent, "a.b" if parent is not None else "", "a.c", more.pop("wrote", ()), **more)


@st.composite
def trees(draw):
    """Entries as a sitting writes them: turns after any earlier turn, with stands before a branch."""
    entries = [turn(0, None)]
    for id_ in range(1, draw(st.integers(1, 60))):
        parent = draw(st.integers(0, id_ - 1))
        if parent != id_ - 1:
            entries.append(Stand(parent))
        entries.append(turn(id_, parent))
        if draw(st.integers(0, 9)) == 0:
            entries.append(Snapshot(id_, {"n": id_}))
    return entries


@given(trees(), st.data())
def test_a_path_leads_from_the_opening_to_any_turn_and_last_is_its_end(entries, data):
    record = Record(HEADER, entries)
    ids = list(record.turns)
    to = data.draw(st.sampled_from(ids))
    path = record.path(to)
    assert path[0].parent is None
    assert path[-1].id == to
    assert all(later.parent == earlier.id for earlier, later in pairwise(path))
    record.add(Stand(to))
    assert record.standing == to
    for count in (0, 1, 3, 100):
        assert record.last(count) == (path[-count:] if count else [])
    assert sorted(child for children in record.children.values() for child in children) == ids[1:]
    assert record.next_id == len(ids)


@given(trees(), st.data())
def test_the_nearest_snapshot_and_what_came_after_it_make_the_path(entries, data):
    record = Record(HEADER, entries)
    to = data.draw(st.sampled_from(list(record.turns)))
    snapshot, later = record.since_snapshot(to)
    path = record.path(to)
    if snapshot is None:
        assert later == path
        assert not any(each.id in record.snapshots for each in path)
    else:
        at = [each.id for each in path].index(snapshot.turn)
        assert later == path[at + 1 :]
        assert not any(each.id in record.snapshots for each in later)


def test_a_stand_at_a_turn_that_is_not_there_is_passed_over():
    record = Record(HEADER, [turn(0, None), turn(1, 0), Stand(9)])
    assert record.standing == 1


def test_a_snapshot_is_wanted_every_fifty_turns():
    record = Record(HEADER)
    assert not record.wants_snapshot()
    wanted = []
    for id_ in range(120):
        record.add(turn(id_, id_ - 1 if id_ else None))
        if record.wants_snapshot():
            wanted.append(id_ + 1)
            record.add(Snapshot(id_, {}))
    assert wanted == [SNAPSHOT_EVERY, 2 * SNAPSHOT_EVERY]


def test_a_snapshot_of_many_cells_is_wanted_as_rarely_as_it_is_large():
    record = Record(HEADER)
    wanted = []
    for id_ in range(900):
        record.add(turn(id_, id_ - 1 if id_ else None))
        if record.wants_snapshot(2_000):
            wanted.append(id_ + 1)
            record.add(Snapshot(id_, {}))
    assert wanted == [400, 800]


def test_what_chance_gave_is_that_of_the_path_only():
    entries = [
        turn(0, None, drawn=(("a.c", 0, "one"),)),
        turn(1, 0, drawn=(("a.c", 1, "two"),)),
        Stand(0),
        turn(2, 0, drawn=(("a.c", 1, "three"),)),
    ]
    record = Record(HEADER, entries)
    assert record.drawn() == {("a.c", 0): "one", ("a.c", 1): "three"}
    assert record.drawn(1) == {("a.c", 0): "one", ("a.c", 1): "two"}


@settings(max_examples=15)
@given(stories(), PICKS)
def test_a_record_played_again_comes_to_the_same_cells(source, picks):
    machine = machine_of(source)
    layout = Layout(machine.program)
    run = machine.begin(11)
    record = Record(header_of(machine.program, 11))
    record.add(turn_from(0, None, "", "", run.change, layout))
    for pick in picks:
        found = [offer[0] for offer in run.change.offers if offer[1]]
        if not found:
            break
        block = str(run.cells[0])
        run.choose(found[pick % len(found)])
        record.add(turn_from(record.next_id, record.standing, block, found[pick % len(found)], run.change, layout))
    again = replay(Machine(machine.program, with_text=False), 11, record.header.profile, record.path())
    assert again.lost == ""
    assert again.kept == len(record.turns)
    assert again.run.cells == run.cells
    if "mode: shuffle" in source:
        return  # a shuffle is worked out from the seed anew; the record does not hold what came of it
    other = replay(machine, 99, record.header.profile, record.path())
    assert other.lost == ""
    assert other.run.cells == run.cells, "what was recorded is used, whatever the seed"


def test_a_replay_stops_before_the_first_choice_that_cannot_be_taken():
    machine = machine_of(LINE)
    path = [turn(0, None), Turn(1, 0, "a.x", "a.two", ()), Turn(2, 1, "a.y", "a.three", ())]
    assert replay(machine, 0, "default", path).kept == 3
    shut = machine_of(LINE.replace("n: 3", "n: 0"))
    found = replay(shut, 0, "default", path)
    assert (found.kept, found.lost, len(found.changes)) == (1, "a.two", 1)
    assert found.run.change.offers[0][0] == "a.one"
