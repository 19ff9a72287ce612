"""Ways to the end: scenes and blocks that nobody gets out of, endings that nothing leads to.

In: a story without errors. Out: warnings. Conditions are taken to be able to go either way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.compiler.checks.graph import knots
from engine.compiler.checks.material import Material
from engine.compiler.flow import called, certain, targets
from engine.compiler.scenes import Lowered
from engine.diagnostics import Bag
from engine.program import Choices, End, Go, Pass, Return, Step
from engine.program.ways import following

_MOST_NAMED = 5


def check_ways_out(story: Material, bag: Bag) -> None:
    """Endings first, then whole scenes, then single blocks."""
    after = {scene: list(_after(story, scene)) for scene in story.scenes}
    starts = [profile.start for profile in story.profiles if profile.start in story.scenes]
    met = _closure((*starts, *story.runs.events), after)
    ends = {scene: _ends(story, scene) for scene in met}
    _endings(story, {ending for found in ends.values() for ending in found}, bag)
    good = _led_to_an_end(after, {scene for scene, found in ends.items() if found}, met)
    _stuck_scenes(story, after, good, met, bag)
    for scene in met:
        _stuck_blocks(story, story.scenes[scene], good, bag)


def _after(story: Material, scene: str) -> Iterator[str]:
    """Where a scene may lead: by its own steps, and by an event that comes while time passes in it."""
    steps = [story.scenes[scene].scene.steps[at] for at in sorted(story.reached(scene))]
    yield from (target for step in steps for target in targets(step, story.runs) if target in story.scenes)
    if story.runs.events and any(isinstance(step, Pass) for step in steps):
        yield from story.runs.events


def _ends(story: Material, scene: str) -> set[str]:
    steps = story.scenes[scene].scene.steps
    return {step.ending for step in map(steps.__getitem__, story.reached(scene)) if isinstance(step, End)}


def _closure(first: Iterable[str], after: dict[str, list[str]]) -> dict[str, None]:
    met = dict.fromkeys(first)
    waiting = list(met)
    while waiting:
        for scene in after[waiting.pop()]:
            if scene not in met:
                met[scene] = None
                waiting.append(scene)
    return met


def _endings(story: Material, reached: set[str], bag: Bag) -> None:
    for name, _ in story.declared("endings"):
        if str(name) not in reached:
            bag.add("FLO013", name.place, name=name)


def _led_to_an_end(after: dict[str, list[str]], closing: set[str], met: Iterable[str]) -> set[str]:
    """Scenes from which an ending can be reached."""
    before: dict[str, list[str]] = {}
    for scene in met:
        for target in after[scene]:
            before.setdefault(target, []).append(scene)
    good, waiting = set(closing), list(closing)
    while waiting:
        for scene in before.get(waiting.pop(), ()):
            if scene not in good:
                good.add(scene)
                waiting.append(scene)
    return good


def _stuck_scenes(story: Material, after: dict[str, list[str]], good: set[str], met: Iterable[str], bag: Bag) -> None:
    """Knots of scenes that only lead to each other; what is called comes back, and is left out."""
    inside = called(story.scenes, story.runs)
    stuck = {scene for scene in met if scene not in good and scene not in inside}
    if not stuck:
        return
    order = {scene: at for at, scene in enumerate(story.scenes)}
    for knot in knots(sorted(stuck, key=order.__getitem__), lambda scene: [t for t in after[scene] if t in stuck]):
        if not _outside(knot, after, stuck):
            named = sorted(knot, key=order.__getitem__)
            more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
            key = story.scenes[named[0]].entry.key
            bag.add("FLO011", key.place, scenes=", ".join(named[:_MOST_NAMED]) + more)


def _outside(knot: list[str], after: dict[str, list[str]], stuck: set[str]) -> set[str]:
    """Where a knot leads besides itself."""
    members = set(knot)
    return {target for scene in knot for target in after[scene] if target in stuck and target not in members}


def _stuck_blocks(story: Material, lowered: Lowered, good: set[str], bag: Bag) -> None:
    """Blocks of choices from which no step leaves the scene: only where a scene goes back in itself."""
    steps = lowered.scene.steps
    if not any(after <= at for at, step in enumerate(steps) for after in following(step, at)):
        return
    before: dict[int, list[int]] = {}
    seen, waiting = {0}, [0]
    while waiting:
        at = waiting.pop()
        for after in certain(steps[at], at):
            before.setdefault(after, []).append(at)
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    leaving = {at for at in seen if _leaves(steps[at], story, good)}
    waiting = list(leaving)
    while waiting:
        for at in before.get(waiting.pop(), ()):
            if at not in leaving:
                leaving.add(at)
                waiting.append(at)
    stuck = [at for at in sorted(seen - leaving) if isinstance(steps[at], Choices)]
    if stuck:
        bag.add("FLO012", lowered.places[stuck[0]])


def _leaves(step: Step, story: Material, good: set[str]) -> bool:
    """Whether a scene can be left by a step, be it that what it runs, or an event that comes then, ends the play."""
    if isinstance(step, Go | End | Return):
        return True
    inner = story.runs.events if isinstance(step, Pass) else story.runs.of(step)
    return any(scene in good or _goes_away(story, scene) for scene in inner)


def _goes_away(story: Material, scene: str) -> bool:
    """Whether a scene gives up what was under way: only an event does."""
    return any(isinstance(step, Go) and step.clears for step in story.scenes[scene].scene.steps)
