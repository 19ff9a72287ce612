"""What a step does to cells and what it asks of them, told as data for whoever follows values backwards.

In: a step of a scene. Out: `Put`s (assignments, with the range the cell is held in) and `Ask`s (expressions that decide
the way on). Text is not among them: it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.expr import LARGEST, Arith, Cell, Compare, Const, Expr
from engine.program import Program
from engine.program.steps import Call, Count, Option, Pass, Step, Tick, Vary, Write

TURN, CLOCK = "@turn", "@clock"
AGE = "@age "
"""Begins the name of what is compared instead of the turn of the last visit: how many choices ago it was."""


class Put(NamedTuple):
    """`cell` becomes `value`, held from `low` to `high` where they are not None.

    With `weak` the cell may also stay as it was. A `value` of None stands for what comes from outside.
    """

    cell: str
    value: Expr | None
    low: int | None = None
    high: int | None = None
    weak: bool = False


class Needs(NamedTuple):
    """The value of `value` matters: all of it, or where it stands among `cuts`."""

    value: Expr
    cuts: frozenset[int] | None = None


def one_more(cell: str) -> Put:
    """A counter goes up, and is then one at least."""
    return Put(cell, Arith("+", Cell(cell), Const(1)), 1, LARGEST)


class Actions:
    """Reads steps of one program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._variables = {each.name: each for each in program.variables}
        self._later: dict[int, Put] = {}

    def of(self, step: Step) -> tuple[Put, ...]:
        """What `step` does to cells, in order, before it goes on."""
        match step:
            case Write(cell=cell, value=value):
                return (self.put(cell, value),)
            case Pass(takes=takes):
                return (self._passing(takes),)
            case Count(counter=counter, last=None):
                return (one_more(counter),)
            case Count(counter=counter, last=str(last)):
                return (one_more(counter), Put(AGE + last[1:], Const(0)))
            case Call(given=given):
                return tuple(self.put(cell, value) for cell, value in given)
            case Vary(id=id_):
                return (one_more(f"%{id_}"),)
            case Tick(id=id_, mode=mode, size=size):
                count: Expr = Cell(f"%{id_}")
                index = Arith("%", count, Const(size)) if mode in ("cycle", "shuffle") else count
                return (Put(f"^{id_}", index), one_more(f"%{id_}"))
            case _:
                return ()

    def put(self, cell: str, value: Expr, *, weak: bool = False) -> Put:
        """An assignment, with the bounds of the cell."""
        variable = self._variables.get(cell)
        if variable is None or variable.kind not in ("number", "duration", "moment"):
            return Put(cell, value, weak=weak)
        low = -LARGEST if variable.low is None else variable.low
        return Put(cell, value, low, LARGEST if variable.high is None else variable.high, weak)

    def _passing(self, takes: Expr) -> Put:
        clock = self._program.clock
        if isinstance(takes, Const) and isinstance(takes.value, int):
            return self._minutes(-(-max(0, takes.value) // clock.grain) * clock.grain)
        grain = Const(clock.grain)
        up = Arith("//", Arith("+", takes, Const(clock.grain - 1)), grain)
        rounded = Arith("max", Const(0), Arith("*", up, grain))
        return Put(CLOCK, Arith("+", Cell(CLOCK), rounded), clock.start, clock.end)

    def _minutes(self, later: int) -> Put:
        """So many minutes go by: the same object for the same time, so that what is worked out for it is found."""
        clock = self._program.clock
        if later not in self._later:
            self._later[later] = Put(CLOCK, Arith("+", Cell(CLOCK), Const(later)), clock.start, clock.end)
        return self._later[later]


def lock_of(option: Option) -> Iterator[Expr]:
    """The tests that decide whether `option` is shown and open."""
    if option.once is not None:
        yield Compare("<", Cell(option.once), Const(1))
    if option.shown is not None:
        yield option.shown
    if option.open_if is not None:
        yield option.open_if
    for cell, amount in option.costs:
        yield Compare(">=", Cell(cell), amount)
