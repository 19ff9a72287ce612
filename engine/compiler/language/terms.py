"""What stands by itself in an expression: constants, names, fields of named things.

In: a reading and a node. Out: a `Typed`. A bare word where an enum is hoped for is looked up among its values first.
"""

from __future__ import annotations

import unicodedata

from engine.compiler.jinja import nodes
from engine.compiler.kinds import ANYTHING, FLAG, MOMENT, NUMBER, TEXT, Kind
from engine.compiler.language.reading import Form, Kept, Reading, Typed
from engine.compiler.names import thing_kind
from engine.diagnostics import nearest
from engine.expr import LARGEST, Cell, Clock, Compare, Const, Derived, Expr, Field, Pick

_CLOCK = {"now": MOMENT, "today": MOMENT, "hour": NUMBER, "weekday": NUMBER}


def const(reading: Reading, node: nodes.Const, want: Kind | None) -> Typed:
    """A number, a flag or a text in quotes."""
    value = node.value
    if isinstance(value, bool):
        return Typed(Const(value), FLAG)
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise reading.refusal("VAL002", node, value=value)
        return Typed(Const(value), NUMBER)
    if isinstance(value, str):
        return Typed(Const(readable(reading, node, value)), TEXT)
    raise reading.refusal("EXP005", node, construct="a fraction" if isinstance(value, float) else "none")


def readable(reading: Reading, node: nodes.Node, text: str) -> str:
    """`text`, which must hold no character that cannot be shown."""
    wrong = next((char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char != "\n"), None)
    if wrong is not None:
        raise reading.refusal("YML005", node, name=f"U+{ord(wrong):04X}")
    return text


def name(reading: Reading, node: nodes.Name, want: Kind | None) -> Typed:
    """A bare word."""
    word, names, local = node.name, reading.names, reading.local
    if word in reading.bound:
        found = reading.bound[word]
        return found if isinstance(found, Typed) else found.reading.lower(found.node, want)
    if want is not None and want.name == "enum" and word in want.values:
        if word in names.variables or word in names.derived or word in local.cells:
            raise reading.refusal("NAM005", node, token=word, name=word, owner=want.owner)
        return Typed(Const(word), Kind("enum", want.owner, (word,), want.names, order=want.order))
    known = named(reading, word)
    if known is not None:
        return known
    if want is not None and want.name == "enum":
        near = nearest(word, want.values)
        hint = f'did you mean "{near}"?' if near else f"it has {', '.join(want.values)}"
        raise reading.refusal("REF002", node, token=word, name=word, owner=want.owner, hint=hint)
    if want is not None and want.name == "text":
        raise reading.refusal("REF001", node, token=word, name=word, hint=f"text stands in quotes: '{word}'")
    raise reading.unlike("REF001", node, word, [*names.all_names(), *local.cells])


def named(reading: Reading, word: str) -> Typed | None:
    """What is declared as `word`; None when nothing is."""
    names, local = reading.names, reading.local
    if word in local.cells:
        cell = local.cells[word]
        return Typed(Cell(cell), names.kind_of(cell) or ANYTHING)
    if word in _CLOCK:
        return Typed(Clock(word), _CLOCK[word])
    if word == "turns":
        return Typed(Cell("@turn"), NUMBER)
    if word == "here":
        return Typed(Cell("@here"), thing_kind(names.things_of("place"), names.things))
    if word in names.quantities or word in names.derived:
        return Typed(Derived(word), names.kind_of(word) or FLAG)
    kind = names.kind_of(word)
    if kind is not None:
        return Typed(Cell(word), kind)
    return Typed(Const(word), thing_kind((word,), names.things)) if word in names.things else None


def has_meaning(reading: Reading, node: nodes.Expr) -> bool:
    """Whether `node` means something by itself: False for a list, and for a bare word that only an enum could know."""
    if not isinstance(node, nodes.Name):
        return not isinstance(node, nodes.List)
    found = reading.bound.get(node.name)
    if isinstance(found, Kept):
        return has_meaning(found.reading, found.node)
    return found is not None or named(reading, node.name) is not None


def unbound(reading: Reading, node: nodes.Expr) -> tuple[Reading, nodes.Expr]:
    """`node`, or what it stands for where that was kept as it was written; and the reading that it is to be read in."""
    while isinstance(node, nodes.Name):
        found = reading.bound.get(node.name)
        if not isinstance(found, Kept):
            break
        reading, node = found.reading, found.node
    return reading, node


def unknown(reading: Reading, node: nodes.Expr) -> bool:
    """Whether `node` is a parameter of a definition that is read before anything is given for it."""
    found = reading.bound.get(node.name) if isinstance(node, nodes.Name) else None
    return isinstance(found, Typed) and found.kind == ANYTHING


def attribute(reading: Reading, node: nodes.Getattr, want: Kind | None) -> Typed:
    """`passport.expires`; also of a parameter, a local or a loop's name that stands for a thing."""
    if not isinstance(node.node, nodes.Name):
        raise reading.refusal("EXP005", node, construct="a dot after a dot")
    holder = node.node.name
    stands_for = reading.bound.get(holder)
    if stands_for is not None:
        found = stands_for if isinstance(stands_for, Typed) else stands_for.reading.lower(stands_for.node)
        return _field_of(reading, node, found)
    if holder in reading.local.cells:
        cell = reading.local.cells[holder]
        return _field_of(reading, node, Typed(Cell(cell), reading.names.kind_of(cell) or ANYTHING))
    names, full = reading.names, f"{holder}.{node.attr}"
    kind = names.kind_of(full)
    if full in names.quantities or full in names.derived:
        return Typed(Derived(full), kind or FLAG)
    if kind is None:
        fields = (each for each in (*names.variables, *names.quantities) if "." in each)
        raise reading.unlike("REF003", node, full, fields)
    return Typed(Cell(full), kind)


def _field_of(reading: Reading, node: nodes.Getattr, holder: Typed) -> Typed:
    """A field of whatever thing `holder` is when the story is played."""
    if holder.kind.name == "anything":
        return Typed(Const(None), ANYTHING)  # nobody calls this scene, which is a complaint of its own
    things = holder.kind.values if holder.kind.name == "thing" else ()
    found = [reading.names.kind_of(f"{thing}.{node.attr}") for thing in things]
    first = found[0] if found and all(found) else None
    if first is not None and any(f"{thing}.{node.attr}" in reading.names.quantities for thing in things):
        return Typed(_of_one(reading, holder.expr, node.attr, things), first)
    if first is not None and isinstance(holder.expr, Cell):
        return Typed(Field(holder.expr.name, node.attr, things), first)
    if first is not None and isinstance(holder.expr, Const):
        return Typed(Cell(f"{holder.expr.value}.{node.attr}"), first)
    full = f"{node.node.name if isinstance(node.node, nodes.Name) else ''}.{node.attr}"
    raise reading.refusal("REF003", node, token=full, name=full)


def _of_one(reading: Reading, holder: Expr, field: str, things: tuple[str, ...]) -> Expr:
    """What is derived for each of `things`, read for the one that `holder` comes to."""
    names = [f"{thing}.{field}" for thing in things]
    ways: list[Expr] = [Derived(name) if name in reading.names.quantities else Cell(name) for name in names]
    made = ways[-1]
    for thing, way in zip(reversed(things[:-1]), reversed(ways[:-1]), strict=True):
        made = Pick(Compare("==", holder, Const(thing)), way, made)
    return made


FORMS: dict[type[nodes.Node], Form] = {nodes.Const: const, nodes.Name: name, nodes.Getattr: attribute}
