"""How the scenes of a program lead to each other: what cannot be reached, what leads nowhere, what never stops.

In: lowered scenes. Out: diagnostics. Conditions are not evaluated here: each is taken to be able to go either way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from engine.compiler.interrupts import check_interrupts
from engine.compiler.names import Names
from engine.compiler.runs import Runs
from engine.compiler.scenes import Lowered
from engine.diagnostics import Bag
from engine.program import Ask, Branch, Call, Chance, Choices, Deal, End, Go, Jump, Return, Step, Vary
from engine.program.ways import following

Node = tuple[str, int]


def check_flow(scenes: Sequence[Lowered], starts: Iterable[str], dropped: bool, bag: Bag) -> None:
    """All checks of the flow. `starts` are the first scenes; with scenes `dropped` nothing is called unreachable."""
    by_id = {each.scene.id: each for each in scenes}
    runs, first = Runs(scenes), list(starts)
    for each in scenes:
        _dead_items(each, bag)
    _recursion(by_id, runs, bag)
    _falling(by_id, runs, bag)
    _endless(by_id, bag)
    check_interrupts(by_id, first, runs, closure, bag)
    if not dropped and not any(each.entry.key.source.broken for each in scenes):  # what was lost may well lead there
        _unreachable(by_id, first, runs, bag)


def check_results(scenes: Sequence[Lowered], names: Names, bag: Bag) -> None:
    """What a called scene returns must fit the variable that takes it."""
    by_id = {each.scene.id: each for each in scenes}
    for lowered in scenes:
        for step in lowered.scene.steps:
            if not isinstance(step, Call) or step.into is None:
                continue
            wanted = names.kind_of(step.into)
            inside = closure({step.scene}, lambda scene: goes(by_id.get(scene)))
            for kind, place in (found for scene in inside if scene in by_id for found in by_id[scene].returns):
                if wanted is not None and not wanted.fits(kind):
                    bag.add("TYP001", place, wanted=f"{wanted.said()} for {step.into}", found=kind.said())


def targets(step: Step, runs: Runs) -> tuple[str, ...]:
    """Scenes that `step` may lead to."""
    return step.among if isinstance(step, Go) else runs.of(step)


def reached(lowered: Lowered) -> set[int]:
    """Indexes of the steps of a scene that its own flow can come to."""
    seen, waiting = {0}, [0]
    while waiting:
        at = waiting.pop()
        for after in following(lowered.scene.steps[at], at):
            if after not in seen and after < len(lowered.scene.steps):
                seen.add(after)
                waiting.append(after)
    return seen


def certain(step: Step, at: int) -> tuple[int, ...]:
    """As `following`, but a block of choices counts its out only when it may have nothing open."""
    if isinstance(step, Choices):
        sure = any(not (each.shown or each.open_if or each.once or each.costs) for each in step.options)
        ways = (*(option.to for option in step.options), *(each.back for each in step.offerings))
        return ways if sure else (*ways, step.after if step.fallback is None else step.fallback)
    return following(step, at)


def _dead_items(lowered: Lowered, bag: Bag) -> None:
    """Prose and verbs after a `go` or `end` that nothing leads to: the first of each run."""
    met = reached(lowered)
    steps = lowered.scene.steps
    for at in range(1, len(steps)):
        dead = at not in met and at - 1 in met and not isinstance(steps[at], Jump | Return)
        if dead and at != lowered.falls:
            bag.add("FLO003", lowered.places[at])


def _falling(by_id: Mapping[str, Lowered], runs: Runs, bag: Bag) -> None:
    """A scene that is not called must not run out."""
    inside = called(by_id, runs)
    for lowered in by_id.values():
        if (
            lowered.scene.id in inside or lowered.entry.crossing or lowered.entry.key.source.broken
        ):  # what a syntax error hid may well leave
            continue
        seen, waiting = {0}, [0]
        while waiting:
            at = waiting.pop()
            for after in certain(lowered.scene.steps[at], at):
                if after not in seen:
                    seen.add(after)
                    waiting.append(after)
        if lowered.falls in seen:
            bag.add("FLO004", lowered.entry.key.place, scene=lowered.scene.id)


def called(by_id: Mapping[str, Lowered], runs: Runs) -> set[str]:
    """Scenes that run inside a call: the called ones and all they go to."""
    first = {scene for each in by_id.values() for step in each.scene.steps for scene in runs.of(step)}
    return closure({*first, *runs.storylets, *runs.events}, lambda scene: goes(by_id.get(scene)))


def goes(lowered: Lowered | None) -> Iterator[str]:
    """Scenes that a scene goes to, called ones left out; none for None."""
    if lowered is not None:
        for step in lowered.scene.steps:
            if isinstance(step, Go) and not step.clears:
                yield from step.among


def closure(first: Iterable[str], after: Any) -> set[str]:
    """What `first` leads to, itself included; `after` gives what follows each."""
    seen = set(first)
    waiting = list(seen)
    while waiting:
        for found in after(waiting.pop()):
            if found not in seen:
                seen.add(found)
                waiting.append(found)
    return seen


def _recursion(by_id: Mapping[str, Lowered], runs: Runs, bag: Bag) -> None:
    """A scene may not come back into a call of itself: locals are one set a scene, and a stack could grow for ever."""
    calls: dict[str, set[str]] = {}
    for lowered in by_id.values():
        calls[lowered.scene.id] = {scene for step in lowered.scene.steps for scene in runs.of(step)}
    inner = {
        scene: set().union(*(calls.get(each, set()) for each in closure({scene}, lambda s: goes(by_id.get(s)))))
        for scene in set().union(*calls.values())
    }
    for scene in sorted(inner):
        if scene in by_id and scene in closure(inner[scene], lambda each: inner.get(each, set())):
            way = _way(scene, inner)
            bag.add("FLO005", by_id[scene].entry.key.place, scene=scene, way=" -> ".join(way))


def _way(scene: str, after: Mapping[str, set[str]]) -> list[str]:
    """The shortest way from `scene` back to itself."""
    ways = [[scene]]
    while ways:
        way = ways.pop(0)
        for found in sorted(after.get(way[-1], ())):
            if found == scene:
                return [*way, found]
            if found not in way:
                ways.append([*way, found])
    return [scene, scene]


def _unreachable(by_id: Mapping[str, Lowered], starts: Iterable[str], runs: Runs, bag: Bag) -> None:
    met = closure(
        (start for start in (*starts, *runs.events) if start in by_id),
        lambda scene: (
            target
            for at in sorted(reached(by_id[scene]))
            for target in targets(by_id[scene].scene.steps[at], runs)
            if target in by_id
        ),
    )
    for scene, lowered in by_id.items():
        if scene not in met and not lowered.entry.crossing:
            bag.add("FLO006", lowered.entry.key.place, scene=scene)


def _endless(by_id: Mapping[str, Lowered], bag: Bag) -> None:
    """Loops that pass no choice and no branch on the way: they would never stop. Linear: no step is passed twice."""
    passed: set[Node] = set()
    for scene in by_id:
        trail: dict[Node, None] = {}
        node: Node | None = (scene, 0)
        while node is not None and node not in passed and node[0] in by_id:
            passed.add(node)
            trail[node] = None
            node = _only_way(by_id[node[0]], node[1])
        if node in trail:
            steps = list(trail)
            _report_loop(by_id, steps[steps.index(node) :], bag)


def _only_way(lowered: Lowered, at: int) -> Node | None:
    """The one step that must come next; None where there is a choice, an alternative or an end."""
    step = lowered.scene.steps[at]
    if isinstance(step, Go):
        return (step.among[0], 0) if len(step.among) == 1 else None
    if isinstance(step, Choices | Ask | Branch | Vary | Chance | Call | Deal | Return | End):
        return None
    return (lowered.scene.id, following(step, at)[0])


def _report_loop(by_id: Mapping[str, Lowered], loop: Sequence[Node], bag: Bag) -> None:
    scenes = list(dict.fromkeys(scene for scene, _ in loop))
    first = min(scenes)
    order = scenes[scenes.index(first) :] + scenes[: scenes.index(first)]
    place = by_id[first].places[min(at for scene, at in loop if scene == first)]
    bag.add("FLO007", place, way=" -> ".join([*order, first]))
