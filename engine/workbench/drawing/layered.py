"""Where the nodes of a graph stand: layered within a box for each place, those within a box for each act.

In: a graph. Out: boxes in points of a sheet, from its upper left corner. Acts stand in the order of the files. The
method is Sugiyama's in its plainest form: ways that lead back are left out, a node stands below all that lead to it,
and the order in a layer follows the middle of its neighbours above (Sugiyama, Tagawa and Toda, 1981).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil, sqrt
from statistics import fmean

from engine.frozen import Frozen
from engine.workbench.drawing.plot import ENDING, Graph, Node

WIDE, HIGH = 168.0, 34.0
_GAP, _DROP = 14.0, 26.0
_MARGIN, _HEAD = 12.0, 26.0
_APART = 48.0
_BROAD = 1.3
_MOST_ACROSS = 4
_SWEEPS = 4


class Box(Frozen):
    """A rectangle on the sheet: a node's, a place's or an act's, by `kind`; `name` is an id or what stands above it."""

    kind: str
    name: str
    x: float
    y: float
    width: float
    height: float


class Sheet(Frozen):
    """Everything that has a place on the sheet, the larger boxes before what is in them."""

    width: float
    height: float
    boxes: tuple[Box, ...]


_Laid = tuple[float, float, list[Box]]
"""Width, height and boxes of a part of the sheet, from its own corner."""


def lay_out(graph: Graph) -> Sheet:
    """The sheet. Cost: a few passes over nodes and ways."""
    acts: dict[str, list[Node]] = defaultdict(list)
    for node in graph.nodes:
        acts["Endings" if node.kind == ENDING else node.act or "The story"].append(node)
    leads = _forward(graph)
    parts = [(act, _act(nodes, leads)) for act, nodes in acts.items()]
    width, height, boxes = _shelved("act", parts, _APART)
    return Sheet(width, height, tuple(_moved(boxes, _MARGIN, _MARGIN)))


def _shelved(kind: str, parts: Sequence[tuple[str, _Laid]], gap: float) -> _Laid:
    """Parts beside each other in their order, in as many rows as make the whole about as wide as a page is."""
    most = max(*(wide for _, (wide, _, _) in parts), _BROAD * sqrt(sum(w * h for _, (w, h, _) in parts)))
    boxes, x, y, high, across = list[Box](), 0.0, 0.0, 0.0, 0.0
    for name, (wide, deep, inside) in parts:
        if x and x + wide > most:
            x, y, high = 0.0, y + high + gap, 0.0
        boxes += [Box(kind, name, x, y, wide, deep), *_moved(inside, x, y)]
        x, high, across = x + wide + gap, max(high, deep), max(across, x + wide)
    return across, y + high, boxes


def _moved(boxes: Iterable[Box], x: float, y: float) -> list[Box]:
    return [each.replace(x=each.x + x, y=each.y + y) for each in boxes]


def _act(nodes: Sequence[Node], leads: Mapping[str, Sequence[str]]) -> _Laid:
    """The places of an act, in the order in which it first comes to them."""
    layers = _layers([each.id for each in nodes], leads)
    places: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(nodes, key=lambda each: layers[each.id]):
        places[node.place].append(node)
    wide, deep, boxes = _shelved("place", [(place, _place(inside, leads)) for place, inside in places.items()], _MARGIN)
    return wide + 2 * _MARGIN, deep + _HEAD + _MARGIN, _moved(boxes, _MARGIN, _HEAD)


def _place(nodes: Sequence[Node], leads: Mapping[str, Sequence[str]]) -> _Laid:
    """The nodes of one place in layers."""
    layers = _layers([each.id for each in nodes], leads)
    rows: dict[int, list[str]] = defaultdict(list)
    for id_, layer in layers.items():
        rows[layer].append(id_)
    most = max(_MOST_ACROSS, ceil(sqrt(len(nodes))))
    ordered = [part for row in _swept([rows[layer] for layer in sorted(rows)], leads) for part in _broken(row, most)]
    boxes = [
        Box("node", id_, _MARGIN + at * (WIDE + _GAP), _HEAD + layer * (HIGH + _DROP), WIDE, HIGH)
        for layer, row in enumerate(ordered)
        for at, id_ in enumerate(row)
    ]
    across = max(len(row) for row in ordered)
    wide = 2 * _MARGIN + across * (WIDE + _GAP) - _GAP
    return wide, _HEAD + len(ordered) * (HIGH + _DROP) - _DROP + _MARGIN, boxes


def _broken(row: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """A layer as rows of at most `most` nodes: storylets and endings lead to one another seldom, and come in dozens."""
    yield from (row[at : at + most] for at in range(0, len(row), most))


def _forward(graph: Graph) -> dict[str, list[str]]:
    """The ways without those that lead back to where one has come from, found by going through it depth first."""
    leads: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        leads[edge.start].append(edge.to)
    kept: dict[str, list[str]] = defaultdict(list)
    state: dict[str, int] = {}
    for start in [*(node for _, node in graph.starts), *(node.id for node in graph.nodes)]:
        stack = [(start, iter(leads[start]))] if start not in state else []
        state.setdefault(start, 1)
        while stack:
            at, ways = stack[-1]
            to = next(ways, None)
            if to is None:
                state[at] = 2
                stack.pop()
            elif state.get(to) != 1:
                kept[at].append(to)
                if to not in state:
                    state[to] = 1
                    stack.append((to, iter(leads[to])))
    return kept


def _layers(nodes: Sequence[str], leads: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """For each node the longest way to it among these nodes. `leads` has no circle."""
    inside = set(nodes)
    waits = dict.fromkeys(nodes, 0)
    for each in nodes:
        for to in leads.get(each, ()):
            if to in inside:
                waits[to] += 1
    layers = dict.fromkeys(nodes, 0)
    ready = [each for each in nodes if not waits[each]]
    while ready:
        at = ready.pop()
        for to in leads.get(at, ()):
            if to in inside:
                layers[to] = max(layers[to], layers[at] + 1)
                waits[to] -= 1
                if not waits[to]:
                    ready.append(to)
    return layers


def _swept(rows: list[list[str]], leads: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Each row in the order of the middles of what stands above it."""
    above: dict[str, list[str]] = defaultdict(list)
    for start, ways in leads.items():
        for to in ways:
            above[to].append(start)
    for _ in range(_SWEEPS):
        at = {id_: float(index) for row in rows for index, id_ in enumerate(row)}
        for row in rows[1:]:
            middles = {id_: _middle([at[each] for each in above[id_] if each in at], at[id_]) for id_ in row}
            row.sort(key=middles.__getitem__)
            at.update({id_: float(index) for index, id_ in enumerate(row)})
    return rows


def _middle(found: Sequence[float], own: float) -> float:
    return fmean(found) if found else own
