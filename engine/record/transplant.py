"""A whole play-through in a changed story: every branch made again, each from where it parts, names and notes with it.

In: a machine of the present story, a record of an earlier one. Out: the entries of a new record, and what became of
each branch. Branches are made again in the order in which they began, so they have the numbers they had as long as all
of them are left. Removed branches stay in the old save. Cost: each turn once, and for each branch a copy of the cells
it parts from.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence

from engine.errors import ChoiceError
from engine.frozen import Frozen
from engine.machine import Machine, Run
from engine.program.answers import read_answer
from engine.program.layout import PLACE, CellValue
from engine.program.renaming import Renaming
from engine.record.breaking import Break, broken
from engine.record.fitting import takes
from engine.record.model import Bookmark, Entry, Header, Named, Snapshot, Turn
from engine.record.ports import Progress
from engine.record.replay import again, outcomes_now, turn_now
from engine.record.tree import Record, turn_from


class Followed(Frozen):
    """What became of a branch that does not end on the present path: of its `turns` choices `kept` could be made again.

    `number` and `name` are those it had; it parts after the choice `parts`. `broke` is None where all are kept.
    """

    number: int
    name: str
    parts: int
    turns: int
    kept: int
    broke: Break | None


class Transplanted(Frozen):
    """The entries of the new record; `turns` maps each turn made again to its new id. `notes` bookmarks were lost."""

    entries: tuple[Entry, ...]
    turns: Mapping[int, int]
    branches: tuple[Followed, ...]
    notes: int


def transplanted(
    machine: Machine, record: Record, header: Header, *, safe: bool = False, progress: Progress | None = None
) -> Transplanted:
    """All of `record` made again under `header`. Raises StoryError where the story has no such man any more."""
    return _Transplanting(machine, record, header, safe, progress).carry()


class _Transplanting:
    """Makes one record again."""

    def __init__(self, machine: Machine, record: Record, header: Header, safe: bool, progress: Progress | None) -> None:
        self._machine = machine
        self._old = record
        self._new = Record(header)
        self._safe = safe
        self._progress = progress
        self._renaming = Renaming(machine.program.renamed)
        self._entries: list[Entry] = []
        self._ids: dict[int, int] = {}
        self._path = {turn.id for turn in record.path()}
        self._ours = self._outcomes(record.path())
        self._parted: dict[int, list[CellValue]] = {}

    def carry(self) -> Transplanted:
        branches = _by_branch(self._old)
        parents = {turns[0].parent for turns in branches.values()}
        numbers = {each.head: each for each in self._old.shape.branches(self._old.standing)}
        found = []
        for head, turns in branches.items():
            kept, broke = self._branch(turns, parents)
            if turns[-1].id not in self._path and head in numbers:
                branch = numbers[head]
                opening = int(turns[0].parent is None)
                parts = self._old.shape.depths[turns[0].id] - 1 + opening
                own = len(turns) - opening, max(0, kept - opening)
                found.append(Followed(branch.number, branch.name, parts, *own, broke))
        self._entries += self._names(branches)
        notes = tuple(each for each in self._old.bookmarks if self._old.shape.is_there(each.turn))
        kept_notes = [Bookmark(self._ids[each.turn], each.words) for each in notes if each.turn in self._ids]
        self._entries += kept_notes
        return Transplanted(tuple(self._entries), self._ids, tuple(found), len(notes) - len(kept_notes))

    def _branch(self, turns: Sequence[Turn], parents: set[int | None]) -> tuple[int, Break | None]:
        """How many of a branch's turns could be made again, and what broke it."""
        first = turns[0]
        if first.parent is not None and first.parent not in self._ids:
            return 0, Break(self._old.shape.depths[first.id], "earlier", first.choice)
        own = self._outcomes(turns)
        run = self._run_before(first, ChainMap(own, self._ours) if first.id in self._path else own)
        for count, turn in enumerate(turns):
            broke = self._made(run, turn)
            if broke is not None:
                return count, broke
            if turn.id in parents:
                self._parted[turn.id] = list(run.cells)
        return len(turns), None

    def _run_before(self, turn: Turn, forced: Mapping[tuple[str, int], str]) -> Run:
        """A run that is to make `turn`; for the opening it has made it."""
        header, machine = self._new.header, self._machine
        if turn.parent is None:
            return machine.begin(header.seed, header.profile, forced=forced, safe=self._safe)
        return machine.run_from(header.seed, list(self._parted[turn.parent]), forced=forced, safe=self._safe)

    def _outcomes(self, turns: Sequence[Turn]) -> dict[tuple[str, int], str]:
        given = {(stream, count): outcome for stream, count, outcome in self._new.header.forced}
        return given | outcomes_now(self._machine.program, (each for turn in turns for each in turn.drawn))

    def _made(self, run: Run, turn: Turn) -> Break | None:
        block, now, place = str(run.cells[PLACE]), turn_now(turn, self._renaming), self._old.shape.depths[turn.id]
        if turn.parent is None:
            self._add(run, turn, "", "")
            return None
        if not takes(self._machine, run.cells, now):
            return Break(place, "state", "")
        asked = run.asked
        try:
            again(run, now)
        except ChoiceError as error:
            return broken(self._machine, run, place, turn.choice, now, error)
        typed = None if turn.typed is None or asked is None else read_answer(asked, turn.typed)
        self._add(run, turn, block, now.choice, typed)
        return None

    def _add(self, run: Run, turn: Turn, block: str, choice: str, typed: int | str | None = None) -> None:
        record, layout = self._new, self._machine.layout
        parent = None if turn.parent is None else self._ids[turn.parent]
        made = turn_from(record.next_id, parent, block, choice, run.change, layout, typed)
        self._ids[turn.id] = made.id
        self._write(made)
        if record.wants_snapshot(len(run.cells)):
            self._write(Snapshot(made.id, self._machine.values(run.cells)))
        if self._progress is not None:
            self._progress(len(self._ids), len(self._old.turns))

    def _write(self, entry: Entry) -> None:
        self._new.add(entry)
        self._entries.append(entry)

    def _names(self, branches: Mapping[int, Sequence[Turn]]) -> Iterator[Named]:
        """A branch that was cut short keeps its name; one of which nothing is left has none."""
        for turns in branches.values():
            name = self._old.shape.name_of(turns[0].id)
            kept = [turn for turn in turns if turn.id in self._ids]
            if name and kept:
                yield Named(self._ids[kept[-1].id], name)


def _by_branch(record: Record) -> dict[int, list[Turn]]:
    """The turns that are there, by the first turn of their branch, in the order in which branches began."""
    found: dict[int, list[Turn]] = {}
    there: set[int] = set()
    for id_, turn in record.turns.items():
        if (turn.parent is None or turn.parent in there) and not record.shape.is_marked(id_):
            there.add(id_)
            found.setdefault(record.shape.head(id_), []).append(turn)
    return found
