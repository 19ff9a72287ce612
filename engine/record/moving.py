"""What becomes of a play-through in a changed story: what is different, at which turn, and where it can go on.

In: a machine of the present story, a record of an earlier one, and its program where that is kept. Out: a `Moving`.
The choices are made again by their present ids from the opening on, so each effect applies once, and what is new in the
story has its first value in the whole history. Cost: two plays of the path, for a turn may have been read in short.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.errors import ChoiceError, StoryError
from engine.frozen import Frozen
from engine.machine import Change, Machine, Run
from engine.program import Layout, Program
from engine.program.ids import scene_of
from engine.program.layout import CellValue
from engine.program.renaming import Renaming
from engine.record.breaking import Break, broken
from engine.record.checkpoints import nearest
from engine.record.fitting import Carried, carried, stands, takes
from engine.record.model import Turn
from engine.record.replay import again, drawn_now, turns_now
from engine.record.tree import Record, shown_hash, turn_from

SOUND, CHECKPOINT, STATE = "sound", "checkpoint", "state"
"""Where a play may go on: after the last choice made again, at a checkpoint before it, with the state as it was."""


class Difference(Frozen):
    """Something is not as it was at the turn at `place` of the path, which could be made again all the same.

    `kind` is renamed (`of` the former id, `now` the present one), text, effect (`of` a cell), road (it leads to another
    block), ending, or chance (`of` a stream whose outcome there is no longer). `was` and `now` are values or ids.
    """

    place: int
    kind: str
    of: str
    was: CellValue = None
    now: CellValue = None


class Offer(Frozen):
    """Where to go on: `kind` as above, after the turn at `place` of the path made again. `title` is a checkpoint's."""

    kind: str
    place: int
    title: str = ""


class Moving(Frozen):
    """What became of a path of `turns` turns (the opening included), of which `kept` could be made again.

    `added` are variables that the story did not have, `dropped` those it has no more; both are empty where the earlier
    program is not kept. `offers` are where it can go on, the first by default. `verdict` is survives (nothing but text
    or ids is different), moves (all can be made again, but what comes of it is different) or breaks.
    """

    turns: int
    kept: int
    differences: tuple[Difference, ...]
    broke: Break | None
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    offers: tuple[Offer, ...]

    @property
    def verdict(self) -> str:
        """In one word."""
        if self.broke is not None:
            return "breaks"
        return "moves" if any(each.kind not in ("text", "renamed") for each in self.differences) else "survives"


class Moved(Frozen):
    """A `Moving` with what is needed to carry it out: the state as it was, None where it does not fit the story."""

    moving: Moving
    state: Carried | None


def moved(machine: Machine, record: Record, old: Program | None = None) -> Moved:
    """What becomes of the present path of `record`. The path holds at least the opening."""
    return _Playing(machine, record, old).play()


