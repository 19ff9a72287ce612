"""The expressions and words of the declared world.

In: shapes, names, derived variables read. Out: the `World`; routes and crossings among the names, for the verbs; and
`ferry.open`, `ferry.takes`, `lars.open`, `lars.wait` as derived variables that scenes may read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from engine.compiler import values
from engine.compiler.declare import Declarations, namespace_of, read_moment
from engine.compiler.journeys import at_least_nothing, route_tests, whole_grains
from engine.compiler.kinds import DURATION, FLAG, NUMBER, Kind
from engine.compiler.known import check_known
from engine.compiler.language import read_expression, read_text
from engine.compiler.names import Local
from engine.compiler.nodes import Scalar
from engine.compiler.schema import ClosureShape, CrossingShape, DocumentShape, RouteShape, RuleShape, TableShape
from engine.compiler.shape import Shaped
from engine.compiler.world.declare import REFUSED, check_codes, placed
from engine.diagnostics import Bag
from engine.expr import Cell, Clock, Compare, Const, Expr, Logic, Lookup, Words
from engine.program import Closure, Crossing, PaperRule, Quantity, Route, Rule, Stop, World


def read_world(declared: Declarations, files: Sequence[Shaped], manifest: Shaped, bag: Bag) -> World:
    """The declared world of a story; empty where it declares none."""
    papers: list[PaperRule] = []
    names = declared.names
    for each in files:
        namespace = "" if each is manifest else namespace_of(each)
        for name, document in each.shape.documents.items():
            papers += _Reading(declared, Local(namespace, str(name)), name, bag).papers(document)
        for name, route in each.shape.routes.items():
            names.routes.setdefault(str(name), _Reading(declared, Local(namespace, str(name)), name, bag).route(route))
        for name, crossing in each.shape.crossings.items():
            reading = _Reading(declared, Local(namespace, str(name)), name, bag)
            names.crossings.setdefault(str(name), reading.crossing(crossing))
    for quantity in (*map(_openness, names.routes.values()), *_lengths(names.routes.values(), names.clock.grain)):
        names.quantities[quantity.name] = quantity
    for passable in names.crossings.values():
        quantity = _flag(passable.id, passable.title, [rule.requires for rule in passable.rules])
        names.quantities[quantity.name] = quantity
        wait = whole_grains(passable.wait, names.clock.grain)
        quantity = Quantity(f"{passable.id}.wait", "duration", wait, title=passable.title)
        names.quantities[quantity.name] = quantity
    return World(tuple(papers), tuple(names.routes.values()), tuple(names.crossings.values()))


class _Reading:
    """Reads one document, route or crossing, called `name`."""

    def __init__(self, declared: Declarations, local: Local, name: Scalar, bag: Bag) -> None:
        self._declared = declared
        self._names = declared.names
        self._local = local
        self._name = name
        self._bag = bag

    # -- documents ---------------------------------------------------------------------------------------------

    def papers(self, shape: DocumentShape) -> Iterator[PaperRule]:
        """The rules of a document, with their words."""
        for rule, each in shape.rules.items():
            full = f"{self._name}.{rule}"
            made = self._names.quantities.get(full)
            if made is not None and not FLAG.fits(Kind(made.kind)):
                self._bag.add("TYP001", each.requires.place, wanted=FLAG.said(), found=Kind(made.kind).said())
            says = self._says(each.says, rule)
            yield PaperRule(full, str(self._name), says, self._text(each.holds))

    # -- routes ------------------------------------------------------------------------------------------------

    def route(self, shape: RouteShape) -> Route:
        """A route; what cannot be read in it is taken to be open, quick and free."""
        self._check_places((shape.start, shape.to))
        if shape.start == shape.to:
            self._bag.add("WLD003", shape.to.place, name=self._name, at=shape.to)
        check_known(shape.facts, self._names.facts, "fact", self._bag)
        check_codes([each.code for each in shape.closed], str(self._name), self._declared, self._bag)
        needs = None if shape.needs is None else self._flag(shape.needs)
        return Route(
            str(self._name),
            str(shape.title),
            str(shape.by or ""),
            str(shape.start),
            str(shape.to),
            self._amount(shape.takes, "takes", DURATION),
            tuple(self._costs(shape)),
            needs,
            tuple(self._closure(each) for each in shape.closed),
            tuple(self._stops(shape)),
            tuple(str(each) for each in shape.facts),
            self._known(shape.known),
        )

    def _costs(self, shape: RouteShape) -> Iterator[tuple[str, Expr]]:
        for name, written in shape.costs.items():
            kind = self._names.kind_of(str(name))
            if kind is None or kind.name not in ("number", "duration") or name not in self._names.variables:
                self._bag.add("REF008", name.place, name=name)
                continue
            amount = self._amount(written, str(name), NUMBER if kind.name == "number" else DURATION)
            yield str(name), at_least_nothing(amount)

    def _closure(self, shape: ClosureShape) -> Closure:
        tests = list(self._when(shape))
        if not tests:
            self._bag.add("WLD014", shape.code.place, rule=shape.code)
            return Closure(str(shape.code), Const(False), Words(()))
        when = tests[0] if len(tests) == 1 else Logic("and", tuple(tests))
        return Closure(str(shape.code), when, self._says(shape.says, shape.code), self._known(shape.known))

    def _when(self, shape: ClosureShape) -> Iterator[Expr]:
        """The conditions of a closure; a diagnostic where its dates leave no moment of the story's."""
        clock = self._names.clock
        since = None if shape.since is None else read_moment(shape.since, clock.zone, self._bag)
        until = None if shape.until is None else read_moment(shape.until, clock.zone, self._bag)
        if max(since or clock.start, clock.start) >= min(until or clock.end, clock.end):
            written = shape.until if shape.until is not None else shape.since
            self._bag.add("WLD010", (written or shape.code).place, rule=shape.code)
        if shape.when is not None:
            yield self._flag(shape.when)
        if since is not None:
            yield Compare(">=", Clock("now"), Const(since))
        if until is not None:
            yield Compare("<", Clock("now"), Const(until))

    def _stops(self, shape: RouteShape) -> Iterator[Stop]:
        after = 0
        for each in shape.through:
            pairs = [(each, None)] if isinstance(each, Scalar) else list(each.items())
            for place, written in pairs:
                self._check_places((place,))
                if place in (shape.start, shape.to):
                    self._bag.add("WLD003", place.place, name=self._name, at=place)
                minutes = None if written is None else values.span(written)
                if written is not None and (minutes is None or minutes <= after):
                    self._bag.add("WLD011" if minutes is not None else "VAL006", written.place, value=written)
                after = minutes or after
                yield Stop(str(place), minutes)

    # -- crossings ---------------------------------------------------------------------------------------------

    def crossing(self, shape: CrossingShape) -> Crossing:
        """A crossing; its places and facts are looked at again with its scene."""
        self._check_places((shape.to,))
        if shape.place == shape.to:
            self._bag.add("WLD003", shape.to.place, name=self._name, at=shape.to)
        wait = Const(0) if shape.wait is None else self._amount(shape.wait, "wait", DURATION)
        rules = tuple(self._rule(each) for each in shape.rules)
        place, to = str(shape.place), str(shape.to)
        facts = tuple(str(each) for each in shape.facts)
        waits = shape.waits is None or self._yes(shape.waits)
        known = self._known(shape.known)
        return Crossing(str(self._name), str(shape.title), place, to, wait, rules, facts, waits, known)

    def _rule(self, shape: RuleShape) -> Rule:
        says = self._says(shape.says if shape.says is not None else shape.why, shape.code)
        why = self._text(shape.why) or says
        verdict, known = str(shape.verdict or REFUSED), self._known(shape.known)
        return Rule(str(shape.code), self._flag(shape.requires), says, why, verdict, known)

    # -- leaves ------------------------------------------------------------------------------------------------

    def _says(self, written: Scalar | None, code: Scalar) -> Words:
        """The words of a rule, which may not be missing."""
        if written is None:
            self._bag.add("WLD004", code.place, owner=self._name, rule=code)
        return self._text(written) or Words(())

    def _text(self, written: Scalar | None) -> Words | None:
        return None if written is None else read_text(written, self._names, self._local, self._bag)

    def _flag(self, written: Scalar) -> Expr:
        found = read_expression(written, self._names, self._local, self._bag, FLAG)
        return Const(True) if found is None else found.expr

    def _yes(self, written: Scalar) -> bool:
        found = values.flag(written)
        if found is None:
            self._bag.add("VAL008", written.place, value=written)
        return found is not False

    def _known(self, written: Scalar | None) -> Expr | None:
        return None if written is None else self._flag(written)

    def _check_places(self, places: Collection[Scalar]) -> None:
        check_known(places, self._names.things_of("place"), "place", self._bag)

    def _amount(self, written: Scalar | dict[Scalar, Scalar], what: str, kind: Kind) -> Expr:
        """A value, an expression, a table's name, or rows by date, which make a table of their own."""
        if isinstance(written, dict):
            own = placed(f"{self._name}.{what}", next(iter(written), self._name))
            self._declared.table(own, TableShape(rows=written))
            return self._at_now(own, str(own), kind)
        if str(written) in self._names.tables:
            return self._at_now(written, str(written), kind)
        plain = values.span(written) if kind is DURATION else None
        if plain is not None:
            return Const(plain)
        found = read_expression(written, self._names, self._local, self._bag, kind)
        if found is not None and _below_nothing(found.expr):
            self._bag.add("WLD007", written.place, value=written)
        return Const(0) if found is None else found.expr

    def _at_now(self, written: Scalar, table: str, kind: Kind) -> Expr:
        found = self._names.tables[table]
        if found.kind != kind.name:
            self._bag.add("TYP001", written.place, wanted=kind.said(), found=f"a table of {found.kind}s")
        least = min((value for _, value in found.rows), default=0)
        if least < 0:
            self._bag.add("WLD007", written.place, value=least)
        return Lookup(table, Clock("now"))


def _openness(route: Route) -> Quantity:
    costs = [Compare(">=", Cell(cell), amount) for cell, amount in route.costs]
    return _flag(route.id, route.title, [*route_tests(route), *costs])


def _flag(owner: str, title: str, tests: Sequence[Expr]) -> Quantity:
    test = Const(True) if not tests else tests[0] if len(tests) == 1 else Logic("and", tuple(tests))
    return Quantity(f"{owner}.open", "flag", test, ((True, f"{title}: open"), (False, f"{title}: closed")), title)


def _lengths(routes: Iterable[Route], grain: int) -> Iterator[Quantity]:
    """How long each route takes if it is begun now."""
    for route in routes:
        yield Quantity(f"{route.id}.takes", "duration", whole_grains(route.takes, grain), title=route.title)


def _below_nothing(amount: Expr) -> bool:
    return isinstance(amount, Const) and isinstance(amount.value, int) and amount.value < 0
