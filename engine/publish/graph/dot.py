"""A graph in DOT, the language of Graphviz."""

from __future__ import annotations

import json
from collections.abc import Iterator

from engine.workbench.drawing import Graph

_SHAPES = {"ending": "doubleoctagon", "crossing": "hexagon", "storylet": "note", "event": "cds"}


def as_dot(graph: Graph) -> str:
    """A digraph with a cluster for each act."""
    lines = ("digraph story {", '  node [shape=box, fontname="sans-serif"];', *_nodes(graph), *_edges(graph), "}")
    return "\n".join(lines) + "\n"


def _nodes(graph: Graph) -> Iterator[str]:
    for at, act in enumerate(dict.fromkeys(node.act for node in graph.nodes)):
        yield f"  subgraph cluster_{at} {{ label={_quoted(act or 'Endings')};"
        for node in graph.nodes:
            if node.act == act:
                shape = f", shape={_SHAPES[node.kind]}" if node.kind in _SHAPES else ""
                yield f"    {_quoted(node.id)} [label={_quoted(node.title)}{shape}];"
        yield "  }"


def _edges(graph: Graph) -> Iterator[str]:
    for edge in graph.edges:
        told = ([f"label={_quoted(edge.by[0])}"] if len(edge.by) == 1 else []) + (
            ["style=dashed"] if edge.kind in ("call", "cross", "deal") else []
        )
        yield f"  {_quoted(edge.start)} -> {_quoted(edge.to)}" + (f" [{', '.join(told)}];" if told else ";")


def _quoted(text: str) -> str:
    """Text as DOT reads it; a backslash would be read as the beginning of an escape."""
    return json.dumps(" ".join(text.split()).replace("\\", "\u2216"), ensure_ascii=False)
