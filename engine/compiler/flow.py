"""How the scenes of a program lead to each other: what cannot be reached, what leads nowhere, what never stops.

In: where each scene leads. Out: diagnostics. Conditions are not evaluated here: each is taken to be able to go either
way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from engine.compiler.interrupts import check_interrupts
from engine.compiler.leads import Leads
from engine.compiler.names import Names, SceneEntry
from engine.compiler.runs import Runs
from engine.compiler.scenes import Lowered
from engine.diagnostics import Bag
from engine.program import Call

ByScene = Mapping[str, Leads]
Entries = Mapping[str, SceneEntry]


def check_flow(leads: ByScene, names: Names, starts: Iterable[str], runs: Runs, bag: Bag) -> None:
    """All checks of the flow. `starts` are the first scenes; with scenes dropped nothing is called unreachable."""
    entries, first = names.scenes, list(starts)
    for each in leads.values():
        for place in each.dead:
            bag.add("FLO003", place)
    _recursion(leads, entries, runs, bag)
    _falling(leads, entries, runs, names.dropped, bag)
    _endless(leads, entries, names.dropped, bag)
    check_interrupts(leads, entries, first, runs, closure, bag)
    broken = any(each.key.source.broken for each in entries.values())  # what was lost may well lead there
    if not names.dropped and not broken:
        _unreachable(leads, entries, first, runs, bag)


def check_results(scenes: Sequence[Lowered], leads: ByScene, names: Names, bag: Bag) -> None:
    """What a called scene returns must fit the variable that takes it."""
    by_id = {each.scene.id: each for each in scenes}
    for lowered in scenes:
        if not lowered.leads.runs:
            continue
        for step in lowered.scene.steps:
            if not isinstance(step, Call) or step.into is None:
                continue
            wanted = names.kind_of(step.into)
            inside = closure({step.scene}, lambda scene: goes(leads, scene))
            for kind, place in (found for scene in inside if scene in by_id for found in by_id[scene].returns):
                if wanted is not None and not wanted.fits(kind):
                    bag.add("TYP001", place, wanted=f"{wanted.said()} for {step.into}", found=kind.said())


def goes(leads: ByScene, scene: str) -> tuple[str, ...]:
    """Scenes that a scene goes to, called ones left out; none for one that there is not."""
    return leads[scene].goes if scene in leads else ()


def targets(leads: Leads, runs: Runs) -> tuple[str, ...]:
    """Scenes that any step of a scene may lead to."""
    return (*leads.away(), *runs.inside(leads))


def closure(first: Iterable[str], after: Callable[[str], Iterable[str]]) -> set[str]:
    """What `first` leads to, itself included; `after` gives what follows each."""
    seen = set(first)
    waiting = list(seen)
    while waiting:
        for found in after(waiting.pop()):
            if found not in seen:
                seen.add(found)
                waiting.append(found)
    return seen


def called(leads: ByScene, runs: Runs) -> set[str]:
    """Scenes that run inside a call: the called ones and all they go to."""
    first = {scene for each in leads.values() if each.runs for scene in runs.inside(each)}
    return closure({*first, *runs.storylets, *runs.events}, lambda scene: goes(leads, scene))


def _falling(leads: ByScene, entries: Entries, runs: Runs, dropped: Collection[str], bag: Bag) -> None:
    """A scene that is not called must not run out; what a mistake of form hid may well leave it."""
    out = [scene for scene, each in leads.items() if each.runs_out]
    inside = called(leads, runs) if out else set()
    for scene in out:
        entry = entries[scene]
        if scene not in inside and not entry.crossing and not entry.key.source.broken and scene not in dropped:
            bag.add("FLO004", entry.key.place, scene=scene)


def _recursion(leads: ByScene, entries: Entries, runs: Runs, bag: Bag) -> None:
    """A scene may not come back into a call of itself: locals are one set a scene, and a stack could grow for ever."""
    calls = {scene: set(runs.inside(each)) for scene, each in leads.items() if each.runs}
    inner = {
        scene: set().union(*(calls.get(each, set()) for each in closure({scene}, lambda s: goes(leads, s))))
        for scene in set().union(*calls.values())
    }
    for scene in sorted(inner):
        if scene in leads and scene in closure(inner[scene], lambda each: inner.get(each, set())):
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


def _unreachable(leads: ByScene, entries: Entries, starts: Iterable[str], runs: Runs, bag: Bag) -> None:
    def onward(scene: str) -> Iterator[str]:
        each = leads[scene]
        return (target for target in (*each.met, *runs.met(each)) if target in leads)

    met = closure((start for start in (*starts, *runs.events) if start in leads), onward)
    for scene in leads:
        if scene not in met and not entries[scene].crossing:
            bag.add("FLO006", entries[scene].key.place, scene=scene)


def _endless(leads: ByScene, entries: Entries, dropped: Collection[str], bag: Bag) -> None:
    """Loops that pass no choice and no branch on the way: they would never stop."""
    for scene, each in leads.items():
        if each.circle is not None and scene not in dropped:
            bag.add("FLO007", each.circle, way=f"{scene} -> {scene}")
    for loop in _loops({scene: each for scene, each in leads.items() if scene not in dropped} if dropped else leads):
        first = loop.index(min(loop))
        order = [*loop[first:], *loop[:first]]
        bag.add("FLO007", entries[order[0]].key.place, way=" -> ".join([*order, order[0]]))


def _loops(leads: ByScene) -> Iterator[list[str]]:
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
