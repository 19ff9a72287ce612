"""When he knows of people, documents, places and variables: `known:` of each, read when all names are there.

In: the shapes of all files and the names. Out: what is known of, each with its condition; None where it always is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.compiler.kinds import FLAG
from engine.compiler.language import read_expression
from engine.compiler.names import Local, Names
from engine.compiler.nodes import Scalar
from engine.compiler.schema import VariableShape
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag
from engine.program import Thing


def acquainted(files: Sequence[Shaped], names: Names, bag: Bag) -> tuple[Thing, ...]:
    """All things of the story, in the order of their declaration."""
    known = {name: read_expression(written, names, Local("", ""), bag, FLAG) for name, written in _written(files)}
    found = {name: each.expr for name, each in known.items() if each is not None}
    return tuple(thing.replace(known=found.get(thing.id)) for thing in names.things.values())


def note_variables(files: Sequence[Shaped], names: Names, bag: Bag) -> None:
    """Give the variables among `names` their conditions."""
    for each in files:
        for name, shape in each.shape.variables.items():
            written = shape.known if isinstance(shape, VariableShape) else None
            found = None if written is None else read_expression(written, names, Local("", ""), bag, FLAG)
            if found is not None and name in names.variables:
                names.variables[str(name)] = names.variables[str(name)].replace(known=found.expr)


def _written(files: Sequence[Shaped]) -> Iterator[tuple[str, Scalar]]:
    for each in files:
        for section in (each.shape.people, each.shape.documents, each.shape.places):
            yield from ((str(name), shape.known) for name, shape in section.items() if shape.known is not None)
