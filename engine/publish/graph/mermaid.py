"""A graph in the words of Mermaid, for pages that draw it themselves."""

from __future__ import annotations

from collections.abc import Iterator

from engine.workbench.drawing import Graph, Node

_SHAPES = {"ending": ("([", "])"), "crossing": ("{{", "}}"), "storylet": ("(", ")"), "event": (">", "]")}
_LINES = {"call": "-.->", "cross": "-.->", "deal": "-.->"}


def as_mermaid(graph: Graph) -> str:
    """A flowchart with a subgraph for each act. Ids are numbered, since Mermaid has words of its own."""
    names = {node.id: f"n{at}" for at, node in enumerate(graph.nodes)}
    return "\n".join(("flowchart TD", *_nodes(graph, names), *_edges(graph, names))) + "\n"


def _nodes(graph: Graph, names: dict[str, str]) -> Iterator[str]:
    acts = list(dict.fromkeys(node.act for node in graph.nodes))
    for at, act in enumerate(acts):
        yield f'  subgraph a{at}["{_words(act or "Endings")}"]'
        yield from (f"    {names[node.id]}{_shaped(node)}" for node in graph.nodes if node.act == act)
        yield "  end"


def _shaped(node: Node) -> str:
    begin, end = _SHAPES.get(node.kind, ("[", "]"))
    return f'{begin}"{_words(node.title)}"{end}'


def _edges(graph: Graph, names: dict[str, str]) -> Iterator[str]:
    for edge in graph.edges:
        label = f'|"{_words(edge.by[0])}"|' if len(edge.by) == 1 else ""
        yield f"  {names[edge.start]} {_LINES.get(edge.kind, '-->')}{label} {names[edge.to]}"


def _words(text: str) -> str:
    """Text in a label: Mermaid takes a few signs for its own, wherever they stand."""
    flat = " ".join(text.split())
    return "".join(f"#{ord(each)};" if each in '"#<>&`;' else each for each in flat)
