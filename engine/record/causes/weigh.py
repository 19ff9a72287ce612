"""What decided an expression: it is evaluated again in the very cells it met, with writes taken back.

In: an expression, a moment of a past. Out: `Weighed`. The rule for amounts (the fewest writes that make up the
difference, largest first) and for sets of two or three stands here; nothing else decides what is called decisive.
Cost: a handful of evaluations for a flag; for an amount a sort of all that was ever written to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from engine.expr import Cell, Clock, Derived, Expr, Field, Value, children, evaluate
from engine.machine.scope import CellScope
from engine.program.layout import CellValue
from engine.record.causes.model import START, Weighed, Writing
from engine.record.causes.past import Past

_MOST_TOGETHER = 3
_MOST_COMBINED = 14
_MOST_SHOWN = 3
_AMOUNTS = ("number", "duration", "moment")


def read_by(node: Expr, scope: CellScope) -> tuple[str, ...]:
    """Names of the cells that `node` reads in `scope`, derived variables followed, each once, in order."""
    return tuple(dict.fromkeys(_reading(node, scope)))


def _reading(node: Expr, scope: CellScope) -> Iterator[str]:
    match node:
        case Cell(name=name):
            yield name
        case Field(holder=holder, field=field):
            yield holder
            yield f"{scope.cell(holder)}.{field}"
        case Clock():
            yield "@clock"
        case Derived(name=name):
            yield from _reading(scope.derived(name), scope)
        case _:
            for child in children(node):
                yield from _reading(child, scope)


class Weighing:
    """One expression at one moment of a past: the turn at `place` had made `index` writes."""

    def __init__(self, past: Past, node: Expr, place: int, index: int) -> None:
        self._past = past
        self._node = node
        self._place = place
        self._index = index
        self._cells = past.cells(place, index)
        self._scope = CellScope(past.machine.program, past.machine.layout, self._cells)
        self._slots = past.machine.layout.slots
        self.answer: Value = evaluate(node, self._scope)

    def weighed(self) -> Weighed:
        """What decided the answer."""
        last = [self._past.made(cell, self._place, self._index) for cell in read_by(self._node, self._scope)]
        writes = [each for each in last if each.place != START]
        decisive = tuple(each for each in writes if self._flips((each,)))
        together: tuple[tuple[Writing, ...], ...] = ()
        if not decisive:
            together = self._amount(writes) or self._sets(writes)
            if len(together) == 1 and len(together[0]) == 1:
                decisive, together = together[0], ()
        if not (decisive or together):
            begun = (self._past.last(each.cell, START, 0) for each in last if each.cell != "@clock")
            decisive = tuple(each for each in begun if self._starts(each))
        named = {*decisive, *(each for group in together for each in group)}
        return Weighed(decisive, together, tuple(each for each in last if each not in named))

    def _flips(self, writes: Sequence[Writing]) -> bool:
        """Whether the answer changes with these cells as they were before these writes."""
        return self._with({each.cell: each.old for each in writes}) != self.answer

    def _with(self, values: dict[str, CellValue]) -> Value:
        kept = {self._slots[cell]: self._cells[self._slots[cell]] for cell in values}
        for cell, value in values.items():
            self._cells[self._slots[cell]] = value
        try:
            found = evaluate(self._node, self._scope)
        except KeyError:  # a parameter as it was before any call names no thing: there was no such question then
            found = self.answer
        for slot, value in kept.items():
            self._cells[slot] = value
        return found

    def _sets(self, writes: Sequence[Writing]) -> tuple[tuple[Writing, ...], ...]:
        """The smallest sets of two or three last writes that change the answer together."""
        for size in range(2, _MOST_TOGETHER + 1):
            found = [each for each in combinations(writes[:_MOST_COMBINED], size) if self._flips(each)]
            if found:
                return tuple(found[:_MOST_SHOWN])
        return ()

    def _amount(self, writes: Sequence[Writing]) -> tuple[tuple[Writing, ...], ...]:
        """The fewest writes to one amount that make up the difference, largest first."""
        found: list[tuple[Writing, ...]] = []
        for each in writes:
            if self._is_amount(each.cell):
                history = self._past.earlier(each.cell, self._place, self._index)
                ways = [way for sign in (1, -1) if (way := self._made_up(each.cell, history, sign))]
                found += [min(ways, key=len)] if ways else []
        least = min(map(len, found), default=0)
        return tuple(each for each in found if len(each) == least)[:_MOST_SHOWN]

    def _made_up(self, cell: str, history: Sequence[Writing], sign: int) -> tuple[Writing, ...]:
        """Writes that moved the amount one way, largest first, as many as change the answer when taken back."""
        moved = [each for each in history if sign * _difference(each) > 0]
        moved.sort(key=lambda each: (-abs(_difference(each)), each.place, each.index))
        present = self._cells[self._slots[cell]]
        assert isinstance(present, int)
        taken: list[Writing] = []
        for each in moved:
            taken.append(each)
            present -= _difference(each)
            if self._with({cell: present}) != self.answer:
                return tuple(taken)
        return ()

    def _is_amount(self, cell: str) -> bool:
        variable = self._past.machine.layout.variables.get(cell)
        return cell == "@clock" or cell.startswith("#") or (variable is not None and variable.kind in _AMOUNTS)

    def _starts(self, begun: Writing) -> bool:
        """Whether another value of what he began with would change the answer."""
        variable = self._past.machine.layout.variables.get(begun.cell)
        others: Sequence[CellValue] = ()
        if variable is not None and variable.kind == "flag":
            others = (not begun.old,)
        elif variable is not None and variable.values:
            others = variable.values
        elif self._is_amount(begun.cell):
            others = (-(2**53), 2**53)
        return any(self._with({begun.cell: other}) != self.answer for other in others)


def _difference(writing: Writing) -> int:
    old, new = writing.old, writing.new
    return new - old if isinstance(old, int) and isinstance(new, int) else 0
