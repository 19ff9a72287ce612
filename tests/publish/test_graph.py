"""A story drawn: what is in the graph, where it stands, and the page in a browser."""

import json
import re
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from engine.compiler import compile_story
from engine.program import Program
from engine.publish.graph import as_dot, as_mermaid, as_page, as_svg
from engine.workbench.drawing import Box, Graph, graph_of, lay_out, outline
from tests.publish.browser import browser, missing
from tests.stories import ROOT, files_of, program_of

STORY = """\
id: s
title: A "story" & more
start: a
tags: {talk: Talk.}
clock: {start: 2022-09-20 20:30, end: 2022-09-22 00:00, grain: 5m, zone: Europe/Moscow}
variables:
  where: {one of: [b, c], title: Where}
places: {p: {title: The place}, q: {title: The other place}}
endings: {e: {title: The end}}
schedule:
  siren: {at: 2022-09-21 10:00, call: d}
crossings:
  gate:
    title: The gate
    place: p
    to: q
    wait: 1h
    rules: [{code: R1, requires: where == b, why: Not from here., says: No.}]
    passes: Go on.
scenes:
  a:
    title: The first
    place: p
    body:
      - Hello.
      - choices:
          - {choose: Go to b, id: b, go: b}
          - {choose: "Say </script> [x]", id: say, then: So., go: b}
          - {choose: Wherever, id: any, go: {to: where, among: [b, c]}}
          - {choose: Call d, id: d, then: [{call: d}]}
      - deal: {id: dealt, tag: talk}
      - cross: gate
      - end: e
  b: {title: The second, place: q, body: [{go: a}]}
  c: {title: The third, place: q, body: [{takes: 1h}, {end: e}]}
  d: {title: The fourth, body: A word.}
  t: {title: Talk, when: true, tags: [talk], body: Well.}
"""


@cache
def program() -> Program:
    compiled = compile_story({"1-one.yaml": STORY.encode()})
    assert compiled.program is not None, compiled.diagnostics
    return compiled.program


@cache
def shipped() -> Graph:
    return graph_of(program_of(files_of(ROOT / "story" / "border-formalities")))


def ways(graph: Graph) -> set[tuple[str, str, str]]:
    return {(each.start, each.to, each.kind) for each in graph.edges}


def test_every_way_out_of_a_scene_is_in_the_graph_with_its_choices():
    graph = graph_of(program())
    assert ways(graph) == {
        ("a", "b", "go"),
        ("a", "c", "go"),
        ("a", "d", "call"),
        ("a", "t", "deal"),
        ("a", "gate", "cross"),
        ("a", "end e", "end"),
        ("b", "a", "go"),
        ("c", "end e", "end"),
        ("@schedule.siren", "d", "call"),
    }
    by = {(each.start, each.to): each.by for each in graph.edges}
    assert by["a", "b"] == ("Go to b", "Say </script> [x]", "Wherever")
    assert by["a", "c"] == ("Wherever",)


def test_a_node_says_what_it_is_and_where_it_is_written():
    nodes = {each.id: each for each in graph_of(program()).nodes}
    assert [nodes[each].kind for each in ("a", "t", "gate", "@schedule.siren", "end e")] == [
        "scene",
        "storylet",
        "crossing",
        "event",
        "ending",
    ]
    assert (nodes["a"].place, nodes["a"].act, nodes["a"].line) == (
        "The place",
        "1-one",
        STORY.splitlines().index("  a:") + 1,
    )
    assert nodes["a"].men == ("default",)


def test_nodes_that_one_man_alone_comes_to_are_told():
    men = {each.id: each.men for each in shipped().nodes}
    assert "denis" in men["belt.shift"]
    assert "ilya" not in men["belt.shift"]
    assert "ilya" in men["word.ticket"]
    assert "denis" not in men["word.ticket"]


def nodes_of(boxes: tuple[Box, ...]) -> list[Box]:
    return [each for each in boxes if each.kind == "node"]


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


@pytest.mark.parametrize("graph", [graph_of(program()), shipped()], ids=["small", "shipped"])
def test_no_two_nodes_overlap_and_all_stand_inside_one_act(graph):
    sheet = lay_out(graph)
    nodes = nodes_of(sheet.boxes)
    assert sorted(each.name for each in nodes) == sorted(each.id for each in graph.nodes)
    assert not any(overlap(*pair) for pair in combinations(nodes, 2))
    acts = [each for each in sheet.boxes if each.kind == "act"]
    assert not any(overlap(*pair) for pair in combinations(acts, 2))
    for node in nodes:
        assert sum(overlap(node, act) for act in acts) == 1
        assert 0 <= node.x < node.x + node.width <= sheet.width
        assert 0 <= node.y < node.y + node.height <= sheet.height


def test_a_node_stands_below_what_leads_to_it_in_the_same_place():
    at = {each.name: each for each in nodes_of(lay_out(shipped()).boxes)}
    named = {each.id: each for each in shipped().nodes}
    below = [
        at[each.start].y < at[each.to].y
        for each in shipped().edges
        if each.start != each.to
        and (named[each.start].place, named[each.start].act) == (named[each.to].place, named[each.to].act)
    ]
    assert len(below) > 30
    assert sum(below) / len(below) > 0.95


