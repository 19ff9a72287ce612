"""What is declared and never read, or never changed: variables, fields, documents, tables, functions, own names.

In: a story without errors. Out: warnings. What a page shows counts as read: a titled variable stands beside the story,
a field with a title or words on the page of papers or people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from engine.compiler.checks.material import Material
from engine.compiler.checks.uses import Uses
from engine.compiler.checks.walking import expressions_of_world, texts_of_world
from engine.compiler.nodes import Scalar
from engine.compiler.schema import VariableShape
from engine.diagnostics import Bag
from engine.expr import Const, Value
from engine.program import Variable

_CONSTANT_KINDS = ("number", "duration", "moment")
"""Kinds of which a name for a fixed value is good writing: a fare, a date."""

_OWNERS = ("people", "documents", "places")
_BROUGHT = ("state", "lost", "keeper")
"""Fields that the engine declares for a document."""


def check_use(story: Material, bag: Bag) -> None:
    """All of it, from what each scene uses."""
    uses = _uses(story)
    set_by_profiles = {name for profile in story.profiles for name, _ in profile.given}
    _variables(story, uses, set_by_profiles, bag)
    _fields(story, uses, set_by_profiles, bag)
    _documents(story, uses, set_by_profiles, bag)
    for name, _ in story.declared("tables"):
        if str(name) not in uses.tables:
            bag.add("USE007", name.place, name=name)
    expanded = uses.expanded | story.names.expanded
    for section, what in (("defs", "function"), ("fragments", "fragment")):
        for name, _ in story.declared(section):
            if str(name) not in expanded:
                bag.add("USE014", name.place, name=name, what=what)
    for lowered in story.scenes.values():
        for name in (*lowered.entry.shape.given, *lowered.entry.shape.let):
            cell = f"{lowered.scene.id}:{name}"
            is_called = story.names.variables[cell].kind != "anything"  # else its fields cannot be told, nor their use
            if cell not in uses.read and is_called:
                bag.add("USE013", name.place, name=name, scene=lowered.scene.id)


def _uses(story: Material) -> Uses:
    uses = Uses()
    for each in story.summaries.values():
        uses.add(each.uses)
    for ending in story.endings:
        for words in (ending.text, ending.next, ending.door):
            uses.text(words)
    for event in story.events:
        uses.look(event.guard or Const(True))
    for known in (
        *(each.known for each in story.things),
        *(each.known for each in story.names.variables.values()),
    ):
        if known is not None:
            uses.look(known)
    _world(story, uses)
    _derived(story, uses)
    return uses


def _world(story: Material, uses: Uses) -> None:
    uses.read.update(cell for route in story.world.routes for cell, _ in route.costs)
    for expr in expressions_of_world(story.world):
        uses.look(expr)
    for words in texts_of_world(story.world):
        uses.text(words)


def _derived(story: Material, uses: Uses) -> None:
    """What derived variables read; those that the engine brings along for a document count only if they are read."""
    waiting = dict(story.names.quantities)
    found = set(waiting).intersection(story.names.derived) or uses.read.intersection(waiting)
    while found:
        for name in found:
            uses.look(waiting.pop(name).value)
        found = uses.read.intersection(waiting)


def _variables(story: Material, uses: Uses, given: set[str], bag: Bag) -> None:
    of_sets = {str(shape.set_of) for shape in _shapes(story) if isinstance(shape.set_of, Scalar)}
    for name, _ in story.declared("variables"):
        variable = story.names.variables.get(str(name))
        declared = variable or story.names.quantities.get(str(name))
        if declared is None or str(name) in of_sets:
            continue
        if name not in uses.read and (declared.hidden or not declared.title):
            bag.add("USE001", name.place, name=name)
        elif variable is not None and not (name in uses.written or name in given) and _is_to_change(variable):
            bag.add("USE002", name.place, name=name, value=_said(variable.start))


def _shapes(story: Material) -> Iterator[VariableShape]:
    """Everything that is declared as a variable is: variables, fields, the scenes' own."""
    groups = [each.shape.variables for each in story.files]
    groups += [shape.fields for section in _OWNERS for _, shape in story.declared(section)]
    groups += [lowered.entry.shape.let for lowered in story.scenes.values()]
    yield from (shape for group in groups for shape in group.values() if isinstance(shape, VariableShape))


def _is_to_change(variable: Variable) -> bool:
    """Whether a variable that never changes looks like a mistake, and not like a name for a fixed value."""
    if variable.kind not in _CONSTANT_KINDS:
        return True
    unbounded = -(2**53), 2**53
    return variable.kind != "moment" and (variable.low, variable.high) != unbounded


def _said(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "empty"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _owned(story: Material) -> Iterator[tuple[Scalar, Variable, bool]]:
    """Fields with their places, and whether a page shows them."""
    for section in _OWNERS:
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
        if variable.start or held in uses.written or held in given or name in uses.values:
            continue
        if held in uses.read:
            bag.add("USE006", name.place, name=name)
        elif not _any_read((f"{name}.{each}" for each in (*shape.fields, *shape.rules, *_BROUGHT)), uses):
            bag.add("USE005", name.place, name=name)


def _any_read(names: Iterable[str], uses: Uses) -> bool:
    return any(name in uses.read for name in names)
