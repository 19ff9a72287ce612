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
from engine.expr import Words
from engine.program import Clock, Variable

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
