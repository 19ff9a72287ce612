"""Why a choice is closed, in the story's own words, worked out when asked from the very cells it met.

The author's `closed` text comes first; else the failing conditions of `needs` and `costs` in order, at most three, each
worded by what its variables declare. Nothing here runs during play.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from engine.expr import (
    Among,
    Cell,
    Clock,
    Compare,
    Const,
    Derived,
    Expr,
    Logic,
    Not,
    Overlap,
    Rank,
    Size,
    Value,
    Within,
    calendar,
    conjuncts,
    evaluate,
    render,
    spoken,
)
from engine.expr.sets import Members
from engine.machine import memberships
from engine.machine.options import option_of
from engine.machine.scope import CellScope
from engine.program import Closure, Layout, Option, Program, Quantity, Variable
from engine.program.layout import CellValue

_MOST = 3
_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_BOUND = {">=": "at least ", ">": "more than ", "<=": "at most ", "<": "less than ", "!=": "other than "}
_TURNED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def reason(program: Program, layout: Layout, cells: list[CellValue], choice: str) -> str:
    """The reason in one sentence or two; "" for a choice that is open. `choice` is a full id of an offered choice."""
    option = option_of(program, choice)
    scope = CellScope(program, layout, cells)
    failing = _failing(option, scope)
    if not failing:
        return ""
    if option.closed is not None:
        return render(option.closed, scope)
    words = Wording(program, layout, scope, route=option.route)
    said = [each for each in (words.why(test) for test in _together(failing)[:_MOST]) if each]
    return spoken.capital("; ".join(dict.fromkeys(said))) + "." if said else "Not possible now."


def _failing(option: Option, scope: CellScope) -> list[Expr]:
    tests = [] if option.open_if is None else list(conjuncts(option.open_if))
    tests += [Compare(">=", Cell(cell), amount) for cell, amount in option.costs]
    return [test for test in tests if not evaluate(test, scope)]


def _together(failing: Iterable[Expr]) -> list[Expr]:
    """Tests in a row that ask for values of one set become one, so that its words are said once."""
    found: list[Expr] = []
    for test in failing:
        last = found[-1] if found else None
        asked = last.items if isinstance(last, Logic) and last.op == "and" else (last,)
        if isinstance(test, Within) and _of_one_set((*asked, test)):
            found[-1] = Logic("and", (*cast(tuple[Expr, ...], asked), test))
        else:
            found.append(test)
    return found


def _of_one_set(tests: tuple[Expr | None, ...]) -> bool:
    wholes = [test.whole if isinstance(test, Within) else None for test in tests]
    return None not in wholes and all(each == wholes[0] for each in wholes)


class Wording:
    """Says of a test that does not hold why it does not; the closures of `route` have words and codes of their own."""

    def __init__(self, program: Program, layout: Layout, scope: CellScope, *, route: str | None = None) -> None:
        self._scope = scope
        self._variables = layout.variables
        self._quantities = {each.name: each for each in program.quantities}
        self._rules = {each.name: each for each in program.world.papers}
        self._titles = {each.id: each.title for each in program.things}
        self._closures: dict[Expr, Closure] = {
            Not(closure.when): closure for each in program.world.routes if each.id == route for closure in each.closed
        }

    def why(self, test: Expr) -> str:
        """A clause, or "" where the story has no words for it."""
        if self._closures and test in self._closures:
            closure = self._closures[test]
            return f"{_clause(render(closure.says, self._scope))} ({closure.code})"
        match test:
            case Not(item=Logic(op=op, items=items)):
                return self.why(Logic("or" if op == "and" else "and", tuple(Not(item) for item in items)))
            case Not(item=Compare(op=op, left=left, right=right)):
                return self.why(Compare(_OPPOSITE[op], left, right))
            case Not(item=Not(item=item)):
                return self.why(item)
            case Not(item=Within(item=item, whole=whole)):
                declared = self._told(whole)
                found = cast(str, evaluate(item, self._scope))
                return "" if declared is None else memberships.present(declared, found)
            case Not(item=Overlap() as overlap):
                return self._overlapping(overlap)
            case Not(item=item):
                return self._flag(item, True)
            case Within():
                return self._missing((test,), "and")
            case Overlap(op=op, whole=whole):
                wanted = cast(Members, evaluate(test.wanted, self._scope))
                return self._missing(tuple(Within(Const(each), whole) for each in wanted), op)
            case Logic(op=op, items=items) if _of_one_set(items):
                return self._missing(cast(tuple[Within, ...], items), op)
            case Logic(op="or", items=items):
                said = [each for each in (self.why(item) for item in items) if each]
                return f"either {' or '.join(said)}" if len(said) > 1 else "".join(said)
            case Logic(items=items):
                failing = (item for item in items if not evaluate(item, self._scope))
                return "; ".join(each for each in (self.why(item) for item in failing) if each)
            case Compare(op=op, left=Const() | Rank(item=Const()), right=right):
                return self.why(Compare(_TURNED[op], right, test.left))
            case Compare():
                return self._comparison(test)
            case Among(item=item, items=items):
                return self._wanted(item, [evaluate(each, self._scope) for each in items])
            case _:
                return self._flag(test, False)

    def _declared(self, node: Expr) -> Variable | Quantity | None:
        if isinstance(node, Cell):
            return self._variables.get(node.name)
        return self._quantities.get(node.name) if isinstance(node, Derived) else None

    def _told(self, node: Expr) -> Variable | Quantity | None:
        """What `node` reads, unless it is hidden."""
        declared = self._declared(node)
        return None if declared is None or declared.hidden else declared

    def _missing(self, tests: tuple[Within, ...], op: str) -> str:
        declared = self._told(tests[0].whole) if tests else None
        if declared is None:
            return ""
        failing = (test for test in tests if not evaluate(test, self._scope))
        wanted = [cast(str, evaluate(test.item, self._scope)) for test in failing]
        present = cast(Members, evaluate(tests[0].whole, self._scope))
        return memberships.missing(declared, wanted, present, op)

    def _overlapping(self, test: Overlap) -> str:
        """That all, or some, of a set are in another, where they should not be."""
        found = [Not(Within(Const(each), test.whole)) for each in cast(Members, evaluate(test.wanted, self._scope))]
        failing = tuple(each for each in found if not evaluate(each, self._scope))
        return self.why(Logic("or" if test.op == "and" else "and", failing)) if failing else ""

    def _flag(self, node: Expr, value: bool) -> str:
        rule = self._rules.get(node.name) if isinstance(node, Derived) else None
        if rule is not None:
            said = rule.holds if value else rule.says
            return "" if said is None else _clause(render(said, self._scope))
        declared = self._declared(node)
        return "" if declared is None or declared.hidden else dict(declared.names).get(value, "")

    def _comparison(self, test: Compare) -> str:
        if isinstance(test.left, Clock):
            return self._clock(test)
        if isinstance(test.left, Rank):
            return self._limited(test.op, test.left, test.right)
        if isinstance(test.left, Size):
            return self._counted(test.op, test.left, test.right)
        if test.left == Cell("@here"):
            return self._place(evaluate(test.right, self._scope), evaluate(test.left, self._scope), test.op)
        declared = self._told(test.left)
        if declared is None or not declared.title:
            return ""
        limit, present = evaluate(test.right, self._scope), evaluate(test.left, self._scope)
        if declared.names or declared.kind in ("enum", "set"):
            if test.op == "!=":
                return f"{declared.title}: {_named(declared, present)}"
            return self._wanted(test.left, [limit])
        return self._needed(declared, test.op, self._measured(declared, limit), self._measured(declared, present))

    def _needed(self, declared: Variable | Quantity, op: str, limit: str, present: str) -> str:
        return f"{declared.title}: {_BOUND.get(op, '')}{limit} needed; now {present}"

    def _limited(self, op: str, left: Rank, right: Expr) -> str:
        """A comparison by the order of an enum's values; "" for a place that none of them has."""
        declared = self._told(left.item)
        places = [cast(int, evaluate(each, self._scope)) for each in (right, left)]
        if declared is None or not declared.title or not all(0 <= each < len(left.order) for each in places):
            return ""
        limit, present = (_named(declared, left.order[each]) for each in places)
        return self._needed(declared, op, limit, present)

    def _counted(self, op: str, left: Size, right: Expr) -> str:
        """A comparison of how many values a set holds."""
        declared = self._told(left.whole)
        if declared is None or not declared.title:
            return ""
        limit, present = (spoken.plain(evaluate(each, self._scope)) for each in (right, left))
        return self._needed(declared, op, limit, present)

    def _place(self, wanted: Value, present: Value, op: str) -> str:
        named = self._titles.get(str(wanted), "")
        if op != "==":
            return f"Place: {named}"
        return f"Place: {named} needed; now {self._titles.get(str(present), 'elsewhere')}"

    def _wanted(self, node: Expr, values: list[Value]) -> str:
        declared = self._declared(node)
        if declared is None or declared.hidden or not declared.title:
            return ""
        wanted = " or ".join(_named(declared, value) for value in values)
        return f"{declared.title}: {wanted} needed; now {_named(declared, evaluate(node, self._scope))}"

    def _clock(self, test: Compare) -> str:
        limit = cast(int, evaluate(test.right, self._scope))
        if cast(Clock, test.left).what != "now":
            return "not at this hour" if cast(Clock, test.left).what == "hour" else "not on this day"
        zone = self._scope.zone()
        when = f"{calendar.date_words(limit, zone)}, {calendar.time_words(limit, zone)}"
        return f"too late, until {when}" if test.op in ("<", "<=") else f"too early, from {when}"

    def _measured(self, declared: Variable | Quantity, value: Value) -> str:
        number = cast(int, value)
        match declared.kind:
            case "moment":
                zone = self._scope.zone()
                return f"{calendar.date_words(number, zone)}, {calendar.time_words(number, zone)}"
            case "duration":
                return spoken.span(number)
            case "number":
                return spoken.money(number, declared.unit)
            case _:
                return spoken.plain(value) or "nothing"


def _clause(said: str) -> str:
    """A sentence as part of another: without its stop."""
    return said.removesuffix(".")


def _named(declared: Variable | Quantity, value: Value) -> str:
    if isinstance(value, tuple):
        return memberships.in_words(declared, value)
    return dict(declared.names).get(value) or spoken.plain(value).replace("_", " ")