def test_three_hundred_scenes_fit_a_sheet_of_a_page_s_proportions():
    scenes = "".join(
        f"  s{n}:\n    title: Scene {n}\n    place: p{n // 7 % 9}\n    body:\n      - choices:\n"
        f"          - {{choose: On, id: on, go: s{min(n + 1, 299)}}}\n"
        f"          - {{choose: Aside, id: aside, go: s{min(n + 3, 299)}}}\n"
        for n in range(299)
    )
    places = ", ".join(f"p{n}: {{title: Place {n}}}" for n in range(9))
    head = f"id: s\ntitle: S\nstart: s0\nplaces: {{{places}}}\nendings: {{e: {{title: E}}}}\n"
    text = f"{head}scenes:\n{scenes}  s299: {{body: [{{end: e}}]}}\n"
    compiled = compile_story({"s.yaml": text.encode()})
    assert compiled.program is not None
    sheet = lay_out(graph_of(compiled.program))
    assert 0.4 < sheet.width / sheet.height < 3
    assert sheet.width * sheet.height < 300 * 45_000


def test_the_outline_tells_every_scene_and_every_way():
    lines = list(outline(graph_of(program())))
    assert "1-one:" in lines
    assert "  a, The first (The place)" in lines
    assert "    to b, by: Go to b / Say </script> [x] / Wherever" in lines
    assert any(line.startswith("    to gate, the crossing") for line in lines)
    assert "    to t, dealt" in lines
    assert lines[-1] == "Endings: The end."
    assert len([line for line in lines if line.startswith("    ")]) == len(graph_of(program()).edges)


def test_the_svg_is_sound_and_holds_every_node():
    root = fromstring(as_svg(shipped()))
    found = [each.get("data-id") for each in root.iter() if each.get("data-id")]
    assert sorted(found) == sorted(each.id for each in shipped().nodes)


def test_colours_by_coverage_tell_what_was_never_met():
    counted = graph_of(program(), {"a": 1000, "b": 10})
    svg = as_svg(counted, "coverage")
    fills = dict(re.findall(r'data-id="([^"]+)" .*?fill="(#\w{6})"', svg, re.S))
    assert fills["c"] == fills["d"] == "#f5a3a3"
    assert len({fills["a"], fills["b"], fills["c"]}) == 3


def test_mermaid_and_dot_name_every_node_and_quote_what_they_would_misread():
    mermaid, dot = as_mermaid(graph_of(program())), as_dot(graph_of(program()))
    assert mermaid.startswith("flowchart TD\n")
    assert mermaid.count("-->") + mermaid.count("-.->") == len(graph_of(program()).edges)
    assert "</script>" not in mermaid
    assert dot.count("->") == len(graph_of(program()).edges)
    assert dot.count("[label=") >= len(graph_of(program()).nodes)


def test_the_page_fetches_nothing_and_no_word_of_the_story_ends_its_script():
    page = as_page(graph_of(program()), {"a": "- choose: Say </script>"})
    assert page.count("</script>") == 2
    assert not re.search(r"(src|href)=|url\((?!#)|@import|fetch\(|http://(?!www\.w3\.org)", page)
    data = re.search(r'id="graph">(.*?)</script>', page, re.S)
    assert data is not None
    assert json.loads(data[1])["nodes"]["a"]["source"] == "- choose: Say </script>"


VIEW = "return document.querySelector('svg').getAttribute('viewBox').split(' ').map(Number)"
RECT = (
    "const r = document.querySelector('[data-id=\"{}\"] rect').getBoundingClientRect(); "
    "return [r.x, r.y, r.width, r.height]"
)


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_the_page_is_moved_enlarged_searched_and_clicked_through_to_the_source(tmp_path: Path):
    page = tmp_path / "graph.html"
    page.write_text(as_page(shipped(), {"word.ticket": "  ticket:\n    title: The ticket page"}), encoding="utf-8")
    with browser(tmp_path) as window:
        window.open(page)
        before = window.run(VIEW)
        window.drag(400, 300, 300, 250)
        moved = window.run(VIEW)
        assert moved[0] > before[0]
        assert moved[1] > before[1]
        assert moved[2:] == before[2:]
        window.wheel(600, 400, -300)
        assert window.run(VIEW)[2] < moved[2]
        window.type("#search", "ticket page")
        assert window.run("return document.getElementById('found').textContent") == "1 found"
        assert window.run("return document.querySelectorAll('.node:not(.faint)').length") == 1
        window.type("#search", "\ue007")
        assert window.run("return document.getElementById('at').textContent").endswith("ilya/1-word.yaml:3")
        assert "The ticket page" in window.run("return document.querySelector('aside pre').textContent")
        window.run("document.getElementById('whole').click()")
        x, y, width, height = window.run(RECT.format("word.late"))
        window.click(x + width / 2, y + height / 2)
        assert window.run("return document.querySelector('aside h2').textContent") == "After the news"
        assert window.run("return document.querySelectorAll('.way.lit').length") > 0
        colour = "return document.querySelector('[data-id=\"belt.shift\"] rect').getAttribute('fill')"
        act = window.run(colour)
        window.run(
            "const m = document.getElementById('mode'); m.value = 'profile'; m.dispatchEvent(new Event('change'))"
        )
        assert window.run(colour) != act
