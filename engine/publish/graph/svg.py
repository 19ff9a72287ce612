"""A graph as one SVG: boxes for acts and places, nodes with their titles, ways as curves with an arrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from engine.publish.graph.colours import colours
from engine.workbench.drawing import Box, Edge, Graph, Node, Sheet, lay_out

STYLE = """
svg { font: 12px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; background: #ffffff; }
.act { fill: #fafafa; stroke: #9a9a9a; } .place { fill: #ffffff; stroke: #d5d5d5; }
.name { fill: #222222; font-weight: 600; } .where { fill: #5a5a5a; font-size: 11px; }
.node rect { stroke: #555555; } .node text { fill: #1a1a1a; pointer-events: none; }
.node.ending rect { stroke-width: 2; } .node.crossing rect { stroke-dasharray: 6 2; }
.node.storylet rect, .node.event rect { stroke-dasharray: 2 2; }
.way { fill: none; stroke: #8a8a8a; stroke-width: 1; } .way.far { stroke-opacity: .35; }
.way.call, .way.deal, .way.cross { stroke-dasharray: 4 3; }
"""
_LONGEST = 23
_ARROW = (
    '<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0 L8 4 L0 8 z" fill="#8a8a8a"/></marker>'
)


def as_svg(graph: Graph, mode: str = "act") -> str:
    """The whole document, coloured by `mode`."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + drawing(graph, mode) + "\n"


def drawing(graph: Graph, mode: str = "act") -> str:
    """The svg element alone, with its own style. Every node is a group with the id of its scene in `data-id`."""
    sheet = lay_out(graph)
    fill = colours(graph)[mode]
    parts = "\n".join((*_boxes(sheet), *_ways(graph, sheet), *_nodes(graph, sheet, fill)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(graph.title)}, drawn as a graph" '
        f'width="{sheet.width:.0f}" height="{sheet.height:.0f}" viewBox="0 0 {sheet.width:.0f} {sheet.height:.0f}">\n'
        f"<style>{STYLE}</style>\n<defs>{_ARROW}</defs>\n{parts}\n</svg>"
    )


def _boxes(sheet: Sheet) -> Iterator[str]:
    for box in sheet.boxes:
        if box.kind == "node" or (not box.name and box.kind == "place"):
            continue
        words = "name" if box.kind == "act" else "where"
        yield (
            f'<g><rect class="{box.kind}" x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" '
            f'height="{box.height:.0f}" rx="6"/><text class="{words}" x="{box.x + 10:.0f}" y="{box.y + 17:.0f}">'
            f"{escape(box.name)}</text></g>"
        )


def _nodes(graph: Graph, sheet: Sheet, fill: Mapping[str, str]) -> Iterator[str]:
    names = {node.id: node for node in graph.nodes}
    for box in sheet.boxes:
        if box.kind == "node":
            yield _node(names[box.name], box, fill[box.name])


def _node(node: Node, box: Box, fill: str) -> str:
    """A node: its title, its id below, the whole of both as a tooltip."""
    tip = escape(f"{node.title}\n{node.id}" + (f"\n{node.file}:{node.line}" if node.file else ""))
    x, y = box.x + 8, box.y + 14
    below = "" if node.kind == "ending" else f'<text class="where" x="{x:.0f}" y="{y + 14:.0f}">{_cut(node.id)}</text>'
    return (
        f'<g class="node {node.kind}" data-id="{escape(node.id)}" tabindex="0"><title>{tip}</title>'
        f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" height="{box.height:.0f}" rx="5" '
        f'fill="{fill}"/><text x="{x:.0f}" y="{y:.0f}">{_cut(node.title)}</text>{below}</g>'
    )


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return escape(flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}\u2026")


def _ways(graph: Graph, sheet: Sheet) -> Iterator[str]:
    at = {box.name: box for box in sheet.boxes if box.kind == "node"}
    acts = {node.id: node.act for node in graph.nodes}
    for edge in graph.edges:
        far = " far" if acts[edge.start] != acts[edge.to] else ""
        yield f'<path class="way {edge.kind}{far}" data-from="{escape(edge.start)}" data-to="{escape(edge.to)}" ' + (
            f'd="{_curve(at[edge.start], at[edge.to], edge)}" marker-end="url(#arrow)"/>'
        )


def _curve(start: Box, to: Box, edge: Edge) -> str:
    """From below one node to above the other; where that would run backwards, round by the side."""
    if edge.start == edge.to:
        x, y = start.x + start.width, start.y + start.height / 2
        return f"M{x:.0f} {y - 6:.0f} c24 -10 24 22 0 12"
    if to.y > start.y + start.height / 2:
        x, y, end_x, end_y = start.x + start.width / 2, start.y + start.height, to.x + to.width / 2, to.y
        bend = max(16.0, (end_y - y) / 2)
        return f"M{x:.0f} {y:.0f} C{x:.0f} {y + bend:.0f} {end_x:.0f} {end_y - bend:.0f} {end_x:.0f} {end_y:.0f}"
    right = to.x >= start.x
    x, end_x = (start.x + start.width, to.x) if right else (start.x, to.x + to.width)
    y, end_y = start.y + start.height / 2, to.y + to.height / 2
    bend = 40 if right else -40
    return f"M{x:.0f} {y:.0f} C{x + bend:.0f} {y:.0f} {end_x - bend:.0f} {end_y:.0f} {end_x:.0f} {end_y:.0f}"
