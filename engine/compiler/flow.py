"""How the scenes of a program lead to each other: what cannot be reached, what leads nowhere, what never stops.

In: where each scene leads. Out: diagnostics. Conditions are not evaluated here: each is taken to be able to go either
way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from engine.compiler.leads import Leads
from engine.compiler.names import Names, SceneEntry
from engine.compiler.scenes import Lowered
from engine.diagnostics import Bag
from engine.program import Call


def check_flow(leads: Mapping[str, Leads], names: Names, starts: Iterable[str], bag: Bag) -> None:
    """All checks of the flow. `starts` are the first scenes; with scenes dropped nothing is called unreachable."""
    for each in leads.values():
        for place in each.dead:
            bag.add("FLO003", place)
    entries = names.scenes
    _recursion(leads, entries, bag)
    _falling(leads, entries, bag)
    _endless(leads, entries, bag)
    if not names.dropped:
        _unreachable(leads, entries, starts, bag)


def check_results(scenes: Sequence[Lowered], leads: Mapping[str, Leads], names: Names, bag: Bag) -> None:
    """What a called scene returns must fit the variable that takes it."""
    by_id = {each.scene.id: each for each in scenes}
    for lowered in scenes:
        for step in lowered.scene.steps:
            if not isinstance(step, Call) or step.into is None:
                continue
            wanted = names.kind_of(step.into)
            inside = _closure({step.scene}, lambda scene: _goes(leads, scene))
            for kind, place in (found for scene in inside if scene in by_id for found in by_id[scene].returns):
                if wanted is not None and not wanted.fits(kind):
                    bag.add("TYP001", place, wanted=f"{wanted.said()} for {step.into}", found=kind.said())


def _goes(leads: Mapping[str, Leads], scene: str) -> tuple[str, ...]:
    return leads[scene].goes if scene in leads else ()


def _falling(leads: Mapping[str, Leads], entries: Mapping[str, SceneEntry], bag: Bag) -> None:
    """A scene that is not called must not run out."""
    called = _called(leads)
    for scene, each in leads.items():
        if scene in called or entries[scene].key.source.broken:  # what a syntax error hid may well leave
            continue
        if each.runs_out:
            bag.add("FLO004", entries[scene].key.place, scene=scene)


def _called(leads: Mapping[str, Leads]) -> set[str]:
    """Scenes that run inside a call: the called ones and all they go to."""
    first = {scene for each in leads.values() for scene in each.calls}
    return _closure(first, lambda scene: _goes(leads, scene))


def _closure(first: Iterable[str], after: Callable[[str], Iterable[str]]) -> set[str]:
    seen = set(first)
    waiting = list(seen)
    while waiting:
        for found in after(waiting.pop()):
            if found not in seen:
                seen.add(found)
                waiting.append(found)
    return seen


def _recursion(leads: Mapping[str, Leads], entries: Mapping[str, SceneEntry], bag: Bag) -> None:
    """A scene may not come back into a call of itself: locals are one set a scene, and a stack could grow for ever."""
    calls = {scene: set(each.calls) for scene, each in leads.items()}
    inner = {
        scene: set().union(*(calls.get(each, set()) for each in _closure({scene}, lambda s: _goes(leads, s))))
        for scene in set().union(*calls.values())
    }
    for scene in sorted(inner):
        if scene in leads and scene in _closure(inner[scene], lambda each: inner.get(each, set())):
            way = _way(scene, inner)
            bag.add("FLO005", entries[scene].key.place, scene=scene, way=" -> ".join(way))


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


def _unreachable(
    leads: Mapping[str, Leads], entries: Mapping[str, SceneEntry], starts: Iterable[str], bag: Bag
) -> None:
    reached = _closure(
        (start for start in starts if start in leads),
        lambda scene: (target for target in leads[scene].reached if target in leads),
    )
    for scene in leads:
        if scene not in reached:
            bag.add("FLO006", entries[scene].key.place, scene=scene)


def _endless(leads: Mapping[str, Leads], entries: Mapping[str, SceneEntry], bag: Bag) -> None:
    """Loops that pass no choice and no branch on the way: they would never stop."""
    for scene, each in leads.items():
        if each.circle is not None:
            bag.add("FLO007", each.circle, way=f"{scene} -> {scene}")
    for loop in _loops(leads):
        first = loop.index(min(loop))
        order = [*loop[first:], *loop[:first]]
        bag.add("FLO007", entries[order[0]].key.place, way=" -> ".join([*order, order[0]]))


def _loops(leads: Mapping[str, Leads]) -> Iterator[list[str]]:
    """Each ring of scenes in which every one must lead to the next. Linear: a scene is walked through once."""
    walked: set[str] = set()
    for scene in leads:
        trail = dict[str, int]()
        at: str | None = scene
        while at is not None and at in leads and at not in walked:
            walked.add(at)
            trail[at] = len(trail)
            at = leads[at].straight
        if at in trail:
            yield list(trail)[trail[at] :]
