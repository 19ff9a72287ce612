"""Ways to the end: scenes and blocks that nobody gets out of, endings that nothing leads to.

In: a story without errors. Out: warnings. Conditions are taken to be able to go either way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.compiler.checks.graph import knots
from engine.compiler.checks.material import Material
from engine.compiler.flow import called
from engine.compiler.leads import stuck
from engine.compiler.scenes import Lowered
from engine.diagnostics import Bag
from engine.program import End, Go, Pass, Return, Step

_MOST_NAMED = 5


def check_ways_out(story: Material, bag: Bag) -> None:
    """Endings first, then whole scenes, then single blocks."""
    after = {scene: list(_after(story, scene)) for scene in story.leads}
    starts = [profile.start for profile in story.profiles if profile.start in story.leads]
    met = _closure((*starts, *story.runs.events), after)
    ends = {scene: story.leads[scene].ends for scene in met}
    _endings(story, {ending for found in ends.values() for ending in found}, bag)
    good = _led_to_an_end(after, {scene for scene, found in ends.items() if found}, met)
    _stuck_scenes(story, after, good, met, bag)
    for scene in met:
        if story.leads[scene].snags:
            _stuck_blocks(story, story.scenes[scene], good, bag)


def _after(story: Material, scene: str) -> Iterator[str]:
    """Where a scene may lead: by its own steps, and by an event that comes while time passes in it."""
    leads = story.leads[scene]
    yield from (target for target in (*leads.met, *story.runs.met(leads)) if target in story.leads)
    if leads.passes_met:
        yield from story.runs.events


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
    lost = {scene for scene in met if scene not in good}
    inside = called(story.leads, story.runs) if lost else set()
    lost -= inside
    if not lost:
        return
    order = {scene: at for at, scene in enumerate(story.leads)}
    for knot in knots(sorted(lost, key=order.__getitem__), lambda scene: [t for t in after[scene] if t in lost]):
        if not _outside(knot, after, lost):
            named = sorted(knot, key=order.__getitem__)
            more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
            key = story.names.scenes[named[0]].key
            bag.add("FLO011", key.place, scenes=", ".join(named[:_MOST_NAMED]) + more)


def _outside(knot: list[str], after: dict[str, list[str]], stuck: set[str]) -> set[str]:
    """Where a knot leads besides itself."""
    members = set(knot)
    return {target for scene in knot for target in after[scene] if target in stuck and target not in members}


def _stuck_blocks(story: Material, lowered: Lowered, good: set[str], bag: Bag) -> None:
    """Blocks of choices from which no step leaves the scene: only where a scene goes back in itself."""
    found = stuck(lowered.scene.steps, lambda step: _leaves(step, story, good))
    if found:
        bag.add("FLO012", lowered.places[found[0]])


def _leaves(step: Step, story: Material, good: set[str]) -> bool:
    """Whether a scene can be left by a step, be it that what it runs, or an event that comes then, ends the play."""
    if isinstance(step, Go | End | Return):
        return True
    inner = story.runs.events if isinstance(step, Pass) else story.runs.of(step)
    return any(scene in good or bool(story.leads[scene].leaves) for scene in inner)
