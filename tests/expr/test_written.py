"""Expressions written out again are those that were read."""

import pytest

from engine.compiler import compile_story
from engine.expr import Expr
from engine.expr.written import written, written_words
from engine.program import Say

HEAD = """\
id: s
title: S
start: a
clock: {start: 2022-09-20 20:30, end: 2022-09-22 00:00, zone: UTC}
variables:
  cash: {number: 5, title: Money}
  told: {flag: false, yes: told, no: untold}
  rank: {one of: [private, sergeant, captain], ordered: true, title: Rank}
  knows: {set of: [rumour, list], title: Known, no: you do not know, values: {rumour: the rumour, list: the list}}
documents:
  passport: {title: Passport, held: true, expires: 2022-09-21}
endings: {e: {title: E}}
"""


def read(test: str) -> Expr:
    """The tree of a condition."""
    choices = f'[{{choose: Go, if: "{test}", id: go, end: e}}, {{choose: Stay, end: e}}]'
    text = f"{HEAD}scenes:\n  a:\n    body:\n      - choices: {choices}\n      - end: e\n"
    program = compile_story({"s.yaml": text.encode()}).program
    assert program is not None, test
    found = next(step.options[0].shown for step in program.scenes["a"].steps if hasattr(step, "options"))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "test",
    [
        "cash >= 3 and not told",
        "not (told or cash == 2)",
        "(told or cash > 1) and rank == sergeant",
        "cash + 2 * 3 > 4 - (1 - cash)",
        "(cash + 2) * 3 > cash // 2 % 5",
        "rank in [private, sergeant]",
        "rank >= sergeant",
        "rumour in knows",
        "count(knows) > 1",
        "all_of(knows, [rumour, list])",
        "visits(a) > 1",
        "min(cash, 3) == 2",
        "(1 if told else 2) == cash",
        "passport.held and passport.expires > now",
        "hour < 6",
        "now >= moment('2022-09-21 10:00')",
    ],
)
def test_what_is_written_out_is_read_back_as_the_same_tree(test):
    tree = read(test)
    from_day = "2022-09-21 10:00"
    again = written(tree, lambda minute: from_day if "moment" in test else "2022-09-21 00:00")
    assert read(again) == tree, again


def test_text_is_written_with_what_is_worked_out_in_braces():
    words = "You have {{ cash | money }}. {% if told %}She knows.{% else %}She does not.{% endif %}"
    program = compile_story(
        {"s.yaml": f'{HEAD}scenes:\n  a:\n    body:\n      - "{words}"\n      - end: e\n'.encode()}
    ).program
    assert program is not None
    assert [written_words(each.words) for each in program.scenes["a"].steps if isinstance(each, Say)] == [words]
