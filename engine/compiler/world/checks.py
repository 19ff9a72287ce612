"""What is wrong with a declared world as a whole: what nobody can reach, use or be told.

In: names, world, what scenes call and read. Out: diagnostics, most of them warnings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.compiler.names import Names
from engine.compiler.nodes import Scalar
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag
from engine.expr import Derived, Expr, cells_read, children
from engine.frozen import Frozen
from engine.program import World


def check_world(
    files: Sequence[Shaped], names: Names, world: World, called: set[str], read: set[str], bag: Bag
) -> None:
    """All of it. Costs nothing where no world is declared. `called` are scenes, `read` what any scene reads."""
    if world == World():
        return
    _unreachable(files, names, world, bag)
    _uncrossed(names, called, bag)
    _unused(files, names, world, read, bag)
    for each in files:
        _rules(each, names, world, bag)


def _unreachable(files: Sequence[Shaped], names: Names, world: World, bag: Bag) -> None:
    """Routes that begin where nobody starts, no scene is, and nothing leads."""
    known = {str(man.place) for each in files for man in each.shape.profiles.values()}
    known |= {str(entry.shape.place) for entry in names.scenes.values()}
    known |= {place for route in world.routes for place in (route.to, *(stop.place for stop in route.through))}
    known |= {crossing.to for crossing in world.crossings}
    for each in files:
        for name, route in each.shape.routes.items():
            if str(route.start) not in known and route.start in names.things_of("place"):
                bag.add("WLD008", route.start.place, name=name, at=route.start)


def _uncrossed(names: Names, called: set[str], bag: Bag) -> None:
    for entry in names.scenes.values():
        if entry.crossing and entry.id not in called:
            bag.add("WLD017", entry.key.place, name=entry.id)


def _unused(files: Sequence[Shaped], names: Names, world: World, read: set[str], bag: Bag) -> None:
    """Rules of documents that nothing asks about."""
    used = set(_derived_in((world.routes, world.crossings, tuple(names.quantities.values()))))
    used |= read
    for each in files:
        for name, document in each.shape.documents.items():
            for rule in document.rules:
                if f"{name}.{rule}" not in used:
                    bag.add("WLD009", rule.place, name=f"{name}.{rule}")


def _derived_in(node: object) -> Iterator[str]:
    """Names of the derived variables that anything inside `node` reads."""
    if isinstance(node, Derived):
        yield node.name
    elif isinstance(node, tuple | Frozen):
        for each in node if isinstance(node, tuple) else node.fields():
            yield from _derived_in(each)


def _rules(found: Shaped, names: Names, world: World, bag: Bag) -> None:
    """Rules that could not be told: the map shows what they read."""
    for name, document in found.shape.documents.items():
        for rule, shape in document.rules.items():
            quantity = names.quantities.get(f"{name}.{rule}")
            if quantity is not None:
                _hidden(shape.requires, quantity.value, names, bag)
    for name, route in found.shape.routes.items():
        made = names.routes[str(name)]
        for closure, written in zip(made.closed, route.closed, strict=False):
            if closure.known is None:
                _hidden(written.when or written.code, closure.when, names, bag)
        if route.needs is not None and made.needs is not None:
            _wordless(route.needs, made.needs, names, bag)
    for name, crossing in found.shape.crossings.items():
        for rule_, written_ in zip(names.crossings[str(name)].rules, crossing.rules, strict=False):
            if rule_.known is None:
                _hidden(written_.requires, rule_.requires, names, bag)


def _hidden(written: Scalar, test: Expr, names: Names, bag: Bag) -> None:
    for name in dict.fromkeys(_read(test, names)):
        declared = names.variables.get(name) or names.quantities.get(name)
        if declared is not None and declared.hidden:
            bag.add("WLD005", written.place, name=name)


def _read(test: Expr, names: Names) -> Iterator[str]:
    """Cells and derived variables that `test` reads, those behind derived ones too, even where they go in a circle."""
    seen: set[str] = set()
    waiting = [test]
    while waiting:
        expr = waiting.pop()
        yield from cells_read(expr)
        for name in _derived_in(expr):
            if name not in seen and name in names.quantities:
                seen.add(name)
                waiting.append(names.quantities[name].value)
                yield name


def _wordless(written: Scalar, test: Expr, names: Names, bag: Bag) -> None:
    """What a route needs is told in the words of what it reads, so that must have some."""
    rules = {f"{name}" for name in names.derived if "." in name}
    for name in dict.fromkeys(_plainly_read(test)):
        declared = names.variables.get(name) or names.quantities.get(name)
        told = declared is not None and not declared.hidden and (declared.title or declared.names)
        if not told and name not in rules and name != "@here":
            bag.add("WLD016", written.place, name=name.lstrip("#~"))


def _plainly_read(test: Expr) -> Iterator[str]:
    if isinstance(test, Derived):
        yield test.name
    elif children(test):
        for each in children(test):
            yield from _plainly_read(each)
    else:
        yield from cells_read(test)
