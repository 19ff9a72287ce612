"""A graph as one page: the drawing to be moved and enlarged, a search, and the source of what is clicked.

Nothing is fetched; without script the drawing is still there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from importlib.resources import files

from engine.publish.graph.colours import MODES, colours, legend
from engine.publish.graph.svg import drawing
from engine.workbench.drawing import Graph

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<label>Search <input id="search" type="search" autocomplete="off"></label>
<span id="found" role="status"></span>
<label>Colour by <select id="mode">{modes}</select></label>
<span id="legend"></span>
<button id="whole" type="button">Whole story</button>
</header>
<main id="sheet">
{drawing}
</main>
<aside id="panel" aria-live="polite" hidden></aside>
<script type="application/json" id="graph">{graph}</script>
<script>{script}</script>
</body>
</html>
"""


def as_page(graph: Graph, sources: Mapping[str, str]) -> str:
    """The page. `sources` has the text of a scene by its id, as it stands in its file."""
    own = files("engine.publish.graph")
    options = "".join(f'<option value="{each}">{each}</option>' for each in MODES)
    return _PAGE.format(
        title=escape(graph.title),
        style=own.joinpath("page.css").read_text(encoding="utf-8"),
        script=own.joinpath("page.js").read_text(encoding="utf-8"),
        modes=options,
        drawing=drawing(graph),
        graph=_json(graph, sources),
    )


def _json(graph: Graph, sources: Mapping[str, str]) -> str:
    """All that the script reads. Within a script element only `</` and `<!` could end it."""
    nodes = {
        node.id: {
            "title": node.title,
            "kind": node.kind,
            "act": node.act,
            "place": node.place,
            "words": node.words,
            "met": node.met,
            "at": f"{node.file}:{node.line}" if node.file else "",
            "source": sources.get(node.id, ""),
        }
        for node in graph.nodes
    }
    edges = [{"from": each.start, "to": each.to, "kind": each.kind, "by": each.by} for each in graph.edges]
    whole = {"nodes": nodes, "edges": edges, "colours": colours(graph), "legend": dict(legend(graph))}
    return json.dumps(whole, ensure_ascii=False).replace("<", "\\u003c")
