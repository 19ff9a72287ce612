"""The graph of a story: what can follow what, and by which choice.

In: a program. Out: nodes in the order of the files, edges in the order of the steps. Storylets are led to by whatever
deals or offers their tag, a computed `go` leads to all it may choose among, a crossing is come to and left again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from engine.expr.written import written_words
from engine.frozen import Frozen
from engine.program import (
    Ask,
    Call,
    Choices,
    Deal,
    End,
    Go,
    Option,
    Program,
    Scene,
    Step,
)
from engine.program.ways import following

SCENE, STORYLET, CROSSING, EVENT, ENDING = "scene", "storylet", "crossing", "event", "ending"


class Node(Frozen):
    """One scene, crossing, event or ending. `act` is its file as seen from the story's folder; "" for endings.

    `place` is the place's title, "" where the scene names none. `file` and `line` are "" and 0 for an ending.
    `met` is in how many of 1,000 plays it was met, None where nobody counted. `men` are the profiles it can come to.
    """

    id: str
    kind: str
    title: str
    act: str = ""
    place: str = ""
    file: str = ""
    line: int = 0
    words: int = 0
    met: int | None = None
    men: tuple[str, ...] = ()


class Edge(Frozen):
    """A way from one node to another. `kind` is go, call, deal, cross, end or event; `by` labels of the choices."""

    start: str
    to: str
    kind: str
    by: tuple[str, ...] = ()


class Graph(Frozen):
    """All of it. `starts` are (profile, node)."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    starts: tuple[tuple[str, str], ...]


def graph_of(program: Program, met: dict[str, int] | None = None) -> Graph:
    """The graph. `met` counts, of 1,000 plays, those that came to a scene or an ending. Linear in the program."""
    edges = tuple(_merged(edge for scene in program.scenes.values() for edge in _Leading(program, scene).edges()))
    starts = tuple((each.id, each.start) for each in program.profiles)
    men = _men(starts, edges, program)
    nodes = tuple(each.replace(men=men.get(each.id, ())) for each in _nodes(program, met))
    return Graph(program.title, nodes, edges, starts)


def _nodes(program: Program, met: dict[str, int] | None) -> Iterator[Node]:
    places = {each.id: each.title for each in program.things}
    crossings = {each.id: each for each in program.world.crossings}
    storylets = {each.scene for each in program.storylets}
    events = {each.scene: each.id for each in program.schedule}
    begin = _shared([each.file for each in program.scenes.values()])
    for scene in program.scenes.values():
        count = None if met is None else met.get(scene.id, 0)
        title = "" if scene.title is None else written_words(scene.title)
        kind = STORYLET if scene.id in storylets else SCENE
        place = places.get(scene.place or "", "")
        if scene.id in crossings:
            kind, title = CROSSING, crossings[scene.id].title
            place = places.get(crossings[scene.id].place, "")
        elif scene.id in events:
            kind, title = EVENT, title or events[scene.id]
        act = scene.file[begin:].rpartition(".")[0]
        yield Node(scene.id, kind, title or scene.id, act, place, scene.file, scene.line, _words(scene), count)
    for ending in program.endings:
        count = None if met is None else met.get(f"end {ending.id}", 0)
        yield Node(f"end {ending.id}", ENDING, ending.title, met=count)


def _shared(files: Sequence[str]) -> int:
    """How long the folder is that all files are in."""
    folders = [each.split("/")[:-1] for each in files]
    shared = takewhile(lambda parts: len(set(parts)) == 1, zip(*folders, strict=False))
    return sum(len(parts[0]) + 1 for parts in shared)


def _words(scene: Scene) -> int:
    said = (written_words(each.words) for each in scene.steps if hasattr(each, "words") and hasattr(each, "safe"))
    return sum(len(each.split()) for each in said)


class _Leading:
    """Where one scene leads."""

    def __init__(self, program: Program, scene: Scene) -> None:
        self._program = program
        self._scene = scene
        self._crossings = {each.id for each in program.world.crossings}

    def edges(self) -> Iterator[Edge]:
        """From the start of the scene and from each choice on, up to the next choice."""
        yield from self._from([0], "")
        for step in self._scene.steps:
            if isinstance(step, Choices):
                for option in step.options:
                    yield from self._from([option.to], _label(option))
                out = step.after if step.fallback is None else step.fallback
                yield from self._from([out, *(each.back for each in step.offerings)], "")
                for each in step.offerings:
                    yield from self._dealt(each.tag)
            elif isinstance(step, Ask):
                yield from self._from([self._scene.steps.index(step) + 1], "")

    def _from(self, starts: Sequence[int], by: str) -> Iterator[Edge]:
        steps, seen, waiting = self._scene.steps, set[int](), list(starts)
        while waiting:
            at = waiting.pop()
            if at in seen or at >= len(steps):
                continue
            seen.add(at)
            yield from self._left(steps[at], by)
            if not isinstance(steps[at], Choices | Ask):
                waiting += following(steps[at], at)

    def _left(self, step: Step, by: str) -> Iterator[Edge]:
        """Ways out of the scene by one step."""
        here, labels = self._scene.id, (by,) if by else ()
        match step:
            case Go(among=among):
                yield from (Edge(here, to, "go", labels) for to in among)
            case Call(scene=to):
                yield Edge(here, to, "cross" if to in self._crossings else "call", labels)
            case Deal(tag=tag):
                yield from self._dealt(tag)
            case End(ending=ending):
                yield Edge(here, f"end {ending}", "end", labels)
            case _:
                return

    def _dealt(self, tag: str) -> Iterator[Edge]:
        for each in self._program.storylets:
            if tag in each.tags:
                yield Edge(self._scene.id, each.scene, "deal")


def _label(option: Option) -> str:
    return written_words(option.label)


def _merged(edges: Iterable[Edge]) -> Iterator[Edge]:
    """One edge of a kind between two nodes, with all the choices that lead that way."""
    found: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for each in edges:
        found[each.start, each.to, each.kind].update(dict.fromkeys(each.by))
    yield from (Edge(*key, tuple(labels)) for key, labels in found.items())


def _men(starts: Sequence[tuple[str, str]], edges: Sequence[Edge], program: Program) -> dict[str, tuple[str, ...]]:
    """The profiles that can come to each node, in order, were every condition to hold."""
    leads: dict[str, list[str]] = defaultdict(list)
    for each in edges:
        leads[each.start].append(each.to)
    events = [each.scene for each in program.schedule]
    found: dict[str, list[str]] = defaultdict(list)
    for man, start in starts:
        seen, waiting = set[str](), [start, *events]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                found[at].append(man)
                waiting += leads[at]
    return {at: tuple(men) for at, men in found.items()}
