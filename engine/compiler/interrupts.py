"""What an event calls must not be under way when it comes: locals are one set a scene.

In: lowered scenes. Out: diagnostics. An event comes where time passes outside of events, so under way may be every
scene there that lets time pass, or that runs one which does. While an event runs no other comes, so what time it takes
itself does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from engine.compiler.runs import Runs
from engine.compiler.scenes import Lowered
from engine.diagnostics import Bag
from engine.program import Go, Pass, Step

ByScene = Mapping[str, Lowered]
Closure = Callable[[Iterable[str], Callable[[str], Iterable[str]]], set[str]]


def check_interrupts(by_id: ByScene, starts: Iterable[str], runs: Runs, closure: Closure, bag: Bag) -> None:
    """A diagnostic for each event that may call what it interrupts."""
    if not runs.events:
        return
    after_events = (scene for event in runs.events for step in _steps(by_id, event) for scene in _left_for(step))
    main = closure([*starts, *after_events], lambda scene: _onward(by_id, scene, runs))
    waiting = _under_way(by_id, main, runs, closure)
    for event in runs.events:
        called = [scene for step in _steps(by_id, event) for scene in runs.of(step)]
        both = sorted(closure(called, lambda scene: _onward(by_id, scene, runs)) & waiting)
        if both:
            entry = by_id[event].entry
            bag.add("SCH007", entry.key.place, row=entry.key, scene=both[0])


def _under_way(by_id: ByScene, main: set[str], runs: Runs, closure: Closure) -> set[str]:
    """Scenes of `main` in which time passes, or that run such a one."""
    inner = {scene: {each for step in _steps(by_id, scene) for each in runs.of(step)} for scene in main}
    inside = {scene: closure(called, lambda each: _goes(by_id, each)) for scene, called in inner.items()}
    found = {scene for scene in main if any(isinstance(step, Pass) for step in _steps(by_id, scene))}
    grown = True
    while grown:
        more = {scene for scene, reached in inside.items() if reached & found} - found
        found |= more
        grown = bool(more)
    return found


def _steps(by_id: ByScene, scene: str) -> tuple[Step, ...]:
    return by_id[scene].scene.steps if scene in by_id else ()


def _left_for(step: Step) -> tuple[str, ...]:
    return step.among if isinstance(step, Go) else ()


def _goes(by_id: ByScene, scene: str) -> Iterable[str]:
    return (target for step in _steps(by_id, scene) for target in _left_for(step))


def _onward(by_id: ByScene, scene: str, runs: Runs) -> Iterable[str]:
    return (target for step in _steps(by_id, scene) for target in (*_left_for(step), *runs.of(step)))
