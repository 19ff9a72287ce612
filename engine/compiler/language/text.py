"""Prose: values, alternatives by condition, loops over what is known now, fragments, and texts that take turns.

In: a reading and Jinja's nodes of a text. Out: parts of `Words`. Loops and fragments are written out.
"""

from __future__ import annotations

from typing import cast

from engine.compiler import prose
from engine.compiler.jinja import nodes
from engine.compiler.language import alternatives, definitions, sets
from engine.compiler.language.reading import Kept, Reading, Typed
from engine.compiler.language.showing import show, unfiltered
from engine.compiler.language.terms import has_meaning, unbound
from engine.expr import Const, Either, Expr, Not, Part, Within, Words

_MOST_TURNS_OF_LOOPS = 500
_LISTS = {"people": "person", "documents": "document", "places": "place"}


def parts(reading: Reading, body: list[nodes.Node]) -> tuple[Part, ...]:
    """The parts of a text at one level, its white space worked out."""
    return prose.flow(_written(reading, body))


def _written(reading: Reading, body: list[nodes.Node]) -> list[Part]:
    """The parts of a text at one level, with the white space that was written."""
    found: list[Part] = []
    for node in body:
        match node:
            case nodes.Output():
                for each in node.nodes:
                    found += _output(reading, each)
            case nodes.If():
                found.append(_either(reading, node))
            case nodes.For():
                found += _unrolled(reading, node)
            case _:
                raise reading.refusal("EXP005", node, construct="{% " + type(node).__name__.lower() + " %}")
    return found


def _output(reading: Reading, node: nodes.Expr) -> list[Part]:
    if isinstance(node, nodes.TemplateData):
        return [reading.literal(node)]
    inner, how = unfiltered(reading, node)
    name = inner.node.name if isinstance(inner, nodes.Call) and isinstance(inner.node, nodes.Name) else ""
    if isinstance(inner, nodes.Call) and name in alternatives.NAMES:
        return [alternatives.part(reading, inner, name, how)]
    if isinstance(inner, nodes.Call) and name in reading.names.fragments:
        if how != "plain":
            raise reading.refusal("TYP002", node, token=how, name=how, found="a fragment")
        return _fragment(reading, inner, name)
    return [show(reading, node)]


def _fragment(reading: Reading, node: nodes.Call, name: str) -> list[Part]:
    """A fragment written out, without the white space at its ends."""
    inner = definitions.entered(reading, node, name, reading.names.fragments[name])
    reading.deeper(node)
    reading.effort.repeats = True
    found = _written(inner, inner.text_tree())
    reading.effort.depth -= 1
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip()
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip()
    return found


def _either(reading: Reading, node: nodes.If) -> Either:
    deeper = 1 + len(node.elif_)
    reading.deeper(node, deeper)
    cases: list[tuple[Expr, Words]] = []
    failed: list[Expr] = []
    for each in (node, *node.elif_):
        test = reading.flag(each.test)
        cases.append((test, _guarded(reading, each.body, [*failed, test])))
        failed.append(Not(test))
    other = _guarded(reading, node.else_, failed)
    reading.effort.depth -= deeper
    return Either(tuple(cases), other)


def _guarded(reading: Reading, body: list[nodes.Node], guards: list[Expr]) -> Words:
    """The words of one case; alternatives in it move on only where the case is taken."""
    if reading.ticks is None:
        return Words(parts(reading, body))
    around = len(reading.ticks.guards)
    reading.ticks.guards += guards
    found = Words(parts(reading, body))
    del reading.ticks.guards[around:]
    return found


def _unrolled(reading: Reading, node: nodes.For) -> list[Part]:
    """A loop written out: the body once for each item of a list that is known now, or of what a set may hold."""
    if node.else_ or node.test is not None or node.recursive or not isinstance(node.target, nodes.Name):
        raise reading.refusal("EXP005", node, construct="that sort of {% for %}")
    found: list[Part] = []
    reading.effort.repeats = True
    there, listed = unbound(reading, cast(nodes.Expr, node.iter))
    whole = _set(there, listed)
    if whole is not None:
        return _unrolled_set(reading, node, whole)
    for item in _listed(there, node, listed):
        _turn(reading, node)
        found += _written(reading.binding(node.target.name, Kept(item, there)), node.body)
    return found


def _turn(reading: Reading, node: nodes.For) -> None:
    reading.effort.loop_turns += 1
    if reading.effort.loop_turns > _MOST_TURNS_OF_LOOPS:
        raise reading.refusal("EXP014", node, most=_MOST_TURNS_OF_LOOPS)


def _set(reading: Reading, listed: nodes.Expr) -> Typed | None:
    """The set that a loop goes over; None where it goes over something else."""
    if isinstance(listed, nodes.Name) and (listed.name in _LISTS or not has_meaning(reading, listed)):
        return None
    if isinstance(listed, nodes.List | nodes.Tuple):
        return None
    found = reading.lower(listed)
    return found if found.kind.name in ("set", "anything") else None  # what nothing is given for holds nothing


def _unrolled_set(reading: Reading, node: nodes.For, whole: Typed) -> list[Part]:
    """A loop over a set: the body once for each value that the set may hold, said where it holds it."""
    kind, found = sets.one_of(reading, whole.kind), list[Part]()
    for value in whole.kind.values:
        _turn(reading, node)
        inner = reading.binding(cast(nodes.Name, node.target).name, Typed(Const(value), kind))
        found.append(Either(((Within(Const(value), whole.expr), Words(parts(inner, node.body))),), Words(())))
    return found


def _listed(reading: Reading, node: nodes.For, listed: nodes.Expr) -> list[nodes.Expr]:
    """What a loop goes over: a list in brackets, or all people, documents or places."""
    if isinstance(listed, nodes.List | nodes.Tuple):
        return listed.items
    kind = _LISTS.get(listed.name if isinstance(listed, nodes.Name) else "")
    if kind is None:
        raise reading.refusal("EXP013", node)
    return [nodes.Name(thing, "load", lineno=node.lineno) for thing in reading.names.things_of(kind)]
