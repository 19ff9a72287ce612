"""The record of one play-through: a tree of turns, and the turn the player stands at.

In: entries, oldest first, or turns as they are played. Out: paths and children. Costs: adding a turn and finding its
parent are flat; a path is linear in its length. How the tree branches is asked of `engine.record.branches`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from engine.machine import Change
from engine.program import Layout
from engine.record.branches import Shape
from engine.record.model import Bookmark, Entry, Header, Named, Removal, Snapshot, Stand, Turn

SNAPSHOT_EVERY = 50
"""Turns between two snapshots, where a story is small."""

CELLS_A_TURN = 5
"""About what a turn writes. A snapshot of so many cells as the turns since the last have written costs no more than
they did; so neither a turn's time nor what it leaves grows with the story."""


def snapshot_every(cells: int) -> int:
    """Turns between two snapshots of a story of so many cells."""
    return max(SNAPSHOT_EVERY, cells // CELLS_A_TURN)


class Record:
    """The turns of one play-through. Ids are their order of writing, from 0; turn 0 is the opening."""

    def __init__(self, header: Header, entries: Iterable[Entry] = ()) -> None:
        self.header = header
        self.turns: dict[int, Turn] = {}
        self.snapshots: dict[int, Snapshot] = {}
        self.children: dict[int, list[int]] = {}
        self.bookmarks: list[Bookmark] = []
        self.shape = Shape()
        self.standing: int | None = None
        self._next = 0
        self._since: dict[int, int] = {}
        self._written = 0
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Take in an entry. A turn becomes where the player stands; what is about an unknown turn is passed over."""
        match entry:
            case Turn():
                self._add_turn(entry)
            case Snapshot(turn=turn):
                self.snapshots[turn] = entry
                self._since[turn] = self._written = 0
            case _ if entry.turn not in self.turns:
                pass
            case Stand(turn=turn):
                self.standing = turn
            case Named():
                self.shape.name(entry.turn, entry.name)
            case Removal():
                self.shape.remove(entry.turn, undone=entry.undone)
            case Bookmark():
                self.bookmarks.append(entry)

    def _add_turn(self, turn: Turn) -> None:
        self.turns[turn.id] = turn
        self._next = max(self._next, turn.id + 1)
        if turn.parent is not None:
            self.children.setdefault(turn.parent, []).append(turn.id)
        self.shape.add(turn.id, turn.parent)
        self._since[turn.id] = 1 if turn.parent is None else self._since.get(turn.parent, 0) + 1
        self._written += 1
        self.standing = turn.id

    @property
    def next_id(self) -> int:
        """The id for the next turn."""
        return self._next

    def path(self, to: int | None = None) -> list[Turn]:
        """Turns from the opening to `to` (where the player stands when None), in order."""
        at = self.standing if to is None else to
        found: list[Turn] = []
        while at is not None and at in self.turns:
            found.append(self.turns[at])
            at = self.turns[at].parent
        return found[::-1]

    def last(self, count: int, to: int | None = None) -> list[Turn]:
        """The last `count` turns of the path to `to` (the present one when None), oldest first. Flat in its length."""
        found: list[Turn] = []
        at = self.standing if to is None else to
        while at is not None and len(found) < count:
            found.append(self.turns[at])
            at = self.turns[at].parent
        return found[::-1]

    def turn_at(self, tip: int, depth: int) -> int | None:
        """The turn of so many choices on the path to `tip`; None beyond its ends. Linear in what lies between."""
        at: int | None = tip
        if not 0 <= depth <= self.shape.depths[tip]:
            return None
        while at is not None and self.shape.depths[at] > depth:
            at = self.turns[at].parent
        return at

    def since_snapshot(self, to: int) -> tuple[Snapshot | None, list[Turn]]:
        """The nearest snapshot at or before `to` on its path, and the turns after it up to `to`."""
        later: list[Turn] = []
        at: int | None = to
        while at is not None:
            if at in self.snapshots:
                return self.snapshots[at], later[::-1]
            later.append(self.turns[at])
            at = self.turns[at].parent
        return None, later[::-1]

    def wants_snapshot(self, cells: int = 0) -> bool:
        """Whether a snapshot is due where the player stands, for a story of so many `cells`.

        It is when so many turns have come since the last one of this path, and as many since any was written: so each
        branch has its own, and a play that goes to and fro between branches does not write one at every step.
        """
        every = snapshot_every(cells)
        return self._written >= every and self._since.get(-1 if self.standing is None else self.standing, 0) >= every

    def drawn(self, to: int | None = None) -> dict[tuple[str, int], str]:
        """What chance gave on the path, for playing it again: (stream, count) to outcome."""
        return {(stream, count): outcome for turn in self.path(to) for stream, count, outcome in turn.drawn}


def turn_from(
    id_: int,
    parent: int | None,
    block: str,
    choice: str,
    change: Change,
    layout: Layout,
    typed: int | str | None = None,
) -> Turn:
    """A turn of the record from what the machine reports. Linear in what was written."""
    names = layout.names
    return Turn(
        id_,
        parent,
        block,
        choice,
        tuple((names[slot], old, new, statement) for slot, old, new, statement in change.wrote),
        tuple(change.drawn),
        tuple(change.remembered),
        shown_hash(change.said),
        change.ending,
        typed,
    )


def shown_hash(said: Sequence[tuple[str, str, int]]) -> str:
    """A short hash of the text shown, for telling later whether only words have changed."""
    return sha256("\n".join(text for _, text, _ in said).encode()).hexdigest()[:12]
