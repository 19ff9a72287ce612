"""Blocks of choices that can be met with nothing to take in them.

In: a story without errors. Out: warnings for blocks without `otherwise` and without `again`: after a block that is
offered again the story goes on when nothing is left, and that is how such a block ends.
"""

from __future__ import annotations

from engine.compiler.checks.graph import knots
from engine.compiler.checks.material import Material
from engine.compiler.checks.ranges import Ranges
from engine.compiler.flow import closure, targets
from engine.compiler.journeys import route_tests
from engine.compiler.leads import comes_back
from engine.compiler.names import Names
from engine.compiler.scenes import Lowered
from engine.diagnostics import Bag
from engine.expr import Cell, Compare, Expr, Logic, Not
from engine.program import Offering, Option
from engine.program.ways import following


def check_blocks(story: Material, ranges: Ranges, bag: Bag) -> None:
    """All blocks; what is met twice is worked out only if some block asks for it."""
    meetings = _Meetings(story)
    for lowered, at, step in story.blocks():
        if step.fallback is not None or not all(map(_conditional, step.options)):
            continue
        if any(_sure(each, story) for each in step.offerings):
            continue
        again = any(option.once for option in step.options) and meetings.again(lowered, at)
        if again and all(option.once for option in step.options):
            bag.add("FLO010", lowered.places[at])
        elif _can_be_empty(step.options, again, story.names, ranges):
            bag.add("FLO009", lowered.places[at])


def always_open(lowered: Lowered, names: Names, ranges: Ranges) -> bool:
    """Whether no block of a scene can be met with nothing to take, once or again, whatever storylets are offered."""
    for _, block in lowered.blocks():
        if block.fallback is not None or not all(map(_conditional, block.options)):
            continue
        if all(option.once for option in block.options):
            return False
        if any(_can_be_empty(block.options, again, names, ranges) for again in (False, True)):
            return False
    return True


def _conditional(option: Option) -> bool:
    return bool(option.shown or option.open_if or option.once or option.costs)


def _sure(offering: Offering, story: Material) -> bool:
    """Whether something is offered whatever happens: a storylet that may always come, and come again."""
    found = [story.summaries[scene].dealt for scene in story.runs.tagged(offering.tag)]
    return any(each is not None and each.sure and not each.once for each in found)


def _tests(option: Option, names: Names) -> list[Expr]:
    tests = [each for each in (option.shown, _lock(option, names)) if each is not None]
    return tests + [Compare(">=", Cell(name), amount) for name, amount in option.costs]


def _lock(option: Option, names: Names) -> Expr | None:
    """What locks a choice; where one stands is left to the scene, so that a road is taken to begin there."""
    if option.route is None or option.open_if is None:
        return option.open_if
    place = next(route_tests(names.routes[option.route]))
    tests = option.open_if.items if isinstance(option.open_if, Logic) else (option.open_if,)
    left = tuple(each for each in tests if each != place)
    return Logic("and", left) if left else None


def _can_be_empty(options: tuple[Option, ...], again: bool, names: Names, ranges: Ranges) -> bool:
    """Whether all choices can be closed at once. One taken `once` can be closed only where it is met again."""
    closed: list[Expr] = []
    for option in options:
        if option.once and again:
            continue
        tests = _tests(option, names)
        if not tests:
            return False
        closed.append(Not(Logic("and", tuple(tests))))
    return ranges.possible(closed, True)


class _Meetings:
    """Which steps can be come to more than once in one play."""

    def __init__(self, story: Material) -> None:
        self._story = story
        self._scenes: set[str] | None = None

    def again(self, lowered: Lowered, at: int) -> bool:
        """Whether the step `at` of a scene can be met a second time."""
        if self._scenes is None:
            self._scenes = self._met_again()
        return lowered.scene.id in self._scenes or _comes_back(lowered, at)

    def _met_again(self) -> set[str]:
        """Scenes that lead back to themselves, and scenes called from such a one or from two places."""
        scenes, runs = self._story.leads, self._story.runs
        after = {
            scene: [target for target in targets(leads, runs) if target in scenes] for scene, leads in scenes.items()
        }
        found = {
            scene
            for knot in knots(scenes, after.__getitem__)
            for scene in knot
            if len(knot) > 1 or scene in after[scene]
        }
        calls = [
            (callee, scene, inner.again)
            for scene, leads in scenes.items()
            for inner in leads.runs
            for callee in runs.scenes(inner)
            if callee in scenes and not self._comes_once(callee)
        ]
        places: dict[str, int] = {}
        for callee, _, _ in calls:
            places[callee] = places.get(callee, 0) + 1
        more = {callee for callee, scene, again in calls if places[callee] > 1 or scene in found or again}
        more |= {event.scene for event in self._story.events if event.every}
        inside = closure(more, lambda scene: after.get(scene, ()))
        return found | inside

    def _comes_once(self, scene: str) -> bool:
        dealt = self._story.summaries[scene].dealt
        return dealt is not None and dealt.once


def _comes_back(lowered: Lowered, at: int) -> bool:
    """Whether the flow of a scene leads from the step `at` to itself."""
    return comes_back([following(step, here) for here, step in enumerate(lowered.scene.steps)], at)
