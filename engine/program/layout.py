"""Where each value of the state stands: cell names to slots, the same for every state of one program.

In: a program. Out: names, slots, first values. A slot's number is never saved; its name is.
"""

from __future__ import annotations

from functools import cached_property

from engine.expr import LARGEST, Expr, Value
from engine.program.model import Program, Variable

CellValue = Value

LONGEST_CELL_TEXT = 200
"""Code points of text that a cell holds."""

PLACE, STACK, CLOCK, TURN, HERE = range(5)
"""Slots of the cells every story has: the block it stands at, the calls under way, the clock, the turn, the place."""

NEVER = LARGEST
"""The moment at which an event falls due that will not."""

DUE = "!"
"""The cell with the least moment at which an event falls due; `!row` is that of each."""

_FIXED = ("@place", "@stack", "@clock", "@turn", "@here")


class Layout:
    """Names and slots of a program's cells. Building it is linear in variables and scenes, once a program."""

    def __init__(self, program: Program) -> None:
        self.variables: dict[str, Variable] = {each.name: each for each in program.variables}
        names = [*_FIXED, *self.variables]
        names += [f"#{scene}" for scene in program.scenes]
        names += [f"#{other}" for other in program.counters]
        names += [f"~{other}" for other in program.lasts]
        names += [f"%{stream}" for stream in program.streams]
        names += [f"^{alternative}" for alternative in program.alternatives]
        if program.schedule:
            names += [DUE, *(f"{DUE}{event.id}" for event in program.schedule)]
        self.names: tuple[str, ...] = tuple(names)
        self.slots: dict[str, int] = {name: slot for slot, name in enumerate(names)}
        self._program = program

    @cached_property
    def zoned(self) -> dict[str, str]:
        """The names of the zones of places that have one of their own."""
        return {each.id: each.zone for each in self._program.things if each.kind == "place" and each.zone}

    @cached_property
    def derived(self) -> dict[str, Expr]:
        """What is derived, by name."""
        return {each.name: each.value for each in self._program.quantities}

    def first_values(self) -> list[CellValue]:
        """The values before anything happened: variables at their start, counters at 0, last turns at -1."""
        values: list[CellValue] = ["", (), self._program.clock.start, 0, ""]
        values += [each.start for each in self._program.variables]
        values += [0] * (len(self._program.scenes) + len(self._program.counters))
        values += [-1] * len(self._program.lasts)
        values += [0] * (len(self._program.streams) + len(self._program.alternatives))
        if self._program.schedule:
            dues = [NEVER if each.first is None else each.first for each in self._program.schedule]
            values += [min(dues), *dues]
        return values
