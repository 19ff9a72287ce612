"""The ways from one step of a scene to the next, for whoever walks steps without running them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from engine.program.steps import Branch, Chance, Choices, Deal, End, Go, Jump, Return, Step, Vary


def following(step: Step, at: int) -> tuple[int, ...]:
    """Indexes of the steps of the same scene that may come after `step`, a choice's branches included."""
    ways = _WAYS.get(step.__class__)
    return (at + 1,) if ways is None else ways(step, at)


def _of_choices(step: Choices, at: int) -> tuple[int, ...]:
    out = step.after if step.fallback is None else step.fallback
    return (*[option.to for option in step.options], *[each.back for each in step.offerings], out)


def _nowhere(step: Step, at: int) -> tuple[int, ...]:
    return ()


_WAYS: dict[type[Step], Callable[[Any, int], tuple[int, ...]]] = {
    Jump: lambda step, at: (step.to,),
    Branch: lambda step, at: (at + 1, step.otherwise),
    Choices: _of_choices,
    Deal: lambda step, at: (step.after, step.otherwise),
    Vary: lambda step, at: (*step.to, step.after),
    Chance: lambda step, at: tuple([outcome.to for outcome in step.outcomes]),
    Go: _nowhere,
    Return: _nowhere,
    End: _nowhere,
}


def certain_after(steps: Sequence[Step]) -> tuple[int, ...]:
    """For each step the steps that every way on from it must pass, itself included, as bits of a number.

    These are the postdominators of the scene. Cost: a few rounds over the steps.
    """
    everything = (1 << len(steps)) - 1
    sure = [everything] * len(steps)
    changed = True
    while changed:
        changed = False
        for at in range(len(steps) - 1, -1, -1):
            after = [each for each in following(steps[at], at) if each < len(steps)]
            shared = reduce(lambda both, each: both & sure[each], after, everything) if after else 0
            found = shared | 1 << at
            if found != sure[at]:
                sure[at], changed = found, True
    return tuple(sure)
