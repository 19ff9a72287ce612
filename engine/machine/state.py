"""A state of a play: every value there is, readable for ever, made without copying a table.

States of one play share one list of cells. The newest state asked for owns the list; each other state holds the
change that parts it from a neighbour, and reading it walks the list over (Baker's rerooting: Henry Baker, "Shallow
binding makes functional arrays fast", 1991). Cost: a step forward is linear in what it wrote, reading a state of n
turns ago in what those n turns wrote. Not for use by several threads at once.
"""

from __future__ import annotations

from engine.machine.events import Change
from engine.program.layout import CellValue, Layout


class State:
    """One moment of a play. Equal states hold equal cells, whatever road led there."""

    __slots__ = ("_cells", "_change", "_forward", "_toward", "ending", "layout", "seed")

    def __init__(self, layout: Layout, seed: int, cells: list[CellValue], ending: str | None) -> None:
        self.layout = layout
        self.seed = seed
        self.ending = ending
        self._cells: list[CellValue] | None = cells
        self._toward: State | None = None
        self._change: Change | None = None
        self._forward = True

    def cells(self) -> list[CellValue]:
        """The shared list, brought to this state. To be read at once and never written; copy it to keep it."""
        if self._cells is None:
            self._reroot()
        assert self._cells is not None
        return self._cells

    def value(self, name: str) -> CellValue:
        """The value of the cell called `name`; KeyError for a name that the story does not have."""
        return self.cells()[self.layout.slots[name]]

    def followed_by(self, change: Change) -> State:
        """The state after `change`, which has just been made in this state's own list."""
        after = State(self.layout, self.seed, self.cells(), change.ending)
        self._cells, self._toward, self._change, self._forward = None, after, change, True
        return after

    def _reroot(self) -> None:
        chain: list[State] = [self]
        while chain[-1]._toward is not None:
            chain.append(chain[-1]._toward)
        owner = chain.pop()
        cells = owner._cells
        assert cells is not None
        while chain:
            nearer = chain.pop()
            change = nearer._change
            assert change is not None
            if nearer._forward:
                change.undo(cells)
            else:
                change.redo(cells)
            owner._cells, owner._toward, owner._change, owner._forward = None, nearer, change, not nearer._forward
            nearer._cells, nearer._toward, nearer._change = cells, None, None
            owner = nearer

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, State):
            return NotImplemented
        mine = tuple(self.cells())
        return (self.seed, self.ending, mine) == (other.seed, other.ending, tuple(other.cells()))

    def __hash__(self) -> int:
        return hash((self.seed, self.ending, tuple(self.cells())))

    def as_json(self) -> dict[str, object]:
        """Cells by name, tuples as lists: what a snapshot holds."""
        pairs = zip(self.layout.names, self.cells(), strict=True)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in pairs}
