"""A journey along a declared route, a crossing tried, and the scene that a crossing is: made of ordinary steps.

A journey with stops notes in cells of the route when it began and when it is to be over, and stands at each stop in
turn; so what interrupts it by the clock finds the man where that leg began, and the legs add up to what was announced.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.compiler import schema
from engine.compiler.builder import Label
from engine.compiler.journeys import route_tests, whole_grains
from engine.compiler.nodes import Scalar
from engine.compiler.weave import Body, Weave
from engine.diagnostics import Place, nearest
from engine.expr import Arith, Cell, Clock, Compare, Const, Expr, Logic, Not, Words
from engine.program import Call, Option, Pass, Return, Route, Rule, Say, Write
from engine.program.world import NO_RULE, PASSED


def route_named(weave: Weave, written: Scalar) -> Route | None:
    """The route called so; a diagnostic when there is none."""
    found = weave.names.routes.get(str(written))
    if found is None:
        _unknown(weave, written, "route", list(weave.names.routes))
    return found


def _unknown(weave: Weave, written: Scalar, group: str, known: list[str]) -> None:
    near = nearest(written, known)
    weave.bag.add("REF014", written.place, name=written, group=group, hint=f'did you mean "{near}"?' if near else None)


def travel(weave: Weave, item: schema.TravelItem) -> None:
    """`travel`: costs, time and place of a route; whether it is open was asked before."""
    route = route_named(weave, item.travel)
    if route is not None:
        journey(weave, route, weave.local.scene, item.travel.place)


def by_route(weave: Weave, option: Option, shape: schema.Choice, written: Scalar) -> Option:
    """`option` with the lock, the time and the costs of a route on top of its own lock and costs."""
    route = route_named(weave, written)
    if route is None:
        return option
    own = {cell for cell, _ in option.costs}
    doubled = [key for key in shape.costs if str(key) in {cell for cell, _ in route.costs} & own]
    for clash in (*doubled, *([] if shape.takes is None else [shape.takes])):
        weave.bag.add("WLD015", clash.place, route=route.id)
    tests = [*([] if option.open_if is None else [option.open_if]), *route_tests(route)]
    return option.replace(
        open_if=tests[0] if len(tests) == 1 else Logic("and", tuple(tests)),
        takes=route.takes,
        costs=(*option.costs, *route.costs),
        route=route.id,
    )


def journey(weave: Weave, route: Route, owner: str, place: Place) -> None:
    """The steps of a journey, done by `owner`."""
    for cell, amount in route.costs:
        weave.steps.add(place, Write(cell, Arith("-", Cell(cell), amount), f"{owner}:{cell}"))
    if not route.through:
        weave.steps.add(place, Pass(route.takes, f"{owner}:{route.id}.takes"))
        weave.steps.add(place, Write("@here", Const(route.to), f"{owner}:{route.id}"))
        return
    left, arrives = Cell(f"{route.id}.left"), Cell(f"{route.id}.arrives")
    whole = Arith("+", Clock("now"), whole_grains(route.takes, weave.names.clock.grain))
    weave.steps.add(place, Write(left.name, Clock("now"), f"{owner}:{left.name}"))
    weave.steps.add(place, Write(arrives.name, whole, f"{owner}:{arrives.name}"))
    for stop, reached in (*_legs(route, left, arrives), (route.to, arrives)):
        statement = f"{owner}:{route.id}.{stop}"
        weave.steps.add(place, Pass(Arith("-", reached, Clock("now")), f"{statement}.takes"))
        weave.steps.add(place, Write("@here", Const(stop), statement))


def _legs(route: Route, left: Cell, arrives: Cell) -> Iterator[tuple[str, Expr]]:
    """Each stop with the moment at which it is reached."""
    parts = len(route.through) + 1
    for number, stop in enumerate(route.through, 1):
        share = Arith("//", Arith("*", Arith("-", arrives, left), Const(number)), Const(parts))
        after = share if stop.after is None else Const(stop.after)
        yield stop.place, Arith("min", arrives, Arith("+", left, after))


# -- crossings ---------------------------------------------------------------------------------------------------------


def cross(weave: Weave, item: schema.CrossItem) -> None:
    """`cross`: the crossing's scene is called; its `cases` go by the verdict."""
    name = str(item.cross)
    owner = weave.own(item.id, f"cross {name}", item.cross.place)
    if name not in weave.names.crossings:
        _unknown(weave, item.cross, "crossing", list(weave.names.crossings))
        return
    weave.steps.add(item.cross.place, Call(owner, name))
    if item.cases:
        _cases(weave, item, name)


def _cases(weave: Weave, item: schema.CrossItem, name: str) -> None:
    """One body by verdict; without `else` every verdict that can come must have its case."""
    known = list(dict.fromkeys((PASSED, *(rule.verdict for rule in weave.names.crossings[name].rules))))
    missing = [each for each in known if each not in item.cases]
    if missing and item.other is None:
        weave.bag.add("FLO001", item.cross.place, missing=", ".join(missing))
    after, last = Label(), next(reversed(item.cases))
    for written, body in item.cases.items():
        if written not in known:
            weave.bag.add("REF002", written.place, name=written, owner=f"{name}.verdict")
        other = Label()
        if missing or item.other is not None or written != last:  # when all are told, nothing runs past the last
            weave.branch(Compare("==", Cell(f"{name}.verdict"), Const(str(written))), other, written.place)
        weave.body(body)
        weave.jump(after, written.place)
        weave.steps.put(other)
    if item.other is not None:
        weave.body(item.other)
    weave.steps.put(after)


def decide(weave: Weave, shape: schema.CrossingShape) -> None:
    """The body of a crossing's scene: the wait, the rules in order, and what follows when all are met."""
    made = weave.names.crossings[weave.local.scene]
    place = shape.title.place
    if made.waits and made.wait != Const(0):
        weave.steps.add(place, Pass(made.wait, f"{made.id}:wait"))
    for rule, written in zip(made.rules, shape.rules, strict=True):
        met = Label()
        weave.branch(Not(rule.requires), met, written.code.place)
        _refuse(weave, rule, written.then, written.code.place)
        weave.steps.put(met)
    _decided(weave, PASSED, PASSED, NO_RULE, place)
    weave.steps.add(place, Write("@here", Const(made.to), f"{made.id}.{PASSED}:@here"))
    if shape.passes is not None:
        weave.body(shape.passes)


def _refuse(weave: Weave, rule: Rule, then: Body | None, place: Place) -> None:
    _decided(weave, rule.code, rule.verdict, rule.code, place)
    if rule.says != Words(()):
        weave.steps.add(place, Say(weave.unowned(rule.code), rule.says))
    if then is not None:
        weave.body(then)
    weave.steps.add(place, Return(None))


def _decided(weave: Weave, what: str, verdict: str, code: str, place: Place) -> None:
    """The two writes of a decision, named by the rule that made it."""
    crossing = weave.local.scene
    weave.steps.add(place, Write(f"{crossing}.verdict", Const(verdict), f"{crossing}.{what}:verdict"))
    weave.steps.add(place, Write(f"{crossing}.rule", Const(code), f"{crossing}.{what}:rule"))
