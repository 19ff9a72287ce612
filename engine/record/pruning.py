"""Removing a branch: at which turn, and what a journal holds when the removed turns are really thrown away.

In: a record, or entries. Out: a turn, or entries with new numbers. Nothing else in an entry names a turn, so that
numbering the turns anew changes nothing of the play.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.record.branches import Branch
from engine.record.model import Bookmark, Entry, Header, Named, Snapshot, Stand, Turn
from engine.record.tree import Record


def removal_of(record: Record, branch: Branch) -> int | None:
    """The first turn that is on no other branch; None when there is no other. Linear in the branch's length."""
    others = [each for each in record.shape.branches(branch.tip) if each.number != branch.number]
    if not others:
        return None
    shared = max(each.shared for each in others)
    return record.turn_at(branch.tip, shared + 1)


def pruned(header: Header, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """`entries` without what was removed, the turns numbered anew; as they are when nothing was.

    A branch that is left keeps its name, even where it now goes on as the branch it began from.
    """
    record = Record(header, entries)
    numbers = _numbers(record)
    if len(numbers) == len(record.turns):
        return tuple(entries)
    kept = [each for entry in entries for each in _kept(entry, numbers)]
    named = [each for each in record.shape.branches(None) if each.name]
    kept += [Named(numbers[each.tip], each.name) for each in named]
    if record.standing in numbers:
        kept.append(Stand(numbers[record.standing]))
    return tuple(kept)


def _numbers(record: Record) -> dict[int, int]:
    """Present to new numbers, of the turns that are there."""
    found: dict[int, int] = {}
    for id_, turn in record.turns.items():
        alive = turn.parent is None or turn.parent in found
        if alive and not record.shape.is_marked(id_):
            found[id_] = len(found)
    return found


def _kept(entry: Entry, numbers: dict[int, int]) -> Iterator[Entry]:
    match entry:
        case Turn() if entry.id in numbers:
            parent = None if entry.parent is None else numbers[entry.parent]
            yield entry.replace(id=numbers[entry.id], parent=parent)
        case Stand() | Snapshot() | Bookmark() if entry.turn in numbers:
            yield entry.replace(turn=numbers[entry.turn])
        case _:
            return
