"""Colours of nodes: by act, by how often they are met, by whom they are open to. Dark text reads on all of them."""

from __future__ import annotations

from collections.abc import Mapping
from colorsys import hls_to_rgb

from engine.workbench.drawing import Graph, Node

MODES = ("act", "coverage", "profile")
PLAIN = "#eeeeee"
_LIGHT = 0.85
_GOLDEN = 0.618


def colours(graph: Graph) -> dict[str, dict[str, str]]:
    """For each mode the colour of each node, as #rrggbb."""
    acts = list(dict.fromkeys(node.act for node in graph.nodes))
    men = [man for man, _ in graph.starts]
    hues = {act: (at * _GOLDEN) % 1 for at, act in enumerate(acts)}
    return {
        "act": {each.id: _hex(hues[each.act], 0.55) for each in graph.nodes},
        "coverage": {each.id: _met(each) for each in graph.nodes},
        "profile": {each.id: _men(each, men) for each in graph.nodes},
    }


def legend(graph: Graph) -> Mapping[str, str]:
    """What the colours of a mode mean, in a sentence."""
    counted = any(node.met is not None for node in graph.nodes)
    return {
        "act": "One colour for each file.",
        "coverage": "From red, never met, over yellow to green, met in every play."
        if counted
        else "Nobody counted: draw it with --runs.",
        "profile": f"One colour for each set of men it is open to: {', '.join(man for man, _ in graph.starts)}.",
    }


def _met(node: Node) -> str:
    if node.met is None:
        return PLAIN
    return "#f5a3a3" if node.met == 0 else _hex(0.16 + 0.17 * min(1.0, node.met / 1000), 0.7)


def _men(node: Node, men: list[str]) -> str:
    if not node.men or len(men) < 2:
        return PLAIN
    if len(node.men) == len(men):
        return "#ffffff"
    bits = sum(1 << men.index(each) for each in node.men)
    return _hex((bits * _GOLDEN) % 1, 0.6)


def _hex(hue: float, saturation: float) -> str:
    red, green, blue = (round(255 * each) for each in hls_to_rgb(hue, _LIGHT, saturation))
    return f"#{red:02x}{green:02x}{blue:02x}"
