"""The pages about branches: which there are, where two part and what came of each, and the notes kept on turns.

In: a record and where the player stands. Out: pages. What is compared is told again from where the two part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from engine.machine import Machine
from engine.program import CLOCK, PLACE
from engine.program.layout import CellValue
from engine.record import Branch, Record, Turn, cells_after
from engine.session.pages import NOTHING, Pages
from engine.session.retelling import retell
from engine.session.shown import Shown
from engine.session.transcript import turn_lines
from engine.session.view import BranchLine, Compared, Page, Section, TurnView
from engine.session.whither import branch_meant

MOST_TOLD = 20
"""Turns of each branch that a comparison tells."""

_HOW = "Say go branch, compare or remove branch with a number or a name, or name and a name for the branch you are on."
_HERE, _THERE = "here", "there"


class Branching:
    """Makes the pages of one story."""

    def __init__(self, machine: Machine, shown: Shown, pages: Pages) -> None:
        self._machine = machine
        self._shown = shown
        self._pages = pages

    # -- lists -------------------------------------------------------------------------------------------------------

    def branches(self, record: Record) -> Page:
        """All branches; the removed ones apart. Cost: the cells at the end of each."""
        there = record.shape.branches(record.standing)
        sections = [Section("", tuple(self._line(record, each) for each in there))]
        gone = tuple(self._line(record, each) for each in record.shape.removed(record.standing))
        if gone:
            sections.append(Section("Removed; restore branch and a number brings one back", gone))
        return Page("Branches", (*sections, Section("", (_HOW,))))

    def tree(self, record: Record) -> tuple[BranchLine, ...]:
        """The branches that are there, by number, each with the one it parts from."""
        there = record.shape.branches(record.standing)
        return tuple(
            BranchLine(
                each.number,
                each.name,
                *_parting(record, each, there),
                each.tip == record.standing,
                self._told_of(record, each),
            )
            for each in there
        )

    def _line(self, record: Record, branch: Branch) -> str:
        name = f" {branch.name.rstrip('.')}." if branch.name else ""
        return f"{branch.number}.{name} {self._told_of(record, branch)}"

    def _told_of(self, record: Record, branch: Branch) -> str:
        return f"{_choices(branch.depth)}, {self._relation(record, branch)}. {self._state(record, branch.tip)}"

    def _relation(self, record: Record, branch: Branch) -> str:
        if branch.tip == record.standing:
            return "you are here"
        if branch.goes_on:
            return f"{branch.depth - branch.shared} of them after where you are"
        return f"parts from this path after choice {branch.shared}" if branch.shared else "parts at the first choice"

    def _state(self, record: Record, tip: int) -> str:
        ending = record.turns[tip].ending
        if ending is not None:
            return f"Ended: {self._ended(ending)}."
        cells = cells_after(self._machine, record, tip)
        clock = cells[CLOCK]
        stands = self._shown.stands(str(cells[PLACE]), clock if isinstance(clock, int) else None)
        return f"Stands at: {stands}." if stands else "Not ended."

    def _ended(self, ending: str) -> str:
        return next((each.title for each in self._machine.program.endings if each.id == ending), "The end").rstrip(".")

    def notes(self, record: Record) -> Page:
        """All bookmarks, by number."""
        lines = tuple(
            f"{number}. {self._place(record, each.turn)}: {each.words}"
            for number, each in enumerate(record.bookmarks, 1)
        )
        return Page("Notes", (Section("", lines or ("There is no note yet. Say note and what it says.",)),))

    def _place(self, record: Record, turn: int) -> str:
        depth = record.shape.depths[turn]
        return (f"After choice {depth}" if depth else "At the beginning") + self._of_branch(record, turn)

    def _of_branch(self, record: Record, turn: int) -> str:
        if not record.shape.is_there(turn):
            return " of a removed branch"
        name = record.shape.name_of(turn)
        return f" of {name}" if name else ""

    # -- side by side --------------------------------------------------------------------------------------------------

    def compare(self, record: Record, words: str, *, safe: bool) -> Page:
        """This path and a branch, side by side from where they part. Raises ChoiceError for a branch there is not."""
        if not words:
            return Page("Compare", (Section("", ("Say compare and the number or name of a branch.",)),))
        found = self.compared(record, words, safe=safe)
        if found is None:
            here = branch_meant(record, words).tip == record.standing
            told = "This branch is where you are." if here else "It goes on from where you are."
            return Page("Compare", (Section("", (told,)),))
        sections = [
            Section(f"Choice {number}, {whose}", tuple(turn_lines(view)))
            for number, *pair in found.rows
            for whose, view in zip((found.mine, found.theirs), pair, strict=True)
            if view is not None
        ]
        return Page(found.title, (Section("", (found.parts,)), *sections, *found.ends))

    def compared(self, record: Record, words: str, *, safe: bool) -> Compared | None:
        """The same as data; None where nothing parts the two."""
        branch = branch_meant(record, words)
        assert record.standing is not None
        if branch.goes_on:
            return None
        shared = record.shape.common(record.standing, branch.tip)
        paths = [self._after(record, shared, each) for each in (record.standing, branch.tip)]
        mine, theirs = (self._views(record, each[:MOST_TOLD], safe=safe) for each in paths)
        rows = ((number, *pair) for number, pair in enumerate(zip_longest(mine, theirs), branch.shared + 1))
        called = branch.name or f"branch {branch.number}"
        over = tuple(self._over(paths, ("this path", called)))
        ends = self._states(record, record.standing, branch.tip)
        return Compared(
            f"This path and {called}",
            "this path",
            called,
            f"They part after choice {branch.shared}." if branch.shared else "They part at the first choice.",
            tuple(rows),
            (*((Section("", over),) if over else ()), *ends),
        )

    def _after(self, record: Record, shared: int, tip: int) -> list[Turn]:
        return record.last(record.shape.depths[tip] - record.shape.depths[shared], tip)

    def _over(self, paths: Sequence[Sequence[Turn]], called: Sequence[str]) -> Iterator[str]:
        for whose, turns in zip(called, paths, strict=True):
            if len(turns) > MOST_TOLD:
                yield f"And {_choices(len(turns) - MOST_TOLD)} more of {whose}."

    def _views(self, record: Record, turns: Sequence[Turn], *, safe: bool) -> tuple[TurnView, ...]:
        return retell(self._machine, self._shown, record, turns, safe=safe)[1] if turns else ()

    def _states(self, record: Record, mine: int, theirs: int) -> Iterator[Section]:
        here, there = (cells_after(self._machine, record, each) for each in (mine, theirs))
        yield Section("How they stand", tuple(_differing(self._values(here), self._values(there))) or ("Alike.",))
        papers = tuple(_differing(self._papers(here), self._papers(there)))
        yield Section("Papers", papers or ("The same papers.",))
        ends = (record.turns[each].ending for each in (mine, theirs))
        said = ("not ended" if each is None else self._ended(each) for each in ends)
        yield Section("How they end", (_pair("The end", *said),))

    def _values(self, cells: list[CellValue]) -> dict[str, str]:
        lines = {each.title: each.value for each in self._shown.status(cells) if each.title != "Papers"}
        when = self._shown.now(cells)
        return {**({"Hour": when} if when else {}), "Place": self._shown.where(cells), **lines}

    def _papers(self, cells: list[CellValue]) -> dict[str, str]:
        found: dict[str, str] = {}
        for each in self._pages.papers(cells).sections:
            if each.heading == "Not in your hands":
                found |= dict.fromkeys(each.paragraphs, "not in your hands")
            elif each.heading:
                told = [line for line in each.paragraphs if line != NOTHING]
                found[each.heading] = " ".join(["in your hands.", *told])
        return found


def _parting(record: Record, branch: Branch, among: Sequence[Branch]) -> tuple[int, int]:
    """The number of the branch that `branch` parts from and the choices before; 0 and 0 for what parts from none.

    Of the branches that go through the parting turn, the first to begin is the one that the turn belongs to.
    """
    fork = record.shape.parents[branch.head]
    if fork is None:
        return 0, 0
    through = (each.number for each in among if record.shape.common(each.tip, fork) == fork)
    return min(through), record.shape.depths[fork]


def _differing(one: dict[str, str], other: dict[str, str]) -> Iterator[str]:
    """A sentence for each title whose words are not the same."""
    for title in dict.fromkeys((*one, *other)):
        mine, theirs = one.get(title, ""), other.get(title, "")
        if mine != theirs:
            yield _pair(title, mine, theirs)


def _pair(title: str, mine: str, theirs: str) -> str:
    return f"{title}: {_HERE} {mine.rstrip('.') or 'nothing'}; {_THERE} {theirs.rstrip('.') or 'nothing'}."


def _choices(count: int) -> str:
    return "1 choice" if count == 1 else f"{count} choices"