class _Playing:
    """Plays one path again and notes what is different."""

    def __init__(self, machine: Machine, record: Record, old: Program | None) -> None:
        self._machine = machine
        self._record = record
        self._old = old
        self._path = record.path()
        self._renaming = Renaming(machine.program.renamed)
        known = None if old is None else set(Layout(old).variables)
        self._added = frozenset() if known is None else frozenset(machine.layout.variables) - known
        self._dropped = frozenset() if known is None else known - set(machine.layout.variables)
        self._found: list[Difference] = []
        self._turns: list[Turn] = []

    def play(self) -> Moved:
        """As far as it goes."""
        header = self._record.header
        forced = drawn_now(self._machine.program, self._path)
        try:
            full, short = (
                self._machine.begin(header.seed, header.profile, forced=forced, safe=safe) for safe in (False, True)
            )
        except StoryError:
            return Moved(self._moving(Break(0, "man", header.profile), ()), None)
        self._compare(0, full.change, short.change)
        broke = None
        for place, turn in enumerate(turns_now(self._machine.program, self._path), 1):
            broke = self._made(place, turn, full, short)
            if broke is not None:
                break
        state = carried(self._machine, self._record, full.cells, self._old) if self._strays(broke) else None
        return Moved(self._moving(broke, tuple(self._offers(state))), state)

    def _strays(self, broke: Break | None) -> bool:
        return broke is not None or any(each.kind in ("road", "effect", "ending") for each in self._found)

    def _moving(self, broke: Break | None, offers: Sequence[Offer]) -> Moving:
        added, dropped = tuple(sorted(self._added)), tuple(sorted(self._dropped))
        kept = len(self._turns)
        return Moving(len(self._path), kept, tuple(self._found), broke, added, dropped, tuple(offers))

    def _made(self, place: int, turn: Turn, full: Run, short: Run) -> Break | None:
        former = self._path[place].choice
        if not takes(self._machine, full.cells, turn):
            return Break(place, "state", "")
        try:
            changes = again(full, turn), again(short, turn)
        except ChoiceError as error:
            return broken(self._machine, full, place, former, turn, error)
        if former != turn.choice:
            self._found.append(Difference(place, "renamed", former, former, turn.choice))
        self._compare(place, *changes)
        return None

    # -- differences ---------------------------------------------------------------------------------------------------

    def _compare(self, place: int, full: Change, short: Change) -> None:
        turn, layout = self._path[place], self._machine.layout
        parent = place - 1 if place else None
        self._turns.append(turn_from(place, parent, turn.block, turn.choice, full, layout, turn.typed))
        if not turn.wrote and not turn.shown:
            return  # told by a document: what it did is not known
        if turn.shown not in ("", shown_hash(full.said), shown_hash(short.said)):
            self._found.append(Difference(place, "text", ""))
        self._found += self._draws(place, full)
        self._found += self._effects(place, self._turns[-1])
        if turn.ending != full.ending:
            self._found.append(Difference(place, "ending", "", turn.ending, full.ending))

    def _draws(self, place: int, change: Change) -> Iterator[Difference]:
        were = drawn_now(self._machine.program, (self._path[place],))
        for stream, count, outcome in change.drawn:
            was = were.get((stream, count), outcome)
            if was != outcome:
                yield Difference(place, "chance", stream, was, outcome)

    def _effects(self, place: int, now: Turn) -> Iterator[Difference]:
        mine, theirs = _moves(self._path[place]), _moves(now)
        for cell in dict.fromkeys((*mine, *theirs)):
            if cell in self._added or cell in self._dropped or not _is_told(cell):
                continue
            was, is_ = mine.get(cell), theirs.get(cell)
            if cell == "@place":
                if was and is_ and self._leads_elsewhere(str(was[1]), str(is_[1])):
                    yield Difference(place, "road", cell, was[1], is_[1])
            elif _step(was) != _step(is_) and (was and was[1]) != (is_ and is_[1]):
                yield Difference(place, "effect", cell, was and was[1], is_ and is_[1])

    def _leads_elsewhere(self, was: str, now: str) -> bool:
        """Whether a turn comes to another place; a block without an id of its own may only be called otherwise."""
        before = self._renaming.choice(was)
        if before == now:
            return False
        return scene_of(before) != scene_of(now) or stands(self._machine.program, before)

    # -- offers --------------------------------------------------------------------------------------------------------

    def _offers(self, state: Carried | None) -> Iterator[Offer]:
        last = len(self._turns) - 1
        yield Offer(SOUND, last)
        met = nearest(self._machine.program, self._turns[:-1])
        if met is not None:
            yield Offer(CHECKPOINT, met[0].id, met[1].title)
        if state is not None:
            yield Offer(STATE, last)


def _moves(turn: Turn) -> Mapping[str, tuple[CellValue, CellValue]]:
    """What a turn made of each cell: its value before and after; cells that are as they were are left out."""
    found: dict[str, tuple[CellValue, CellValue]] = {}
    for cell, old, new, _ in turn.wrote:
        found[cell] = (found.get(cell, (old, old))[0], new)
    return {cell: pair for cell, pair in found.items() if pair[0] != pair[1] or cell == "@place"}


def _step(pair: tuple[CellValue, CellValue] | None) -> CellValue | tuple[CellValue, CellValue]:
    """The difference that a write made, of an amount; the pair itself for all else. 0 for no write at all."""
    if pair is None:
        return 0
    old, new = pair
    if type(old) is int and type(new) is int:
        return new - old
    return pair


def _is_told(cell: str) -> bool:
    """Whether the cell is the story's, or says when and where; counters and draws follow from the rest."""
    return cell in ("@place", "@clock", "@here") or cell[0] not in "@#~%^!"
