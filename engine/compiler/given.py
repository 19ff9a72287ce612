"""Values that a profile or a scripted play starts with: read by the kind of the variable they are for.

In: names and values as written. Out: pairs of a variable's name and its value; VAL001 or REF008 for what is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from engine.compiler import values
from engine.compiler.names import Names
from engine.compiler.nodes import Scalar
from engine.diagnostics import Bag
from engine.expr import Value
from engine.program import Variable
from engine.program.layout import LONGEST_CELL_TEXT

Written = Mapping[Scalar, Scalar | list[Scalar]]


def read_given(written: Written, names: Names, bag: Bag) -> tuple[tuple[str, Value], ...]:
    """The pairs, in the order written, without those that are wrong."""
    return tuple(pair for name, value in written.items() for pair in _pair(name, value, names, bag))


def _pair(name: Scalar, given: Scalar | list[Scalar], names: Names, bag: Bag) -> Iterator[tuple[str, Value]]:
    variable = names.variables.get(str(name))
    if variable is None:
        bag.add("REF008", name.place, name=name)
    elif variable.kind == "set" or isinstance(given, list):
        yield from _members(name, given if isinstance(given, list) else [given], variable, bag)
    else:
        value = _value(given, variable, names.clock.zone)
        inside = variable.low is None or not isinstance(value, int) or variable.low <= value <= (variable.high or 0)
        if value is None or not inside:
            bag.add("VAL001", given.place, name=name, value=given)
        else:
            yield variable.name, value


def _value(written: Scalar, variable: Variable, zone: str) -> Value:
    """What is written as a value of the variable's kind; None when it is none."""
    match variable.kind:
        case "number":
            return values.whole_number(written)
        case "flag":
            return values.flag(written)
        case "duration":
            return values.span(written)
        case "moment":
            return values.moment(written, zone)
        case "text":
            return str(written) if len(written) <= LONGEST_CELL_TEXT else None
        case _:
            return str(written) if not variable.values or written in variable.values else None


def _members(name: Scalar, given: list[Scalar], variable: Variable, bag: Bag) -> Iterator[tuple[str, Value]]:
    wrong = next((each for each in given if variable.kind != "set" or each not in variable.values), None)
    if wrong is not None:
        bag.add("VAL001", wrong.place, name=name, value=wrong)
    elif variable.kind == "set":
        yield variable.name, cast(Value, tuple(each for each in variable.values if each in given))
