"""What runs gives the answers of the plain walk: values, words and faults."""

import re
from typing import get_args

import pytest
from hypothesis import given, settings

from engine.expr import Among, Arith, Cell, Chosen, Const, Either, Expr, Show, Words
from engine.expr.evaluate import tidy
from engine.expr.marks import JOIN
from engine.program.codec import decode, encode
from tests.expr.world import LITERAL, cells, generated, machine, reference, same, texts, trees


@settings(max_examples=300)
@given(trees(), cells())
def test_generated_code_gives_the_value_and_the_faults_of_the_plain_walk(tree, values):
    assert same(generated(tree, list(values)), reference(tree, values)), tree


@settings(max_examples=300)
@given(texts(2), cells())
def test_generated_words_are_those_of_the_plain_walk(text, values):
    assert same(generated(text, list(values)), reference(text, values)), text


@pytest.mark.proof
@settings(max_examples=20_000)
@given(trees(), cells())
def test_generated_code_agrees_with_the_plain_walk_twenty_thousand_times(tree, values):
    assert same(generated(tree, list(values)), reference(tree, values)), tree


@pytest.mark.proof
@settings(max_examples=20_000)
@given(texts(2), cells())
def test_generated_words_agree_with_the_plain_walk_twenty_thousand_times(text, values):
    assert same(generated(text, list(values)), reference(text, values)), text


@given(trees(), cells())
def test_working_out_a_value_changes_no_cell(tree, values):
    before = list(values)
    reference(tree, values)
    generated(tree, values)
    assert values == before


@given(texts(2))
def test_text_survives_its_encoding(text):
    assert decode(Words, encode(text)) == text


@given(LITERAL)
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)


def test_tidying_leaves_a_join_mark_where_it_is():
    assert tidy(f" a  b {JOIN}") == f"a b {JOIN}"


def test_a_list_is_worked_out_to_its_end_in_both_ways():
    tree = Among(Const(1), (Const(1), Arith("//", Const(7), Cell("small"))))
    values = list(machine().first_cells(machine().profile(None)))
    assert reference(tree, values) == generated(tree, values) == (True, [("division", 7)])


def test_random_trees_have_every_node():
    found = set[str]()

    @settings(max_examples=400)
    @given(trees(), texts(2))
    def look(tree, text):
        found.update(re.findall(r"\b([A-Z][a-z]+)\(", f"{tree!r} {text!r}"))

    look()
    assert {each.__name__ for each in (*get_args(Expr), Show, Either, Chosen)} <= found


def test_the_world_has_one_of_everything():
    kinds = {each.kind for each in machine().program.variables}
    assert kinds == {"number", "flag", "enum", "moment", "duration", "thing", "set", "text"}
