"""Where a man can come to at all, whatever he chooses: the scenes that lead on from where he starts.

In: a program and a scene. Out: ids of scenes. Guards are not asked, so a scene that is left out is one that nothing
leads to. Cost: every scene of that road, decoded once.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.program import Call, Choices, Deal, Go, Program, Step


def road_from(program: Program, start: str) -> frozenset[str]:
    """The scenes that can be come to from `start`, itself included, rows of the schedule too."""
    tagged: dict[str, list[str]] = {}
    for each in program.storylets:
        for tag in each.tags:
            tagged.setdefault(tag, []).append(each.scene)
    found = {start, *(each.scene for each in program.schedule)}
    left = list(found)
    while left:
        ways = {scene for step in program.scenes[left.pop()].steps for scene in _ways(step, tagged)}
        left += ways - found
        found |= ways
    return frozenset(found)


def _ways(step: Step, tagged: dict[str, list[str]]) -> Iterator[str]:
    match step:
        case Go(among=among):
            yield from among
        case Call(scene=scene):
            yield scene
        case Deal(tag=tag):
            yield from tagged.get(tag, ())
        case Choices(offerings=offerings):
            for each in offerings:
                yield from tagged.get(each.tag, ())
        case _:
            return
