"""How much is read between two choices or questions, on the longest way, through as many scenes as it takes.

In: a story without errors and the limit in words. Out: warnings, at the block of choices or the ending that comes too
late. Conditions are taken to be able to go either way, and a loop is gone round once; of storylets the longest
are dealt, and what an event says comes on top. Linear in the story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.compiler.checks.graph import knots
from engine.compiler.checks.length import words_in
from engine.compiler.checks.material import Material
from engine.compiler.flow import closure, goes, targets
from engine.diagnostics import Bag
from engine.program import Ask, Call, Choices, Deal, End, Go, Return, Say, Step
from engine.program.ways import following

Node = tuple[str, int]
"""A scene and the index of a step; `~index` stands for being on the way into what that step calls."""

After = Callable[[Node, int], int]
"""Words said once a step is done, after so many before it."""

Before = dict[Node, list[Node]]
"""What may come just before each step. A choice begins a new count: nothing comes before it."""


def check_stretches(story: Material, most: int, bag: Bag) -> None:
    """Every block and every ending; nothing where `most` is 0."""
    if not most:
        return
    stretches = _Stretches(story)
    for lowered, at, step in story.steps():
        if isinstance(step, Choices | Ask | End):
            count = stretches.words_before((lowered.scene.id, at))
            if count > most:
                bag.add("STY005", lowered.places[at], count=count, most=most)


class _Stretches:
    def __init__(self, story: Material) -> None:
        self._story = story
        self._before = _links(story)
        self._best: dict[Node, int] = {}
        self._through: dict[str, tuple[int | None, int]] = {}
        self._measure_called()

    def _measure_called(self) -> None:
        """What is called, before those who call it: one asks for the other, and a long row of calls is no recursion."""
        scenes = self._story.scenes
        runs = self._story.runs
        inside = {scene for _, _, step in self._story.steps() for scene in runs.of(step)}
        after = {
            scene: [to for to in targets(leads, runs) if to in scenes] for scene, leads in self._story.leads.items()
        }
        for knot in knots(scenes, after.__getitem__):
            for scene in knot:
                if scene in inside:
                    self._called(scene)

    def words_before(self, last: Node) -> int:
        """Most words said on a way that ends just before `last`."""
        return _longest(last, self._before, self._best, self._after)

    def _after(self, node: Node, words: int) -> int:
        """Words said once `node` is done, after `words` before it."""
        scene, at = node
        step = self._story.scenes[scene].scene.steps[at] if at >= 0 else None
        if isinstance(step, Say):
            return words + words_in(step.words)
        if isinstance(step, Call) and step.scene in self._story.scenes:
            through, since = self._called(step.scene)
            return since if through is None else max(since, words + through)
        if isinstance(step, Choices | Ask):
            return max((max(through or 0, since) for through, since in self._run_by(step)), default=0)
        return self._dealt(step, words) if isinstance(step, Deal) else words

    def _run_by(self, step: Step) -> list[tuple[int | None, int]]:
        return [self._called(scene) for scene in self._story.runs.of(step)]

    def _dealt(self, step: Deal, words: int) -> int:
        """Words said once a deal is done: after the longest of its storylets, or since a choice in one of them."""
        found = self._run_by(step)
        through = sorted((most for most, _ in found if most is not None), reverse=True)
        return max(words + sum(through[: step.pick]), *(since for _, since in found), 0)

    def _called(self, scene: str) -> tuple[int | None, int]:
        """Words on the longest way through a called scene without a choice (None: there is none), and since one."""
        if scene not in self._through:
            scenes = self._story.scenes
            inside = closure({scene}, lambda each: (to for to in goes(self._story.leads, each) if to in scenes))
            inner = _inner(self._before, inside)
            ends = [
                (each, at)
                for each in inside
                for at in self._story.reached(each)
                if isinstance(scenes[each].scene.steps[at], Return)
            ]
            first = self._unasked(scene, inside)
            since = [_longest(end, inner, {}, self._after) for end in ends]
            plain = {node: [each for each in found if each in first] for node, found in inner.items() if node in first}
            through = [_longest(end, plain, {}, self._after) for end in ends if end in first]
            self._through[scene] = (max(through, default=None), max(since, default=0))
        return self._through[scene]

    def _unasked(self, scene: str, inside: Iterable[str]) -> set[Node]:
        """Steps that a called scene comes to before its first choice."""
        found: set[Node] = {(scene, 0)}
        waiting = list(found)
        allowed = set(inside)
        while waiting:
            here, at = waiting.pop()
            for node in _next(self._story, here, at):
                if node not in found and node[0] in allowed and node[1] >= 0:
                    found.add(node)
                    waiting.append(node)
        return found


def _next(story: Material, scene: str, at: int) -> list[Node]:
    step = story.scenes[scene].scene.steps[at]
    if isinstance(step, Choices | Ask):
        return []
    if isinstance(step, Go):
        return [(target, 0) for target in step.among]
    return [(scene, each) for each in following(step, at)]


def _links(story: Material) -> Before:
    before: Before = {}
    for lowered, at, step in story.steps():
        scene = lowered.scene.id
        for node in _next(story, scene, at):
            before.setdefault(node, []).append((scene, at))
        if isinstance(step, Call | Deal):
            before[scene, ~at] = before.setdefault((scene, at), [])
            for inner in story.runs.of(step):
                before.setdefault((inner, 0), []).append((scene, ~at))
        elif isinstance(step, Choices):
            for each in step.offerings:
                before.setdefault((scene, each.back), []).append((scene, at))
    return before


def _inner(before: Before, inside: set[str]) -> Before:
    """Only what happens inside these scenes, without the ways into what they call."""
    return {
        node: [each for each in found if each[0] in inside and each[1] >= 0]
        for node, found in before.items()
        if node[0] in inside
    }


def _longest(last: Node, before: Before, best: dict[Node, int], after: After) -> int:
    """Most words on a way to `last`; `best` keeps what is known of other steps from one question to the next."""
    so_far: dict[Node, int] = {last: 0}
    way: list[tuple[Node, int]] = [(last, 0)]
    while way:
        node, tried = way.pop()
        earlier = before.get(node, [])
        if tried < len(earlier):
            way.append((node, tried + 1))
            other = earlier[tried]
            if other in best:
                so_far[node] = max(so_far[node], best[other])
            elif other not in so_far:
                so_far[other] = 0
                way.append((other, 0))
        elif way:
            best[node] = after(node, so_far[node])
            above = way[-1][0]
            so_far[above] = max(so_far[above], best[node])
    return so_far[last]
