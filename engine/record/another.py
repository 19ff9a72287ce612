"""The same decisions, made by another man: the choices of a path made again with another profile, as far as can be.

In: a machine, a path, a profile. Out: a record of the other life, and a row for each of its turns that says what was
followed and by which rule. Chance gives what it gave on the path, where it is asked the same.

At each turn he takes, by the first of these rules that finds something open:

1. same: the choice that is next on the path, by its id; a question is answered with the same words;
2. later: of the choices here, the one that comes soonest later on the path; those between are passed over;
3. alike: where the path took a storylet that was offered, another with most of its tags;
4. place: the choice that stands at the same place of the menu as the path's did in its menu;
5. first: the first that is open; of a question, the answer of one who does not type.

What the path chose is used up by that turn. Where he stands at another block, but may come to that choice later, it
waits: for `MOST_ALONE` turns at most, for he may go in a circle. A choice that no road of his leads to does not wait.
His life ends when his story ends, when nothing is open to him, or when all decisions are used up.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import ChoiceError
from engine.frozen import Frozen
from engine.machine import Change, Machine, Run, reason
from engine.program import Program
from engine.program.ids import DEALT, owner_of, scene_of
from engine.program.layout import PLACE
from engine.record.model import Header, Turn
from engine.record.replay import replay
from engine.record.roads import road_from
from engine.record.tree import Record, turn_from

MOST_ALONE = 20
"""Turns in which a decision waits for him to come where it can be made."""


class Row(Frozen):
    """One turn of the other life, or a decision that was passed over, then with `took` "" and `rule` "passed".

    `place` is the turn's place on the path that was followed, `wanted` its choice. `rule` is same, later, alike, place
    or first. `stood` says what the wanted choice was to him: open, closed (then `why`, in the story's words), hidden
    (its block offered it not), elsewhere, or never (no road of his leads there). `turn` is the turn's id in the record
    of the other life, None when passed.
    """

    place: int
    wanted: str
    took: str
    rule: str
    stood: str
    why: str
    turn: int | None


class Life(Frozen):
    """Another life: its `record`, whose header has the other profile, and its rows in order.

    `left` counts the decisions that were still to be made when it ended.
    """

    record: Record
    rows: tuple[Row, ...]
    left: int


def another(machine: Machine, header: Header, path: Sequence[Turn], profile: str) -> Life:
    """The decisions of `path` made by `profile`. The path must be of this very program. Linear in both lives."""
    return _Living(machine, header, path, profile).live()


class _Living:
    """Plays one life."""

    def __init__(self, machine: Machine, header: Header, path: Sequence[Turn], profile: str) -> None:
        self._machine = machine
        self._path = path
        self._menus = [change.offers for change in replay(machine, header.seed, header.profile, path).changes]
        self._tags = _tags(machine.program)
        self._road = road_from(machine.program, machine.profile(profile).start)
        forced = {(stream, count): outcome for turn in path for stream, count, outcome in turn.drawn}
        self._run: Run = machine.begin(header.seed, profile, forced=forced)
        self._record = Record(header.replace(profile=profile))
        self._rows: list[Row] = []
        self._next = 1
        self._alone = 0

    def live(self) -> Life:
        """Until he comes to an end."""
        self._note("", "", self._run.change)
        while self._next < len(self._path):
            change = self._run.change
            if change.ending is not None or not any(is_open for _, is_open, _ in change.offers):
                break
            self._turn()
        return Life(self._record, tuple(self._rows), len(self._path) - self._next)

    def _turn(self) -> None:
        wanted = self._path[self._next].choice
        if not wanted:  # a state carried over from an earlier story: nothing was decided
            self._next += 1
            return
        stood, why = self._stood(wanted)
        took, rule, followed = self._pick(wanted)
        for passed in range(self._next, followed):
            self._rows.append(Row(passed, self._path[passed].choice, "", "passed", "elsewhere", "", None))
        if rule == "later":
            wanted, stood, why = took, "open", ""
        block = str(self._run.cells[PLACE])
        change = self._make(took, followed if rule in ("same", "later") else None)
        self._rows.append(Row(followed, wanted, took, rule, stood, why, self._record.next_id))
        self._note(block, took, change)
        self._use_up(followed, stood)

    def _use_up(self, followed: int, stood: str) -> None:
        waits = stood == "elsewhere" and self._alone < MOST_ALONE
        self._alone = self._alone + 1 if waits else 0
        self._next = followed if waits else followed + 1

    def _stood(self, wanted: str) -> tuple[str, str]:
        """What the wanted choice is to him here, and why it is closed."""
        run = self._run
        for choice, is_open, _ in run.change.offers:
            if choice == wanted:
                words = "" if is_open else reason(self._machine.program, self._machine.layout, run.cells, choice)
                return ("open" if is_open else "closed"), words
        if scene_of(wanted) not in self._road:
            return "never", ""
        block = self._path[self._next].block
        return ("hidden" if block and block == run.cells[PLACE] else "elsewhere"), ""

    def _pick(self, wanted: str) -> tuple[str, str, int]:
        """What he takes, by which rule, and the place on the path that this follows."""
        opened = [choice for choice, is_open, _ in self._run.change.offers if is_open]
        if wanted in opened:
            return wanted, "same", self._next
        for place in range(self._next + 1, len(self._path)):
            if self._path[place].choice in opened:
                return self._path[place].choice, "later", place
        return (*self._nearest(wanted, opened), self._next)

    def _nearest(self, wanted: str, opened: Sequence[str]) -> tuple[str, str]:
        kind = self._tags.get(wanted.partition(DEALT)[2], frozenset())
        alike = [each for each in opened if kind & self._tags.get(each.partition(DEALT)[2], frozenset())]
        if alike:
            return max(alike, key=lambda each: len(kind & self._tags[each.partition(DEALT)[2]])), "alike"
        menu = [choice for choice, _, _ in self._menus[self._next - 1]] if self._next <= len(self._menus) else []
        here = [choice for choice, _, _ in self._run.change.offers]
        place = menu.index(wanted) if wanted in menu else len(here)
        if place < len(here) and here[place] in opened:
            return here[place], "place"
        return opened[0], "first"

    def _make(self, took: str, followed: int | None) -> Change:
        typed = None if followed is None else self._path[followed].typed
        if typed is not None and owner_of(took) == took:
            try:
                return self._run.answer(took, typed)
            except ChoiceError:
                pass  # what was typed is no answer to him: the answer of one who does not type
        return self._run.choose(took)

    def _note(self, block: str, choice: str, change: Change) -> None:
        record = self._record
        typed = self._typed(choice, change)
        record.add(turn_from(record.next_id, record.standing, block, choice, change, self._machine.layout, typed))

    def _typed(self, choice: str, change: Change) -> int | str | None:
        """What was answered, as the record keeps it; None for a choice."""
        ask = self._run.book.asks.get(choice)
        if ask is None:
            return None
        slot = self._machine.layout.slots[ask.into]
        given = next((new for written, _, new, by in change.wrote if written == slot and by == choice), None)
        return given if isinstance(given, int | str) else None


def _tags(program: Program) -> dict[str, frozenset[str]]:
    return {each.scene: frozenset(each.tags) for each in program.storylets}
