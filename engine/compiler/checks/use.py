"""What is declared and never read, or never changed: variables, fields, documents, tables, a scene's own names.

In: a story without errors. Out: warnings. What a page shows counts as read: a titled variable stands beside the story,
a field with a title or words on the page of papers or people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.compiler.checks.material import Material
from engine.compiler.checks.walking import expressions, shown_in, texts
from engine.compiler.nodes import Scalar
from engine.diagnostics import Bag
from engine.expr import Arith, Cell, Clock, Const, Derived, Expr, Field, Lookup, Value, children
from engine.program import Call, Choices, Step, Variable, Write

_CONSTANT_KINDS = ("number", "duration", "moment")
"""Kinds of which a name for a fixed value is good writing: a fare, a date."""


@dataclass(slots=True)
class Uses:
    """Names of cells and derived variables that are read, cells that are written, tables looked into."""

    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)

    def look(self, expr: Expr) -> None:
        """Note what `expr` reads."""
        match expr:
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
        if isinstance(step, Write):
            self.written.add(step.cell)
            value = step.value
            own = isinstance(value, Arith) and value.left == Cell(step.cell)
            self.look(value.right if own and isinstance(value, Arith) else value)
            return
        if isinstance(step, Call) and step.into is not None:
            self.written.add(step.into)
        if isinstance(step, Choices):
            self.read.update(name for option in step.options for name, _ in option.costs)
        for expr in expressions(step):
            self.look(expr)
        for words in texts(step):
            for expr in shown_in(words.parts):
                self.look(expr)


def check_use(story: Material, bag: Bag) -> None:
    """All of it; one walk over the story."""
    uses = _uses(story)
    set_by_profiles = {name for profile in story.profiles for name, _ in profile.given}
    _variables(story, uses, set_by_profiles, bag)
    _fields(story, uses, set_by_profiles, bag)
    _documents(story, uses, set_by_profiles, bag)
    for name, _ in story.declared("tables"):
        if str(name) not in uses.tables:
            bag.add("USE007", name.place, name=name)
    for lowered in story.scenes.values():
        for name in (*lowered.entry.shape.given, *lowered.entry.shape.let):
            cell = f"{lowered.scene.id}:{name}"
            is_called = story.names.variables[cell].kind != "anything"  # else its fields cannot be told, nor their use
            if cell not in uses.read and is_called:
                bag.add("USE013", name.place, name=name, scene=lowered.scene.id)


def _uses(story: Material) -> Uses:
    uses = Uses()
    for _, _, step in story.steps():
        uses.step(step)
    for ending in story.endings:
        for words in (ending.text, ending.next, ending.door):
            if words is not None:
                for expr in shown_in(words.parts):
                    uses.look(expr)
    for lowered in story.scenes.values():
        if lowered.scene.title is not None:
            for expr in shown_in(lowered.scene.title.parts):
                uses.look(expr)
    for quantity in story.names.quantities.values():
        uses.look(quantity.value)
    return uses


def _variables(story: Material, uses: Uses, given: set[str], bag: Bag) -> None:
    for name, _ in story.declared("variables"):
        variable = story.names.variables.get(str(name))
        declared = variable or story.names.quantities.get(str(name))
        if declared is None:
            continue
        if name not in uses.read and (declared.hidden or not declared.title):
            bag.add("USE001", name.place, name=name)
        elif variable is not None and not (name in uses.written or name in given) and _is_to_change(variable):
            bag.add("USE002", name.place, name=name, value=_said(variable.start))


def _is_to_change(variable: Variable) -> bool:
    """Whether a variable that never changes looks like a mistake, and not like a name for a fixed value."""
    if variable.kind not in _CONSTANT_KINDS:
        return True
    unbounded = -(2**53), 2**53
    return variable.kind != "moment" and (variable.low, variable.high) != unbounded


def _said(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _owned(story: Material) -> Iterator[tuple[Scalar, Variable, bool]]:
    """Fields with their places, and whether a page shows them."""
    for section in ("people", "documents", "places"):
        for thing, shape in story.declared(section):
            for name in shape.fields:
                variable = story.names.variables.get(f"{thing}.{name}")
                if variable is not None:
                    has_words = bool(variable.title or variable.names) and not variable.hidden
                    yield name, variable, has_words and section != "places"


def _fields(story: Material, uses: Uses, given: set[str], bag: Bag) -> None:
    fields = list(_owned(story))
    bearers = Counter(str(name) for name, _, _ in fields)
    for name, variable, shown in fields:
        changes = variable.name in uses.written or variable.name in given
        alone = bearers[str(name)] == 1  # else it tells things of one sort apart, and may well be fixed
        if variable.name not in uses.read and not shown:
            bag.add("USE003", name.place, name=variable.name)
        elif variable.kind in ("flag", "enum") and alone and not changes:
            bag.add("USE004", name.place, name=variable.name, value=_said(variable.start))


def _documents(story: Material, uses: Uses, given: set[str], bag: Bag) -> None:
    for name, shape in story.declared("documents"):
        held = f"{name}.held"
        variable = story.names.variables[held]
        if variable.start or held in uses.written or held in given:
            continue
        if held in uses.read:
            bag.add("USE006", name.place, name=name)
        elif not _any_read((f"{name}.{each}" for each in shape.fields), uses):
            bag.add("USE005", name.place, name=name)


def _any_read(names: Iterable[str], uses: Uses) -> bool:
    return any(name in uses.read for name in names)
