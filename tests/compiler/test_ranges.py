"""What is said of all values holds for each: whatever the ranges say of an expression, the plain walk agrees."""

import time
from functools import cache

import pytest
from hypothesis import given, settings

from engine.compiler.checks.ranges import Ranges, Span
from engine.compiler.names import Names
from engine.expr import Cell, Compare, Const, Expr, Logic, Not, Nth, Pick, Rank, Size, Within
from tests.expr.world import cells, flags, machine, numbers, reference


@cache
def ranges() -> Ranges:
    program = machine().program
    return Ranges(
        Names(
            program.clock,
            {each.name: each for each in program.variables},
            {each.name: each for each in program.quantities},
            tables={each.id: each for each in program.tables},
        )
    )


def agrees(tree: Expr, values: list) -> None:
    verdict = ranges().holds(tree)
    found, _ = reference(tree, values)
    assert verdict is None or verdict == found, tree


def within(tree: Expr, values: list) -> None:
    domain = ranges().of(tree)
    found, _ = reference(tree, values)
    assert isinstance(domain, Span)
    assert domain.low <= found <= domain.high, tree


@settings(max_examples=150)
@given(flags(3), cells())
def test_a_test_that_always_holds_is_never_false(tree, values):
    agrees(tree, values)


@settings(max_examples=150)
@given(numbers(3), cells())
def test_a_number_is_within_its_range(tree, values):
    within(tree, values)


@pytest.mark.proof
@settings(max_examples=20_000)
@given(flags(3), cells())
def test_a_test_that_always_holds_is_never_false_twenty_thousand_times(tree, values):
    agrees(tree, values)


@pytest.mark.parametrize(
    ("test", "verdict"),
    [
        (Compare("<", Cell("near"), Const(-7)), False),
        (Compare("<=", Cell("near"), Const(-7)), None),
        (Compare(">=", Cell("near"), Const(-7)), True),
        (Compare("==", Cell("near"), Cell("near")), True),
        (Compare("<", Cell("near"), Cell("near")), False),
        (Logic("and", (Compare(">", Cell("near"), Const(3)), Compare("<", Cell("near"), Const(4)))), False),
        (Logic("or", (Compare(">", Cell("near"), Const(3)), Compare("<", Cell("near"), Const(4)))), True),
        (Logic("and", (Compare("==", Cell("mood"), Const("sad")), Compare("==", Cell("mood"), Const("calm")))), False),
        (Logic("and", (Cell("told"), Not(Cell("told")))), False),
        (Logic("or", (Cell("told"), Not(Cell("told")))), True),
        (Logic("and", (Cell("told"), Cell("visa.held"))), None),
        (Pick(Cell("told"), Cell("told"), Not(Cell("told"))), True),
        (Compare("<", Size(Cell("knows")), Const(4)), True),
        (Compare("<", Size(Cell("knows")), Const(3)), None),
        (Logic("and", (Within(Const("sad"), Cell("knows")), Not(Within(Const("sad"), Cell("knows"))))), False),
        (Compare("==", Cell("knows"), Const(("calm", "sad"))), None),
        (Compare("==", Cell("name"), Const("Lena")), None),
        (
            Compare(">=", Rank(Cell("mood"), ("calm", "cross", "sad")), Rank(Const("calm"), ("calm", "cross", "sad"))),
            True,
        ),
        (
            Compare(">", Rank(Cell("mood"), ("calm", "cross", "sad")), Rank(Const("sad"), ("calm", "cross", "sad"))),
            False,
        ),
        (Compare("<", Nth(Cell("wide"), (Const(3), Cell("small"))), Const(4)), True),
    ],
    ids=str,
)
def test_what_follows_from_the_declarations_is_found(test, verdict):
    assert ranges().holds(test) is verdict


def test_a_test_that_is_too_much_to_work_out_is_given_up_soon():
    tree: Expr = Cell("told")
    for _ in range(35):
        tree = Pick(Logic("or", (tree, Cell("visa.held"))), Not(tree), tree)
    begun = time.process_time()
    assert ranges().holds(tree) is None
    assert time.process_time() - begun < 2
