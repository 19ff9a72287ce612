"""A graph as an outline: acts, their scenes, and where each leads, in lines of text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from engine.workbench.drawing.plot import ENDING, Edge, Graph, Node

_HOW = {"call": "and back", "cross": "the crossing", "deal": "dealt"}


def outline(graph: Graph) -> Iterator[str]:
    """One line a scene, one indented line a way out of it."""
    leads: dict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        leads[edge.start].append(edge)
    names = {node.id: node for node in graph.nodes}
    act = None
    for node in graph.nodes:
        if node.kind == ENDING:
            continue
        if node.act != act:
            act = node.act
            yield f"{act or 'The story'}:"
        yield f"  {node.id}, {node.title}{_told(node)}"
        yield from (f"    {_way(edge, names)}" for edge in leads[node.id])
    endings = [node for node in graph.nodes if node.kind == ENDING]
    yield f"Endings: {', '.join(each.title for each in endings) or 'none'}."


def _told(node: Node) -> str:
    """What kind it is, where and how often it is met, as far as that is known."""
    told = [] if node.kind == "scene" else [node.kind]
    told += [node.place] if node.place else []
    if node.met is not None:
        told.append(f"met in {node.met / 10:.1f} % of plays")
    return f" ({', '.join(told)})" if told else ""


def _way(edge: Edge, names: dict[str, Node]) -> str:
    to = names[edge.to]
    where = f"the ending {to.title}" if to.kind == ENDING else f"to {to.id}"
    how = f", {_HOW[edge.kind]}" if edge.kind in _HOW else ""
    by = f", by: {' / '.join(edge.by)}" if edge.by else ""
    return f"{where}{how}{by}"
