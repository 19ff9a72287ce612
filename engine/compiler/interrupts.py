"""What an event calls must not be under way when it comes: locals are one set a scene.

In: where each scene leads. Out: diagnostics. An event comes where time passes outside of events, so under way may be
every scene there that lets time pass, or that runs one which does. While an event runs no other comes, so what time it
takes itself does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from engine.compiler.leads import Leads
from engine.compiler.names import SceneEntry
from engine.compiler.runs import Runs
from engine.diagnostics import Bag

ByScene = Mapping[str, Leads]
Closure = Callable[[Iterable[str], Callable[[str], Iterable[str]]], set[str]]
_NOTHING = Leads()


def check_interrupts(
    leads: ByScene, entries: Mapping[str, SceneEntry], starts: Iterable[str], runs: Runs, closure: Closure, bag: Bag
) -> None:
    """A diagnostic for each event that may call what it interrupts."""
    if not runs.events:
        return

    def onward(scene: str) -> Iterable[str]:
        found = leads.get(scene, _NOTHING)
        return (*found.away(), *runs.inside(found))

    after_events = (scene for event in runs.events for scene in leads.get(event, _NOTHING).away())
    waiting = _under_way(leads, closure([*starts, *after_events], onward), runs, closure)
    for event in runs.events:
        both = sorted(closure(runs.inside(leads.get(event, _NOTHING)), onward) & waiting)
        if both:
            entry = entries[event]
            bag.add("SCH007", entry.key.place, row=entry.key, scene=both[0])


def _under_way(leads: ByScene, main: set[str], runs: Runs, closure: Closure) -> set[str]:
    """Scenes of `main` in which time passes, or that run such a one."""
    inner = {scene: runs.inside(leads.get(scene, _NOTHING)) for scene in main}
    inside = {scene: closure(called, lambda each: leads.get(each, _NOTHING).away()) for scene, called in inner.items()}
    found = {scene for scene in main if leads.get(scene, _NOTHING).passes}
    grown = True
    while grown:
        more = {scene for scene, reached in inside.items() if reached & found} - found
        found |= more
        grown = bool(more)
    return found
