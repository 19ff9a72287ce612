"""Where one scene leads, as far as the flow between scenes asks: a few names instead of all its steps.

In: a scene's steps and where they were written. Out: `Leads`. Conditions are not evaluated: each is taken to be able to
go either way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.diagnostics import Place
from engine.program import Branch, Call, Chance, Choices, End, Go, Jump, Return, Step, Vary


@dataclass(frozen=True, slots=True)
class Leads:
    """`goes` and `calls` name the scenes of all `go` and `call`, `reached` those that the scene's own flow comes to.

    `runs_out` says that it may come to its end; `straight` is the scene that must come next, None where something is
    decided before or nothing comes. `dead` are the places of what nothing leads to, `circle` is that of a loop within.
    """

    goes: tuple[str, ...]
    calls: tuple[str, ...]
    reached: tuple[str, ...]
    runs_out: bool
    straight: str | None
    dead: tuple[Place, ...] = ()
    circle: Place | None = None


def leads_of(steps: Sequence[Step], places: Sequence[Place], falls: int) -> Leads:
    """The leads of a scene; `falls` is the index of the return that stands for its end. Linear."""
    reached = _walked(steps, following)
    runs_out = falls in reached and falls in _walked(steps, _certain)
    straight, circle = _only_way(steps)
    return Leads(
        tuple(dict.fromkeys(name for step in steps if step.__class__ is Go for name in step.among)),
        tuple(dict.fromkeys(step.scene for step in steps if step.__class__ is Call)),
        tuple(dict.fromkeys(name for at in sorted(reached) for name in targets(steps[at]))),
        runs_out,
        straight,
        tuple(places[at] for at in _dead(steps, reached) if at != falls),
        None if circle is None else places[circle],
    )


def following(step: Step, at: int) -> tuple[int, ...]:
    """Indexes of the steps of the same scene that may come after `step`, a choice's branches included."""
    ways = _FOLLOWING.get(step.__class__)
    return (at + 1,) if ways is None else ways(step, at)


def _options(step: Choices, at: int) -> tuple[int, ...]:
    return (*[option.to for option in step.options], step.after if step.fallback is None else step.fallback)


_FOLLOWING: dict[type[Step], Callable[[Any, int], tuple[int, ...]]] = {
    Jump: lambda step, at: (step.to,),
    Branch: lambda step, at: (at + 1, step.otherwise),
    Choices: _options,
    Vary: lambda step, at: (*step.to, step.after),
    Chance: lambda step, at: tuple([outcome.to for outcome in step.outcomes]),
    Go: lambda step, at: (),
    Return: lambda step, at: (),
    End: lambda step, at: (),
}


def targets(step: Step) -> tuple[str, ...]:
    """Scenes that `step` may lead to."""
    if isinstance(step, Go):
        return step.among
    return (step.scene,) if isinstance(step, Call) else ()


def _certain(step: Step, at: int) -> tuple[int, ...]:
    """As `following`, but a block of choices counts its out only when it may have nothing open."""
    if step.__class__ is Choices:
        sure = any(not (each.shown or each.open_if or each.once or each.costs) for each in step.options)
        ways = tuple(option.to for option in step.options)
        return ways if sure else (*ways, step.after if step.fallback is None else step.fallback)
    return following(step, at)


def _walked(steps: Sequence[Step], after: Callable[[Step, int], tuple[int, ...]]) -> set[int]:
    """Indexes of the steps that the first one comes to, by `after`."""
    seen, waiting = {0}, [0]
    while waiting:
        at = waiting.pop()
        for found in after(steps[at], at):
            if found not in seen and found < len(steps):
                seen.add(found)
                waiting.append(found)
    return seen


def _dead(steps: Sequence[Step], reached: set[int]) -> list[int]:
    """Prose and verbs after a `go` or `end` that nothing leads to: the first of each run."""
    return [
        at
        for at in range(1, len(steps))
        if at not in reached and at - 1 in reached and not isinstance(steps[at], Jump | Return)
    ]


def _only_way(steps: Sequence[Step]) -> tuple[str | None, int | None]:
    """The scene that must come next, or the first step of a loop that nothing leaves; None and None for neither."""
    trail, at = list[int](), 0
    while at not in trail:
        trail.append(at)
        step = steps[at]
        if isinstance(step, Go):
            return (step.among[0] if len(step.among) == 1 else None), None
        if isinstance(step, Choices | Branch | Vary | Chance | Call | Return | End):
            return None, None
        at = following(step, at)[0]
    return None, min(trail[trail.index(at) :])
