"""A story's own functions and fragments as declared: each by name, none made of itself.

In: the shapes of all files. Out: `defs` and `fragments` of the names. They are written out where they are used
(`engine.compiler.language.definitions`); here their circles are found, and mistakes in what nobody uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from engine.compiler.jinja import Unreadable, expression_tree, nodes, text_tree
from engine.compiler.kinds import ANYTHING
from engine.compiler.language import Typed, read_expression, read_text
from engine.compiler.names import RESERVED, Definition, Local, Names
from engine.compiler.nodes import Scalar
from engine.compiler.schema import DefShape, FragmentShape
from engine.diagnostics import Bag
from engine.expr import Const


def define(name: Scalar, shape: DefShape | FragmentShape, namespace: str, names: Names, bag: Bag) -> None:
    """Add one definition to the names."""
    given = tuple(str(each) for each in shape.given)
    for each in shape.given:
        if not re.fullmatch(r"[^\W\d]\w*", each) or each in RESERVED:
            bag.add("NAM002", each.place, name=each)
        if given.count(str(each)) > 1:
            bag.add("NAM004", each.place, name=each, group=f"words that {name} is given", first="the same line")
    group, text = (names.defs, shape.be) if isinstance(shape, DefShape) else (names.fragments, shape.text)
    group[str(name)] = Definition(name, given, text, Local(namespace, ""))


def find_circles(names: Names, bag: Bag) -> None:
    """Refuse definitions that are made of themselves; each circle is told once."""
    inner = {name: _used(found, names) for name, found in (*names.defs.items(), *names.fragments.items())}
    for name, found in (*names.defs.items(), *names.fragments.items()):
        way = _circle(name, inner)
        if way and not names.circular.intersection(way):
            bag.add("NAM020", found.name.place, name=name, way=" -> ".join(way))
        if way:
            names.circular.add(name)


def try_definitions(names: Names, bag: Bag) -> None:
    """Tell what is wrong with a definition whatever it is given, used or not."""
    for found in (*names.defs.values(), *names.fragments.values()):
        _try(found, found.name in names.defs, names, bag)


def _try(found: Definition, is_def: bool, names: Names, bag: Bag) -> None:
    """Read a definition with parameters that may be anything; complaints of kinds say nothing then."""
    trial = Bag()
    bound = {each: Typed(Const(None), ANYTHING) for each in found.given}
    if is_def:
        read_expression(found.text, names, found.local, trial, bound=bound)
    else:
        read_text(found.text, names, found.local, trial, bound=bound)
    for each in trial.sorted():
        if not (each.code.startswith("TYP") and found.given):
            bag.take(each)


def _used(found: Definition, names: Names) -> tuple[str, ...]:
    """Definitions that this one calls by name; none where it cannot be read."""
    try:
        if str(found.name) in names.defs:
            trees: list[nodes.Node] = [nodes.Output([expression_tree(str(found.text))])]
        else:
            trees = text_tree(str(found.text))[0]
    except (Unreadable, RecursionError):
        return ()
    calls = (call.node for tree in trees for call in tree.find_all(nodes.Call))
    words = [each.name for each in calls if isinstance(each, nodes.Name)]
    return tuple(word for word in dict.fromkeys(words) if word in names.defs or word in names.fragments)


def _circle(name: str, inner: dict[str, tuple[str, ...]]) -> list[str]:
    """The shortest way from a definition back to itself; empty when there is none."""
    ways, seen = [[name]], {name}
    while ways:
        way = ways.pop(0)
        for each in inner[way[-1]]:
            if each == name:
                return [*way, name]
            if each not in seen:
                seen.add(each)
                ways.append([*way, each])
    return []


def uncalled(text: str) -> list[str]:
    """The words of an expression that are not called: a variable may be named as a function is."""
    return re.findall(r"\w+(?:\.\w+)?\b(?!\s*\()", text)


def names_behind(words: Iterable[str], names: Names) -> Iterator[str]:
    """Words of the definitions among `words`, and of those that these use in turn, but what they call."""
    waiting, seen = list(words), set[str]()
    while waiting:
        found = names.defs.get(waiting.pop())
        if found is not None and str(found.name) not in seen:
            seen.add(str(found.name))
            yield from uncalled(found.text)
            waiting += re.findall(r"\w+", found.text)
