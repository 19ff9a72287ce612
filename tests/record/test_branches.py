"""Branches of a record: which there are, where they part, and what is left when some are removed for good."""

from hypothesis import given
from hypothesis import strategies as st

from engine.record import Bookmark, Named, Record, Removal, Snapshot, Stand, cells_after, pruned, removal_of
from engine.record.tree import SNAPSHOT_EVERY
from tests.record.test_record import HEADER, trees, turn
from tests.stories import machine_of, story


def naive_path(record: Record, tip: int) -> list[int]:
    return [each.id for each in record.path(tip)]


def tree(*parents: int | None) -> Record:
    return Record(HEADER, [turn(id_, parent) for id_, parent in enumerate(parents)])


@given(trees(), st.data())
def test_branches_are_the_leaves_and_part_where_their_paths_part(entries, data):
    record = Record(HEADER, entries)
    to = data.draw(st.sampled_from(list(record.turns)))
    found = record.shape.branches(to)
    assert sorted(each.tip for each in found) == sorted(set(record.turns) - set(record.children))
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    present = naive_path(record, to)
    for each in found:
        path = naive_path(record, each.tip)
        shared = [one for one, other in zip(path, present, strict=False) if one == other]
        assert each.depth == len(path) - 1
        assert each.shared == len(shared) - 1
        assert record.shape.common(to, each.tip) == shared[-1]
        assert each.goes_on == (shared == present)
        for depth, id_ in enumerate(path):
            assert record.turn_at(each.tip, depth) == id_
        assert record.turn_at(each.tip, len(path)) is None


@given(trees(), st.data())
def test_what_is_removed_is_what_no_other_branch_has(entries, data):
    record = Record(HEADER, entries)
    while len(left := record.shape.branches(None)) > 1:
        branch = data.draw(st.sampled_from(left))
        others = {id_ for each in left if each != branch for id_ in naive_path(record, each.tip)}
        mark = removal_of(record, branch)
        path = naive_path(record, branch.tip)
        assert path[path.index(mark) :] == [id_ for id_ in path if id_ not in others]
        record.add(Removal(mark))
        assert [each.number for each in record.shape.branches(None)] == [each.number for each in left if each != branch]
    assert removal_of(record, left[0]) is None
    for each in record.shape.removed(None):
        for mark in list(record.shape.marks(each.tip)):
            record.add(Removal(mark, undone=True))
    assert not record.shape.removed(None)


@given(trees(), st.data())
def test_pruning_leaves_the_paths_names_and_notes_of_what_is_there(entries, data):
    ids = [each.id for each in entries if hasattr(each, "parent")]
    marks = data.draw(st.lists(st.sampled_from(ids[1:] or ids), max_size=3)) if len(ids) > 1 else []
    named = data.draw(st.lists(st.sampled_from(ids), max_size=4))
    wrote = {id_: (("n", 0, id_, "s"),) for id_ in ids}  # by which a turn is known again
    entries = [each.replace(wrote=wrote[each.id]) if hasattr(each, "parent") else each for each in entries]
    entries += [Named(id_, f"name {id_}") for id_ in named] + [Bookmark(id_, f"note {id_}") for id_ in named]
    before = Record(HEADER, entries + [Removal(each) for each in marks])
    after = Record(HEADER, pruned(HEADER, entries + [Removal(each) for each in marks]))

    def told(record: Record) -> set[tuple[str, tuple[int, ...]]]:
        return {
            (each.name, tuple(turn.wrote[0][2] for turn in record.path(each.tip)))
            for each in record.shape.branches(None)
        }

    def seen(record: Record) -> list[tuple[int, str]]:
        there = [each for each in record.bookmarks if record.shape.is_there(each.turn)]
        return [(record.turns[each.turn].wrote[0][2], each.words) for each in there]

    leaves = {path for _, path in told(before)}
    assert {path for _, path in told(after)} >= leaves
    assert {each for each in told(after) if each[1] in leaves} == told(before)
    assert seen(after) == seen(before)
    assert list(after.turns) == list(range(len(after.turns)))
    if before.standing is not None and before.shape.is_there(before.standing):
        assert after.turns[after.standing].wrote == before.turns[before.standing].wrote


def test_a_branch_keeps_its_number_while_others_grow_and_go():
    record = tree(None, 0, 1, 0, 1, 3)
    assert [(each.number, each.tip) for each in record.shape.branches(None)] == [(1, 2), (2, 5), (3, 4)]
    record.add(turn(6, 2))
    record.add(Removal(3))
    assert [(each.number, each.tip) for each in record.shape.branches(None)] == [(1, 6), (3, 4)]
    assert [(each.number, each.tip) for each in record.shape.removed(None)] == [(2, 5)]


def test_a_name_stays_with_its_branch_as_it_goes_on_and_when_others_part_from_it():
    record = tree(None, 0, 1)
    record.add(Named(1, "train"))
    record.add(turn(3, 2))
    record.add(turn(4, 1))
    assert [each.name for each in record.shape.branches(None)] == ["train", ""]
    record.add(Named(4, "home"))
    record.add(Named(2, "bus"))
    assert [each.name for each in record.shape.branches(None)] == ["bus", "home"]
    assert record.shape.name_of(1) == "bus"


def test_each_branch_gets_snapshots_of_its_own_and_going_to_and_fro_writes_few():
    record = Record(HEADER)
    record.add(turn(0, None))
    tips = [0] * 4
    taken = 0
    for id_ in range(1, 2001):
        at = id_ % 4
        record.add(turn(id_, tips[at]))
        tips[at] = id_
        if record.wants_snapshot():
            record.add(Snapshot(id_, {}))
            taken += 1
    assert taken <= 2001 // SNAPSHOT_EVERY
    for tip in tips:
        distances = [len(record.since_snapshot(each.id)[1]) for each in record.path(tip)]
        assert max(distances) <= 2 * SNAPSHOT_EVERY


def test_cells_of_a_journal_without_a_snapshot_are_worked_out_once():
    machine = machine_of(story("choices: [{choose: On, id: on}]", head="variables: {n: 0}\n"))
    record = Record(HEADER)
    record.add(turn(0, None))
    for id_ in range(1, 400):
        record.add(turn(id_, id_ - 1, wrote=(("n", id_ - 1, id_, "s"),)))
    slot = machine.layout.slots["n"]
    assert [cells_after(machine, record, each)[slot] for each in (399, 20, 377)] == [399, 20, 377]
    assert max(len(record.since_snapshot(each)[1]) for each in record.turns) <= SNAPSHOT_EVERY
    assert cells_after(machine, record, None)[slot] == 0


def test_marks_of_unknown_turns_are_passed_over():
    record = tree(None, 0)
    for entry in (Named(9, "x"), Removal(9), Bookmark(9, "x"), Stand(9)):
        record.add(entry)
    assert (record.standing, record.bookmarks) == (1, [])
