"""Whatever bytes come, the reader gives nodes and diagnostics, each with a place in the file, and never raises."""

from __future__ import annotations

import random

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.compiler import reader
from engine.compiler.nodes import Map, Node, Scalar, Seq
from engine.compiler.reader import read
from engine.diagnostics import CODES, Bag, render_all

LOADERS = (reader.LOADER, yaml.SafeLoader)
SAMPLES = [rule.sample for code, rule in CODES.items() if code.startswith("YML") and rule.sample]
PIECES = [
    *"\"'*&!%@`{}[]|>?-#:,\\\t\n \r\0",
    "{{",
    "}}",
    ": ",
    " #x",
    "- ",
    "\n  ",
    "<<: ",
    "---\n",
    "é",
    "\ufeff",
    "\u2028",
]


def holds(raw: bytes) -> None:
    """Read `raw` and look at every place there is."""
    bag = Bag()
    node = read("s.yaml", raw, bag)
    for found in bag.sorted():
        assert min(found.place.line, found.place.column, found.place.length) >= 1
        assert found.code.startswith("YML")
    render_all(bag.sorted())
    if node is not None:
        look(node)


def look(node: Node) -> None:
    assert node.place.line >= 1
    if isinstance(node, Scalar):
        for offset in (0, len(node) // 2, len(node)):
            assert node.at_offset(offset).line >= 1
        assert node.at(node.count("\n") + 1, 2).column >= 1
    for below in [*node, *node.values()] if isinstance(node, Map) else node if isinstance(node, Seq) else []:
        look(below)


@pytest.fixture(params=LOADERS, ids=["default", "pure"], scope="module", autouse=True)
def _loader(request: pytest.FixtureRequest) -> object:
    before, reader.LOADER = reader.LOADER, request.param
    yield
    reader.LOADER = before


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"%YAML 1." + b"9" * 5000 + b"\n---\na: b\n")
@example(b'a: "\\UFFFFFFFF"\n')
@example(b'a: "\\ud800"\n')
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_only_diagnostics(raw: bytes) -> None:
    holds(raw)


@given(st.lists(st.sampled_from([*PIECES, "a", "scenes:\n", "  a:\n", "    body:\n", "      - "]), max_size=40))
@settings(max_examples=400, deadline=None)
def test_any_heap_of_signs_gives_only_diagnostics(pieces: list[str]) -> None:
    holds("".join(pieces).encode())


@given(st.sampled_from(SAMPLES), st.integers(0, 2**32), st.integers(1, 6))
@settings(max_examples=400, deadline=None)
def test_a_mangled_story_gives_only_diagnostics(sample: str, seed: int, times: int) -> None:
    chance, text = random.Random(seed), sample
    for _ in range(times):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice([chance.choice(PIECES), ""]) + text[at + chance.randrange(3) :]
    holds(text.encode())
