"""How the turns of a record branch: what belongs to which branch, where two part, what was removed.

In: turns and their parents, as they are written. Out: branches, and the last turn that two paths share. A branch goes
on with the first turn that followed each of its turns; what followed later begins another. So a turn belongs to one
branch for ever, and a branch keeps its number. Costs: adding is flat; a question about a branch goes from branch to
branch and not from turn to turn, whatever their length.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.frozen import Frozen


class Branch(Frozen):
    """One branch. `number` counts from 1 in the order in which branches began; `head` and `tip` are turns of it.

    `shared` choices of its path from the opening are those of the path it was compared with, of `depth` in all.
    `goes_on` says that it comes after the end of that path, so that nothing parts the two.
    """

    number: int
    head: int
    tip: int
    name: str
    depth: int
    shared: int
    goes_on: bool


class Shape:
    """The branches of one record. `depths` count the choices from the opening to a turn."""

    def __init__(self) -> None:
        self.depths: dict[int, int] = {}
        self.parents: dict[int, int | None] = {}
        self._heads: dict[int, int] = {}
        self._tips: dict[int, int] = {}
        self._names: dict[int, str] = {}
        self._removed: set[int] = set()

    # -- writing -----------------------------------------------------------------------------------------------------

    def add(self, turn: int, parent: int | None) -> None:
        """Take in a turn that was written after all others."""
        if parent is None or parent not in self.depths:
            head, depth = turn, 0
            self.parents[head] = None
        else:
            first = self._heads[parent]
            goes_on = self._tips[first] == parent
            head, depth = first if goes_on else turn, self.depths[parent] + 1
            if not goes_on:
                self.parents[head] = parent
        self.depths[turn] = depth
        self._heads[turn] = head
        self._tips[head] = turn

    def name(self, turn: int, name: str) -> None:
        """Name the branch that `turn` belongs to."""
        self._names[self._heads[turn]] = name

    def remove(self, turn: int, *, undone: bool = False) -> None:
        """Remove what begins with `turn`, or take that back."""
        if undone:
            self._removed.discard(turn)
        else:
            self._removed.add(turn)

    # -- asking ------------------------------------------------------------------------------------------------------

    def branches(self, to: int | None) -> tuple[Branch, ...]:
        """All branches that are not removed, by number, compared with the path to the turn `to`."""
        return tuple(each for each in self._all(to) if self.is_there(each.tip))

    def removed(self, to: int | None) -> tuple[Branch, ...]:
        """The removed branches, by number."""
        return tuple(each for each in self._all(to) if not self.is_there(each.tip))

    def head(self, turn: int) -> int:
        """The first turn of the branch that a turn belongs to."""
        return self._heads[turn]

    def name_of(self, turn: int) -> str:
        """The name of the branch that a turn belongs to; "" where it has none."""
        return self._names.get(self._heads[turn], "")

    def is_marked(self, turn: int) -> bool:
        """Whether something was removed at this very turn."""
        return turn in self._removed

    def is_there(self, turn: int) -> bool:
        """Whether neither the turn nor one before it was removed."""
        return not any(True for _ in self.marks(turn))

    def marks(self, turn: int) -> Iterator[int]:
        """The turns on the path to `turn` at which something was removed."""
        for head, last in self._down(turn):
            depth = self.depths[last]
            yield from (each for each in self._removed if self._heads[each] == head and self.depths[each] <= depth)

    def common(self, one: int, other: int) -> int:
        """The last turn that the paths to two turns share."""
        return self._parting(dict(self._down(one)), other)

    def _all(self, to: int | None) -> Iterator[Branch]:
        present = {} if to is None else dict(self._down(to))
        end = -1 if to is None else to
        for number, (head, tip) in enumerate(self._tips.items(), 1):
            shared = self._parting(present, tip) if present else head
            yield Branch(
                number,
                head,
                tip,
                self._names.get(head, ""),
                self.depths[tip],
                self.depths[shared],
                shared == end,
            )

    def _parting(self, present: dict[int, int], turn: int) -> int:
        """The last turn that the path to `turn` shares with a path, given as its branches and its last turn of each."""
        for head, last in self._down(turn):
            if head in present:
                return min(last, present[head], key=self.depths.__getitem__)
        return turn

    def _down(self, turn: int | None) -> Iterator[tuple[int, int]]:
        """The branches that the path to `turn` goes through, the last first, each with its last turn of that path."""
        while turn is not None:
            head = self._heads[turn]
            yield head, turn
            turn = self.parents[head]
