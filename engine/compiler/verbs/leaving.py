"""Ways out of a scene: go, call and return, end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.compiler import schema
from engine.compiler.kinds import Kind
from engine.compiler.language import read_expression
from engine.compiler.nodes import Scalar
from engine.compiler.weave import LEFT, Weave
from engine.diagnostics import nearest
from engine.expr import Compare, Const, Expr, Pick, Value
from engine.program import Call, End, Go, Return


def leave(weave: Weave, item: schema.GoItem) -> None:
    """`go`."""
    go(weave, item.go)


def interrupt(weave: Weave, item: schema.Interrupt) -> None:
    """`go` of an event: the calls under way are given up."""
    go(weave, item.go, clears=True)


def go(weave: Weave, target: Scalar | schema.GoTo, *, clears: bool = False) -> None:
    """`go` to an item, a scene, or one of several."""
    if isinstance(target, schema.GoTo):
        _go_among(weave, target, clears)
    elif target.startswith("."):
        weave.leap(target)
    else:
        scene = scene_named(weave, target)
        _asks_nothing(weave, scene, target)
        weave.steps.add(target.place, LEFT if scene is None else Go((scene,), None, clears))


def _asks_nothing(weave: Weave, scene: str | None, written: Scalar) -> None:
    """What has parameters must be called, for nothing else fills them; once inside, it may begin again.

    So must a storylet, for it comes back when its body runs out.
    """
    entry = weave.names.scenes.get(scene or "")
    if entry is not None and entry.shape.when is not None and scene != weave.local.scene:
        weave.bag.add("STO002", written.place, scene=scene)
    if entry is not None and entry.shape.given and scene != weave.local.scene:
        weave.bag.add("KEY008", written.place, name=entry.shape.given[0], scene=scene)
    if entry is not None and entry.crossing:
        weave.bag.add("WLD012", written.place, name=scene)


def scene_named(weave: Weave, written: Scalar) -> str | None:
    """The full id of a scene named in this one; a diagnostic when there is none."""
    found = weave.names.scene(str(written), weave.local.namespace)
    if found is None:
        known = nearest(str(written), weave.names.scenes)
        entry = weave.names.scenes.get(known or "")
        where = f" ({entry.file}:{entry.key.place.line})" if entry else ""
        hint = f'did you mean "{known}"?{where}' if known else None
        if str(written) in ("end", *weave.names.endings):
            hint = f"an ending is come to by `end: {'NAME' if written == 'end' else written}`"
        weave.bag.add("REF010", written.place, name=written, hint=hint)
    return found


def _go_among(weave: Weave, target: schema.GoTo, clears: bool) -> None:
    scenes = {str(each): scene_named(weave, each) for each in target.among}
    known = tuple(full for full in scenes.values() if full is not None)
    for each in target.among:
        _asks_nothing(weave, scenes[str(each)], each)
    hope = Kind("enum", "among", tuple(scenes))
    found = read_expression(target.to, weave.names, weave.local, weave.bag, hope=hope)
    if found is None or not known:
        weave.steps.add(target.to.place, LEFT)
        return
    values = found.kind.values if found.kind.name == "enum" else _constants(found.expr)
    outside = [str(value) for value in values if value not in scenes]
    if outside or not values:
        weave.bag.add("REF011", target.to.place, missing=", ".join(outside) or str(target.to))
        weave.steps.add(target.to.place, LEFT)
        return
    weave.steps.add(target.to.place, Go(known, _renamed(found.expr, values, scenes), clears))


def call(weave: Weave, item: schema.CallItem) -> None:
    """`call`: another scene, with its parameters filled, that comes back."""
    shape = item.call if isinstance(item.call, schema.CallShape) else schema.CallShape(scene=item.call)
    scene = scene_named(weave, shape.scene)
    owner = weave.own(shape.id or item.id, f"call {shape.scene}", shape.scene.place)
    if scene is None or scene not in weave.names.scenes:
        return
    entry = weave.names.scenes[scene]
    if entry.crossing:
        weave.bag.add("WLD012", shape.scene.place, name=scene)
    given = _given(weave, shape, scene, [str(each) for each in entry.shape.given])
    into = None if shape.into is None else _into(weave, shape.into)
    weave.steps.add(shape.scene.place, Call(owner, scene, tuple(given), into))


def _given(weave: Weave, shape: schema.CallShape, scene: str, wanted: list[str]) -> list[tuple[str, Expr]]:
    for name in shape.given:
        if name not in wanted:
            weave.bag.add("REF012", name.place, name=name, scene=scene)
    for missing in wanted:
        if missing not in shape.given:
            weave.bag.add("KEY008", shape.scene.place, name=missing, scene=scene)
    found: list[tuple[str, Expr]] = []
    for name, written in shape.given.items():
        value = weave.expression(written, weave.names.kind_of(f"{scene}:{name}"))
        if value is not None and name in wanted:
            found.append((f"{scene}:{name}", value.expr))
    return found


def _into(weave: Weave, written: Scalar) -> str | None:
    cell = weave.local.cells.get(str(written), str(written))
    if cell not in weave.names.variables:
        weave.bag.add("REF008", written.place, name=written, hint=None)
        return None
    return cell


def give_back(weave: Weave, item: schema.ReturnItem) -> None:
    """`return`."""
    if not item.value.strip():
        weave.steps.add(item.value.place, Return(None))
        return
    found = weave.expression(item.value)
    weave.steps.add(item.value.place, LEFT if found is None else Return(found.expr))
    if found is not None:
        weave.returns.append((found.kind, item.value.place))


def close(weave: Weave, item: schema.EndItem) -> None:
    """`end`."""
    end(weave, item.end)


def end(weave: Weave, written: Scalar) -> None:
    """`end` with a declared ending."""
    if written not in weave.names.endings:
        known = nearest(written, weave.names.endings)
        weave.bag.add("REF013", written.place, name=written, hint=f'did you mean "{known}"?' if known else None)
        weave.steps.add(written.place, LEFT)
        return
    weave.steps.add(written.place, End(str(written)))


def _constants(expr: Expr) -> tuple[Value, ...]:
    """The constants an expression can come to, if it can come to nothing else; else none."""
    if isinstance(expr, Const):
        return (expr.value,)
    if isinstance(expr, Pick):
        ways = (_constants(expr.then), _constants(expr.other))
        return (*ways[0], *ways[1]) if all(ways) else ()
    return ()


def _renamed(expr: Expr, values: Iterable[Value], scenes: Mapping[str, str | None]) -> Expr:
    """An expression that gives the full id of the scene that `expr` names."""
    ways = [(value, Const(scenes[str(value)] or "")) for value in dict.fromkeys(values)]
    made: Expr = ways[-1][1]
    for value, full in reversed(ways[:-1]):
        made = Pick(Compare("==", expr, Const(value)), full, made)
    return made
