"""What belongs to an option itself: the steps from its taking on to where the branches of its block meet again.

In: a program. Out: steps and passages by choice. Cost: a walk through each option's branch, once a program.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.program import Choices, Program, Say, Scene
from engine.program.ways import following


def branch(scene: Scene, block: int, to: int) -> frozenset[int]:
    """Indexes of the steps of the option that begins at `to`, of the block at `block`."""
    step = scene.steps[block]
    assert isinstance(step, Choices)
    stops = {step.after, block}
    found: set[int] = set()
    waiting = [to]
    while waiting:
        at = waiting.pop()
        if at not in stops and at not in found and at < len(scene.steps):
            found.add(at)
            waiting += following(scene.steps[at], at)
    return frozenset(found)


def blocks(program: Program) -> Iterator[tuple[Scene, int, Choices]]:
    """Every block of choices with its scene and index."""
    for scene in program.scenes.values():
        for at, step in enumerate(scene.steps):
            if isinstance(step, Choices):
                yield scene, at, step


def own_passages(program: Program) -> dict[str, frozenset[str]]:
    """By block, the passages that its options say themselves; of storylets that it offers, all of theirs."""
    return {step.id: frozenset(_own(program, scene, at, step)) for scene, at, step in blocks(program)}


def _own(program: Program, scene: Scene, at: int, step: Choices) -> Iterator[str]:
    for option in step.options:
        yield from _said(scene, branch(scene, at, option.to))
    tags = {each.tag for each in step.offerings}
    for storylet in program.storylets if tags else ():
        if tags & set(storylet.tags):
            dealt = program.scenes[storylet.scene]
            yield from _said(dealt, frozenset(range(len(dealt.steps))))


def _said(scene: Scene, at: frozenset[int]) -> set[str]:
    return {step.id for index, step in enumerate(scene.steps) if index in at and isinstance(step, Say)}
