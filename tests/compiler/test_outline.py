"""Texts with the same tags are read once by Jinja; what comes of each is as if it had been read whole."""

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.compiler import jinja
from engine.compiler.language import read_text
from engine.compiler.names import Local, Names
from engine.compiler.nodes import Scalar
from engine.diagnostics import Bag
from engine.expr import Cell, Compare, Const, Words
from engine.program import Branch, Clock, Variable
from tests.stories import codes_of, program_of, story

PIECES = [
    *"{ } % # - + _ \\ ' \"".split(),
    *("{{", "}}", "{%", "%}", "{#", "#}", "\n", "\n\n", "\r\n", " ", "3", "Rain", "_so_", "\x1d"),
    *("{{ n }}", "{{n | number}}", "{{- n }}", "{{ n -}}", "{{ -n }}", "{{ n - 1 }}", "{{ '}}' }}", "{{ x }}"),
    *("{% if n > 1 %}", "{%if n%}", "{%- if n > 2 -%}", "{% elif n == 3 %}", "{% else %}", "{% endif %}", "{% end %}"),
    *("{% for a in [1, 2] %}", "{{ a }}", "{% endfor %}", "{% raw %}", "{% endraw %}", "{% if n\n > 3 %}"),
]


def read_as_is(text: str) -> tuple[Words | None, list[str]]:
    bag = Bag()
    names = Names(Clock(0, 9, 1, "UTC"), {"n": Variable("n", "number", 1, 0, 9)})
    found = read_text(Scalar(text), names, Local("", "s"), bag)
    return found, [f"{each.code} {each.place} {each.message}" for each in bag.sorted()]


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_a_text_read_by_its_tags_is_the_text_read_whole(text: str) -> None:
    ours = read_as_is(text)
    with mock.patch.object(jinja, "_outline", lambda source: (source, ())):
        assert read_as_is(text) == ours


@pytest.mark.parametrize(
    ("one", "other"),
    [("Rain, {{ n }}.", "Snow: {{ n }}!"), ("{% if n > 1 %}a{% endif %} b", "{% if n > 1 %}c{% endif %} d")],
)
def test_texts_with_the_same_tags_are_read_once(one: str, other: str) -> None:
    read_as_is(one)
    before = jinja._parse.cache_info().misses
    assert read_as_is(other)[0] != read_as_is(one)[0]
    assert jinja._parse.cache_info().misses == before


def test_the_same_wording_means_another_thing_where_a_scene_has_its_own_name() -> None:
    scenes = (
        "  b:\n    let: {n: 7}\n    body:\n      - if: n > 3\n        then: Own.\n      - do: n += 1\n      - end: e\n"
    )
    head = "variables: {n: 1}\n"
    made = program_of(story("if: n > 3\nthen: Told.", "do: n += 1", "go: b", head=head, scenes=scenes, end=False))
    tests = {name: [step.test for step in made.scenes[name].steps if isinstance(step, Branch)] for name in ("a", "b")}
    assert tests == {
        "a": [Compare(">", Cell("n"), Const(3))],
        "b": [Compare(">", Cell("b:n"), Const(3))],
    }


def test_a_mistake_is_told_in_every_scene_that_words_it_so() -> None:
    scenes = "  b:\n    body:\n      - if: nobody > 3\n        then: Told.\n      - end: e\n"
    assert codes_of(story("if: nobody > 3\nthen: Told.", "go: b", scenes=scenes, end=False)) == ["REF001", "REF001"]
