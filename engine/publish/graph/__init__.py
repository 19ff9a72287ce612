"""A story's graph as documents: SVG and a page to look at, Mermaid and DOT for other programs.

In: a `Graph`. Out: text. Nothing in them is fetched from anywhere.
"""

from engine.publish.graph.dot import as_dot
from engine.publish.graph.mermaid import as_mermaid
from engine.publish.graph.page import as_page
from engine.publish.graph.svg import as_svg

__all__ = ["as_dot", "as_mermaid", "as_page", "as_svg"]
