"""Where one scene leads, as far as other scenes have to do with it: a few names instead of all its steps.

In: a scene's steps and where they were written. Out: `Leads`. Conditions are not evaluated: each is taken to be able to
go either way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engine.diagnostics import Place
from engine.program import Ask, Branch, Call, Chance, Choices, Deal, End, Go, Jump, Pass, Return, Step, Vary
from engine.program.ways import following

_DECIDING = (Choices, Ask, Branch, Vary, Chance, Call, Deal, Return, End)
_LEAVING = (Go, Return, End)
_RUNNING = frozenset((Call, Deal, Choices))


class Inner(NamedTuple):
    """What a step runs and comes back from: a scene, or any storylet with a tag; the other of the two is "".

    `met`: the scene's own flow comes to the step; `again`: it leads from there back to it.
    """

    scene: str
    tag: str
    met: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Leads:
    """`goes` and `leaves` name the scenes of all `go`; of the second kind are those that give up what is under way.

    `met` are the scenes of those that the scene's own flow comes to, `ends` the endings that it comes to. `passes`:
    time passes in it, `passes_met`: on its own flow. `runs_out`: it may come to its end; `straight` is the scene that
    must come next, None where something is decided before or nothing comes. `snags`: there is a block of choices that
    may hold for ever, unless what is run there leaves. `dead` are the places of what nothing leads to, `circle` is that
    of a loop within.
    """

    goes: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    runs: tuple[Inner, ...] = ()
    ends: tuple[str, ...] = ()
    passes: bool = False
    passes_met: bool = False
    runs_out: bool = False
    straight: str | None = None
    snags: bool = False
    dead: tuple[Place, ...] = ()
    circle: Place | None = None

    def away(self) -> tuple[str, ...]:
        """The scenes of all `go`, of either kind."""
        return (*self.goes, *self.leaves) if self.leaves else self.goes


def leads_of(steps: Sequence[Step], places: Sequence[Place], falls: int, rooms: Collection[int]) -> Leads:
    """The leads of a scene; `falls` is the index of the return that stands for its end. Linear.

    `rooms` are the indexes of steps that count if something asks for the count: whether it does makes no difference.
    """
    after = [following(step, at) for at, step in enumerate(steps)]
    met = _walked(after)
    goes, passing, ends = list[tuple[int, Go]](), list[int](), list[str]()
    for at, step in enumerate(steps):
        if step.__class__ is Go:
            goes.append((at, step))
        elif step.__class__ is Pass:
            passing.append(at)
        elif step.__class__ is End and at in met:
            ends.append(step.ending)
    returns = any(to <= at for at, ways in enumerate(after) for to in ways)
    straight, circle = _only_way(steps, after)
    return Leads(
        tuple(dict.fromkeys([name for _, step in goes if not step.clears for name in step.among])),
        tuple(dict.fromkeys([name for _, step in goes if step.clears for name in step.among])),
        tuple(dict.fromkeys([name for at, step in goes if at in met for name in step.among])),
        _runs(steps, after, met, returns=returns),
        tuple(dict.fromkeys(ends)),
        bool(passing),
        any(at in met for at in passing),
        falls in met and falls in _walked(_certainly(steps, after)),
        straight,
        returns and bool(stuck(steps, lambda step: isinstance(step, _LEAVING))),
        tuple([places[at] for at in _dead(steps, met, rooms) if at != falls]) if len(met) < len(steps) else (),
        None if circle is None else places[circle],
    )


def certain(step: Step, at: int) -> tuple[int, ...]:
    """As `following`, but a block of choices counts its out only when it may have nothing open."""
    if step.__class__ is Choices:
        sure = any(not (each.shown or each.open_if or each.once or each.costs) for each in step.options)
        ways = (*[option.to for option in step.options], *[each.back for each in step.offerings])
        return ways if sure else (*ways, step.after if step.fallback is None else step.fallback)
    return following(step, at)


def reached(steps: Sequence[Step]) -> set[int]:
    """Indexes of the steps of a scene that its own flow can come to."""
    return _walked([following(step, at) for at, step in enumerate(steps)])


def comes_back(after: Sequence[Iterable[int]], at: int) -> bool:
    """Whether the flow of a scene leads from the step `at` to itself."""
    return at in _walked(after, after[at])


def stuck(steps: Sequence[Step], leaves: Callable[[Step], bool]) -> list[int]:
    """Indexes of the blocks of choices from which no step comes that `leaves` the scene. Linear."""
    after = _certainly(steps, [following(step, at) for at, step in enumerate(steps)])
    seen = _walked(after)
    before: dict[int, list[int]] = {}
    for at in seen:
        for to in after[at]:
            before.setdefault(to, []).append(at)
    leaving = {at for at in seen if leaves(steps[at])}
    waiting = list(leaving)
    while waiting:
        for at in before.get(waiting.pop(), ()):
            if at not in leaving:
                leaving.add(at)
                waiting.append(at)
    return [at for at in sorted(seen - leaving) if isinstance(steps[at], Choices)]


def _certainly(steps: Sequence[Step], after: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    return [certain(step, at) if step.__class__ is Choices else after[at] for at, step in enumerate(steps)]


def _walked(after: Sequence[Iterable[int]], first: Iterable[int] = (0,)) -> set[int]:
    """Indexes of the steps that the first ones come to, themselves included."""
    seen, count = set(first), len(after)
    waiting = list(seen)
    while waiting:
        for to in after[waiting.pop()]:
            if to not in seen and to < count:
                seen.add(to)
                waiting.append(to)
    return seen


def _runs(
    steps: Sequence[Step], after: Sequence[tuple[int, ...]], met: set[int], *, returns: bool
) -> tuple[Inner, ...]:
    found: list[Inner] = []
    for at, step in enumerate(steps):
        if type(step) in _RUNNING and (inner := _run_by(step)):
            again = returns and comes_back(after, at)
            found += [Inner(scene, tag, at in met, again) for scene, tag in inner]
    return tuple(found)


def _run_by(step: Step) -> list[tuple[str, str]]:
    """The scenes and tags of what a step runs."""
    if isinstance(step, Call):
        return [(step.scene, "")]
    if isinstance(step, Deal):
        return [("", step.tag)]
    return [("", each.tag) for each in step.offerings] if step.__class__ is Choices else []


def _dead(steps: Sequence[Step], met: set[int], rooms: Collection[int]) -> list[int]:
    """Prose and verbs after a `go` or `end` that nothing leads to: the first of each run."""
    return [
        at
        for at in range(1, len(steps))
        if at not in met and at - 1 in met and (at in rooms or not isinstance(steps[at], Jump | Return))
    ]


def _only_way(steps: Sequence[Step], after: Sequence[tuple[int, ...]]) -> tuple[str | None, int | None]:
    """The scene that must come next, or the first step of a loop that nothing leaves; None and None for neither."""
    trail, at = dict[int, int](), 0
    while at not in trail:
        trail[at] = len(trail)
        step = steps[at]
        if isinstance(step, Go):
            return (step.among[0] if len(step.among) == 1 else None), None
        if isinstance(step, _DECIDING):
            return None, None
        at = after[at][0]
    return None, min(list(trail)[trail[at] :])
