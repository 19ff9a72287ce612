"""What a scene reads and writes, by name.

In: expressions, texts, steps. Out: `Uses`, which can be added up.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.compiler.checks.walking import expressions, shown_in, texts
from engine.compiler.scenes import Lowered
from engine.expr import Arith, Cell, Clock, Combine, Const, Derived, Expr, Field, Lookup, Shift, Words, children
from engine.program import Arm, Ask, Call, Choices, Count, End, Jump, Step, Write

_PLAIN = frozenset((Count, Jump, End, Arm))
"""Steps that read no variable and write none that has a name."""


@dataclass(slots=True)
class Uses:
    """Names of cells and derived variables that are read, cells that are written, tables looked into, fixed values.

    `expanded` are the story's own functions and fragments that are written out.
    """

    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    expanded: set[str] = field(default_factory=set)

    def add(self, other: Uses) -> None:
        """Note all that `other` noted."""
        self.read |= other.read
        self.written |= other.written
        self.tables |= other.tables
        self.values |= other.values
        self.expanded |= other.expanded

    def look(self, expr: Expr) -> None:
        """Note what `expr` reads."""
        match expr:
            case Const(value=str() as value):
                self.values.add(value)
            case Const(value=tuple() as value):
                self.values.update(value)
            case Const() | Clock():
                pass
            case Cell(name=name) | Derived(name=name):
                self.read.add(name)
            case Field(holder=holder, field=attribute, things=things):
                self.read.add(holder)
                self.read.update(f"{thing}.{attribute}" for thing in things)
            case _:
                if isinstance(expr, Lookup):
                    self.tables.add(expr.table)
                for child in children(expr):
                    self.look(child)

    def step(self, step: Step) -> None:
        """Note what a step reads and writes; that `x += 1` reads x is no use of x."""
        if type(step) in _PLAIN:
            return
        if isinstance(step, Write):
            self.written.add(step.cell)
            self.look(_besides(step.cell, step.value))
            return
        if isinstance(step, Call | Ask) and step.into is not None:
            self.written.add(step.into)
        if isinstance(step, Choices):
            self.read.update(name for option in step.options for name, _ in option.costs)
        for expr in expressions(step):
            self.look(expr)
        for words in texts(step):
            self.text(words)

    def text(self, words: Words | None) -> None:
        """Note what a text reads."""
        if words is None or (len(words.parts) == 1 and isinstance(words.parts[0], str)):
            return
        for expr in shown_in(words.parts):
            self.look(expr)


def _besides(cell: str, value: Expr) -> Expr:
    """What is written into `cell`, without the cell itself where it goes up, down or grows."""
    match value:
        case Arith(left=Cell(name=name), right=other) | Combine(left=Cell(name=name), right=other) if name == cell:
            return other
        case Shift(item=Cell(name=name), by=other) if name == cell:
            return other
        case _:
            return value


def uses_of(lowered: Lowered) -> Uses:
    """What a scene uses: in its steps, in its title, and for what it is dealt or offered."""
    uses = Uses(expanded=lowered.expanded)
    for step in lowered.scene.steps:
        uses.step(step)
    uses.text(lowered.scene.title)
    found = lowered.storylet
    if found is not None:
        uses.text(found.label)
        uses.look(found.when)
        uses.look(found.weight or Const(1))
    return uses
