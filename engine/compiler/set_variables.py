"""Variables that hold a set: which values it may hold, what it holds first, and the words for all of them.

In: shapes, and names once all sections are read. Out: variables of the kind set, put where they were declared. A set
may be of values of its own, of those of a `one of` variable, or of all people, documents or places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.compiler.names import RESERVED, Names
from engine.compiler.nodes import Scalar
from engine.compiler.schema import VariableShape
from engine.compiler.values import flag
from engine.diagnostics import Bag, nearest
from engine.expr import Value
from engine.program import Variable

_THINGS = {"people": "person", "documents": "document", "places": "place"}
_WORD = re.compile(r"[^\W\d]\w*")

Words = tuple[tuple[Value, str], ...]


class SetVariables:
    """Declares them: at once when all else is known, else when `settle` says that it is."""

    def __init__(self, names: Names, bag: Bag) -> None:
        self._names = names
        self._bag = bag
        self._waiting: dict[str, tuple[VariableShape, str, bool]] = {}
        self._settled = False

    def declare(self, name: str, shape: VariableShape, *, owner: str, local: bool) -> None:
        """Keep the place of a set among the variables, and make it as soon as its values are known."""
        self._names.variables[name] = Variable(name, "set", (), owner=owner, local=local)
        self._waiting[name] = (shape, owner, local)
        if self._settled:
            self.settle()

    def settle(self) -> None:
        """All sections are read: make the sets that wait."""
        self._settled = True
        for name, (shape, owner, local) in self._waiting.items():
            self._names.variables[name] = self._made(name, shape, owner, local)
        self._waiting.clear()

    def _made(self, name: str, shape: VariableShape, owner: str, local: bool) -> Variable:
        values, names = self._values(shape)
        given = {str(value): str(said) for value, said in shape.values.items()}
        for value in shape.values:
            self._known(value, values)
        shared = {value: said for value, said in names if isinstance(value, str)}
        words: Words = tuple((value, said) for value, said in {**shared, **given}.items() if value in values)
        hidden = shape.hidden is not None and bool(flag(shape.hidden))
        return Variable(
            name,
            "set",
            tuple(value for value in values if value in self._start(shape, values)),
            values=values,
            names=(*words, *_whole(shape)),
            title=str(shape.title or ""),
            hidden=hidden,
            owner=owner,
            local=local,
            ordered=self._ordered(shape),
        )

    def _ordered(self, shape: VariableShape) -> bool:
        shared = self._names.variables.get(str(shape.set_of))
        return shared is not None and shared.ordered

    def _values(self, shape: VariableShape) -> tuple[tuple[str, ...], Words]:
        """The values of a set and the words they have already."""
        of = shape.set_of
        if isinstance(of, list):
            for each in of:
                if not _WORD.fullmatch(each) or each in RESERVED:
                    self._bag.add("NAM002", each.place, name=each)
            return tuple(dict.fromkeys(str(each) for each in of)), ()
        if of is None:
            return (), ()
        if str(of) in _THINGS:
            things = self._names.things_of(_THINGS[of])
            return things, tuple((each, self._names.things[each].title) for each in things)
        shared = self._names.variables.get(str(of))
        if shared is None or shared.kind != "enum":
            enums = [each.name for each in self._names.variables.values() if each.kind == "enum"]
            near = nearest(str(of), [*enums, *_THINGS])
            self._bag.add("REF020", of.place, name=of, hint=f'did you mean "{near}"?' if near else None)
            return (), ()
        return shared.values, shared.names

    def _start(self, shape: VariableShape, values: Iterable[str]) -> list[str]:
        start = [] if shape.start is None else shape.start if isinstance(shape.start, list) else [shape.start]
        for each in start:
            self._known(each, values)
        return [str(each) for each in start]

    def _known(self, written: Scalar, values: Iterable[str]) -> None:
        if values and written not in values:
            near = nearest(written, values)
            hint = f'did you mean "{near}"?' if near else None
            self._bag.add("REF002", written.place, name=written, owner="this set", hint=hint)


def _whole(shape: VariableShape) -> Words:
    """Words for a set as a whole: that a value is in it, that one is not, that nothing is."""
    pairs = ((True, shape.yes), (False, shape.no), (None, shape.empty))
    return tuple((key, str(said)) for key, said in pairs if said is not None)
