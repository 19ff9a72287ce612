"""Why a choice is closed, in the story's own words, worked out when asked from the very cells it met.

The author's `closed` text comes first; else the failing conditions of `needs` and `costs` in order, at most three, each
worded by what its variables declare. Nothing here runs during play.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    Value,
    calendar,
    evaluate,
    render,
    spoken,
)
from engine.machine.scope import CellScope
from engine.program import Choices, Closure, Layout, Option, Program, Quantity, Variable
from engine.program.layout import CellValue

_MOST = 3
_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_TURNED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def reason(program: Program, layout: Layout, cells: list[CellValue], choice: str) -> str:
    """The reason in one sentence or two; "" for a choice that is open. `choice` is a full id of an offered choice."""
    option = _option(program, choice)
    scope = CellScope(program, layout, cells)
    failing = _failing(option, scope)
    if not failing:
        return ""
    if option.closed is not None:
        return render(option.closed, scope)
    words = Wording(program, layout, scope, route=option.route)
    said = [each for each in (words.why(test) for test in failing[:_MOST]) if each]
    return spoken.capital("; ".join(dict.fromkeys(said))) + "." if said else "Not possible now."


def _option(program: Program, choice: str) -> Option:
    scene = program.scenes[choice.rpartition(".")[0]]
    blocks = (step for step in scene.steps if isinstance(step, Choices))
    return next(option for block in blocks for option in block.options if option.id == choice)


def _failing(option: Option, scope: CellScope) -> list[Expr]:
    tests = [] if option.open_if is None else list(conjuncts(option.open_if))
    tests += [Compare(">=", Cell(cell), amount) for cell, amount in option.costs]
    return [test for test in tests if not evaluate(test, scope)]


def conjuncts(test: Expr) -> Iterator[Expr]:
    """The tests that `test` joins by and, in order."""
    if isinstance(test, Logic) and test.op == "and":
        for item in test.items:
            yield from conjuncts(item)
    else:
        yield test


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
            case Not(item=item):
                return self._flag(item, True)
            case Logic(op="or", items=items):
                said = [each for each in (self.why(item) for item in items) if each]
                return f"either {' or '.join(said)}" if len(said) > 1 else "".join(said)
            case Logic(items=items):
                failing = (item for item in items if not evaluate(item, self._scope))
                return "; ".join(each for each in (self.why(item) for item in failing) if each)
            case Compare(op=op, left=Const(), right=right):
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
        if test.left == Cell("@here"):
            return self._place(evaluate(test.right, self._scope), evaluate(test.left, self._scope), test.op)
        declared = self._declared(test.left)
        if declared is None or declared.hidden or not declared.title:
            return ""
        limit, present = evaluate(test.right, self._scope), evaluate(test.left, self._scope)
        if declared.names:
            if test.op == "!=":
                return f"{declared.title}: {_named(declared, present)}"
            return self._wanted(test.left, [limit])
        bound = {">=": "at least ", ">": "more than ", "<=": "at most ", "<": "less than ", "!=": "other than "}
        needed = self._measured(declared, limit)
        return f"{declared.title}: {bound.get(test.op, '')}{needed} needed; now {self._measured(declared, present)}"

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
                return spoken.plain(value)


def _clause(said: str) -> str:
    """A sentence as part of another: without its stop."""
    return said.removesuffix(".")


def _named(declared: Variable | Quantity, value: Value) -> str:
    return dict(declared.names).get(value) or spoken.plain(value).replace("_", " ")
