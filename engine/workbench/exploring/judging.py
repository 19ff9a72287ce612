"""From a graph to verdicts: whether something was come to, never came, or can always still be come to.

In: a graph, bits. Out: `Judged`, with the step that shows it. Nothing is proved or refuted but by what was looked at:
a state that leads where nobody has looked yet is no dead end.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import NamedTuple

from engine.workbench.exploring.report import OPEN, PROVED, REFUTED
from engine.workbench.exploring.search import Deed, Found, Graph


class Judged(NamedTuple):
    """A verdict, and what shows it: a step of the graph, or the deeds of a play that was tried (None: nothing can)."""

    verdict: str
    found: Found | None = None
    played: list[Deed] | None = None


def reach(graph: Graph, bit: int) -> Judged:
    """Whether some play hits `bit`."""
    if bit in graph.first:
        return Judged(PROVED, graph.first[bit])
    if bit in graph.plays:
        return Judged(PROVED, played=graph.plays[bit])
    return Judged(REFUTED if _whole(graph) else OPEN)


def never(graph: Graph, bit: int) -> Judged:
    """Whether no play hits `bit`."""
    if bit in graph.first:
        return Judged(REFUTED, graph.first[bit])
    if bit in graph.plays:
        return Judged(REFUTED, played=graph.plays[bit])
    return Judged(PROVED if _whole(graph) else OPEN)


def always_can(graph: Graph, bits: int) -> Judged:
    """Whether from every state some way leads to one of `bits`, as long as the play is not over."""
    behind = _backwards(graph)
    good = [state for state, hits in graph.hits.items() if hits & bits]
    good += [state for state, hits in graph.holds.items() if hits & bits]
    can = _marked(graph.states, behind, good)
    unknown = _marked(graph.states, behind, [*range(graph.looked_at, graph.states), *graph.partial])
    over = {state for name, state in graph.ends.items() if name}
    for state in range(1, graph.looked_at):
        if not can[state] and not unknown[state] and state not in over:
            deed = graph.deeds[state]
            assert deed is not None
            return Judged(REFUTED, Found(graph.parents[state], deed))
    return Judged(PROVED if _whole(graph) else OPEN)


def _whole(graph: Graph) -> bool:
    return graph.complete and not graph.partial


class _Behind(NamedTuple):
    """States by what they lead to: those before `s` are `states[begins[s]:begins[s + 1]]`."""

    begins: array[int]
    states: array[int]


def _backwards(graph: Graph) -> _Behind:
    counts = array("q", bytes(8 * (graph.states + 1)))
    for to in graph.leads:
        counts[to + 1] += 1
    for at in range(graph.states):
        counts[at + 1] += counts[at]
    states = array("q", bytes(8 * len(graph.leads)))
    place = array("q", counts)
    for state in range(graph.looked_at):
        for to in graph.ways_from(state):
            states[place[to]] = state
            place[to] += 1
    return _Behind(counts, states)


def _marked(size: int, behind: _Behind, first: Iterable[int]) -> bytearray:
    """The states from which one of `first` can be come to, as a byte each."""
    marks = bytearray(size)
    waiting = list(first)
    for each in waiting:
        marks[each] = 1
    while waiting:
        state = waiting.pop()
        for each in behind.states[behind.begins[state] : behind.begins[state + 1]]:
            if not marks[each]:
                marks[each] = 1
                waiting.append(each)
    return marks
