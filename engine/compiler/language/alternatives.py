"""Texts that take turns: cycle, stop, once and shuffle by how often they were met, pick and plural by a number.

In: a reading and a call that stands by itself in text. Out: a part that reads an index. Text changes nothing, so the
ones that remember are put down in the reading's `ticks`: each wants a step before the text that moves it on. One inside
another comes after it there, and moves on where the outer one has come to it.
"""

from __future__ import annotations

from engine.compiler import prose
from engine.compiler.jinja import nodes
from engine.compiler.kinds import NUMBER
from engine.compiler.language.functions import BY_TURNS
from engine.compiler.language.reading import Reading, Tick
from engine.compiler.language.showing import shown
from engine.compiler.language.terms import readable
from engine.expr import Arith, Cell, Chosen, Compare, Const, Either, Expr, Not, Part, Words, spoken

NAMES = (*BY_TURNS, "pick", "plural")


def part(reading: Reading, node: nodes.Call, name: str, how: str) -> Part:
    """The part that the call `node` of `name` comes to; `how` is plain or capital."""
    if how not in ("plain", "capital"):
        raise reading.refusal("TYP002", node, token=how, name=how, found="text")
    if node.dyn_args or node.dyn_kwargs:
        raise reading.refusal("EXP005", node, construct="a call of that sort")
    if name in BY_TURNS:
        return _by_turns(reading, node, name, how)
    if node.kwargs:
        raise reading.refusal("EXP005", node, construct=f"a name inside {name}( )")
    return _plural(reading, node, how) if name == "plural" else _picked(reading, node, how)


def _by_turns(reading: Reading, node: nodes.Call, mode: str, how: str) -> Part:
    if reading.ticks is None:
        raise reading.refusal("EXP022", node, token=mode, name=mode)
    if not node.args:
        raise reading.refusal("EXP010", node, token=mode, name=mode, count="one or more")
    first, place = node.args[0], reading.place(node, mode)
    default = first.value if isinstance(first, nodes.Const) and isinstance(first.value, str) else ""
    ticks = reading.ticks
    owner = ticks.own(_id(reading, node, mode), default, place)
    ticks.found.append(Tick(owner, mode, len(node.args), tuple(ticks.guards), place))
    at = Cell(f"^{owner}")
    ways = [_way(reading, each, how, Compare("==", at, Const(number))) for number, each in enumerate(node.args)]
    return Chosen(at, (*ways, Words(())) if mode == "once" else tuple(ways))


def _inner(reading: Reading, node: nodes.Call, name: str, how: str, guard: Expr) -> Part:
    """One inside another: what it remembers moves on only where `guard` holds as well."""
    reading.deeper(node)
    guards = [] if reading.ticks is None else reading.ticks.guards
    guards.append(guard)
    found = part(reading, node, name, how)
    guards.pop()
    reading.effort.depth -= 1
    return found


def _id(reading: Reading, node: nodes.Call, name: str) -> str | None:
    """What stands after `id=`; None where nothing does."""
    found: str | None = None
    for each in node.kwargs:
        if each.key != "id" or not isinstance(each.value, nodes.Const) or not isinstance(each.value.value, str):
            raise reading.refusal("EXP005", node, construct=f"anything but texts and id='…' inside {name}( )")
        found = each.value.value
    return found


def _picked(reading: Reading, node: nodes.Call, how: str) -> Part:
    if len(node.args) < 2:
        raise reading.refusal("EXP010", node, token="pick", name="pick", count="two or more")
    at, most = _number(reading, node), len(node.args) - 2
    held = Arith("max", Const(0), Arith("min", at, Const(most)))
    ways = (_way(reading, each, how, Compare("==", held, Const(way))) for way, each in enumerate(node.args[1:]))
    return Chosen(at, tuple(ways))


def _plural(reading: Reading, node: nodes.Call, how: str) -> Part:
    if len(node.args) != 3:
        raise reading.refusal("EXP010", node, token="plural", name="plural", count=3)
    single = Compare("==", _number(reading, node), Const(1))
    one, many = _way(reading, node.args[1], how, single), _way(reading, node.args[2], how, Not(single))
    return Either(((single, one),), many)


def _number(reading: Reading, node: nodes.Call) -> Expr:
    return reading.of_kind(node.args[0], NUMBER).expr


def _way(reading: Reading, node: nodes.Expr, how: str, guard: Expr) -> Words:
    """One text, come to where `guard` holds: prose in quotes, another of these calls, a value, or several joined."""
    if isinstance(node, nodes.Concat):
        first, *rest = node.nodes
        ways = [_way(reading, first, how, guard), *(_way(reading, each, "plain", guard) for each in rest)]
        return Words(tuple(each for way in ways for each in way.parts))
    name = node.node.name if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) else ""
    if isinstance(node, nodes.Call) and name in NAMES:
        return Words((_inner(reading, node, name, how, guard),))
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        said = readable(reading, node, node.value)
        return Words(prose.flow([spoken.capital(said) if how == "capital" else said]))
    found = reading.lower(node)
    return Words((shown(reading, node, found, how),))
