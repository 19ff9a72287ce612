"""A story drawn from its meaning: scenes, crossings, events and endings, and every way from one to another.

In: a program. Out: a `Graph` and where its nodes stand on a sheet. Opens no file.
"""

from engine.workbench.drawing.layered import Box, Sheet, lay_out
from engine.workbench.drawing.outline import outline
from engine.workbench.drawing.plot import Edge, Graph, Node, graph_of

__all__ = ["Box", "Edge", "Graph", "Node", "Sheet", "graph_of", "lay_out", "outline"]
