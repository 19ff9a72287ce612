"""The ways from one step of a scene to the next, for whoever walks steps without running them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from engine.program.steps import Branch, Chance, Choices, Deal, End, Go, Jump, Return, Step, Vary


def following(step: Step, at: int) -> tuple[int, ...]:
    """Indexes of the steps of the same scene that may come after `step`, a choice's branches included."""
    match step:
        case Jump(to=to):
            return (to,)
        case Branch(otherwise=otherwise):
            return (at + 1, otherwise)
        case Choices(options=options, fallback=fallback, after=after, offerings=offerings):
            out = after if fallback is None else fallback
            return (*(option.to for option in options), *(each.back for each in offerings), out)
        case Deal(after=after, otherwise=otherwise):
            return (after, otherwise)
        case Vary(to=to, after=after):
            return (*to, after)
        case Chance(outcomes=outcomes):
            return tuple(outcome.to for outcome in outcomes)
        case Go() | Return() | End():
            return ()
        case _:
            return (at + 1,)


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
