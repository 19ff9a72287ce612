"""Derived variables: each read after those it reads, none of them itself, none of them too much to work out.

In: the shapes of all files and the names so far. Out: quantities, put into the names. A derived variable is written out
where it is read, so its whole size and depth are bounded here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.compiler import schema, values
from engine.compiler.definitions import names_behind, uncalled
from engine.compiler.extent import MOST_LEVELS, MOST_NODES, extent
from engine.compiler.language import read_expression
from engine.compiler.names import Local, Names
from engine.compiler.nodes import Scalar
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag
from engine.expr import Value
from engine.program import Quantity


class DerivedVariables:
    """Reads them all."""

    def __init__(
        self, files: Sequence[Shaped], names: Names, bag: Bag, more: Mapping[str, schema.VariableShape]
    ) -> None:
        """`more` are derived variables that stand elsewhere than under `variables:`, by name."""
        self._names = names
        self._bag = bag
        self._shapes = {
            str(name): declared
            for each in files
            for name, declared in each.shape.variables.items()
            if isinstance(declared, schema.VariableShape) and declared.derived is not None
        } | dict(more)
        self._made: dict[str, Quantity] = {}
        self._under_way: list[str] = []

    def read_all(self) -> None:
        """Put the quantities into the names, those first that others are derived from."""
        for name in self._names.derived:
            if name in self._shapes:
                self._read(name)

    def _read(self, name: str) -> None:
        if name in self._made:
            return
        written = self._names.derived[name]
        if name in self._under_way or len(self._under_way) > MOST_LEVELS:
            way = " -> ".join([*self._under_way[-MOST_LEVELS:], name])
            self._bag.add("NAM008", written.place, name=name, way=way)
            return
        self._under_way.append(name)
        for other in self._names_in(written):
            if other in self._names.derived and other in self._shapes:
                self._read(other)
        self._under_way.pop()
        self._make(name, written)

    def _make(self, name: str, written: Scalar) -> None:
        found = read_expression(written, self._names, Local("", ""), self._bag)
        if found is None or name in self._made:
            return
        known = self._names.extents
        known[name] = size, depth = extent(found.expr, known)
        if size > MOST_NODES or depth > MOST_LEVELS:
            self._bag.add("EXP003", written.place)
            known[name] = (1, 1)  # said once, not again for all that is derived from it
        shape = self._shapes[name]
        hidden = shape.hidden is not None and bool(values.flag(shape.hidden))
        words = _words(shape)
        if found.kind.name in ("enum", "set", "thing"):  # whose values a quantity does not keep
            words = words or found.kind.names
            self._names.kinds[name] = replace(found.kind, names=words)
        made = Quantity(name, found.kind.name, found.expr, words, str(shape.title or ""), str(shape.unit or ""), hidden)
        self._made[name] = self._names.quantities[name] = made

    def _names_in(self, written: Scalar) -> list[str]:
        """Words of an expression, and of the definitions that it may use."""
        words = re.findall(r"\w+", written)
        return list(dict.fromkeys([*uncalled(written), *names_behind(words, self._names)]))


def _words(shape: schema.VariableShape) -> tuple[tuple[Value, str], ...]:
    if shape.yes is None and shape.no is None:
        return ()
    return ((True, str(shape.yes or "true")), (False, str(shape.no or "false")))
