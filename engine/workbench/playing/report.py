"""What a playtest found, as plain data.

In: a program and the tally of all runs. Out: a `PlaytestReport`, in the order of the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.expr.calendar import day_words, time_words
from engine.expr.spoken import number, span
from engine.frozen import Frozen
from engine.program import Choices, Program, Say, Scene
from engine.program.ids import DEALT, owner_of
from engine.program.layout import CellValue
from engine.workbench.playing.policies import Mixture
from engine.workbench.playing.tally import Failure, Tally, median

NEVER_OFFERED, NEVER_OPEN, NEVER_CHOSEN = "never offered", "never open", "never chosen"


class EndingCount(Frozen):
    """How many runs came to an ending; 0 for one that none came to."""

    id: str
    title: str
    runs: int


class SceneCount(Frozen):
    """How often a scene was entered, in all runs together. `line` is one-based in `file`."""

    id: str
    file: str
    line: int
    entered: int


class ChoiceCount(Frozen):
    """How often a choice stood there, how often it was open and how often it was taken; `block` offers it.

    `lack` is never offered, never open, never chosen, or "" for one that was taken.
    """

    id: str
    block: str
    offered: int
    opened: int
    chosen: int
    lack: str


class ValueCount(Frozen):
    """What became of one variable: of a number `low` and `high` as they ever were, and the median at the end.

    Of anything else `ends` are its values at the end with the number of runs, most first, and `never` those it never
    ended with; of a set its members, with None for an empty one. A median of a thousand and more is given to three
    digits, that of moments counted from the clock's start. `words` are the three figures as a reader reads them.
    """

    name: str
    kind: str
    low: int | None
    middle: int | None
    high: int | None
    ends: tuple[tuple[CellValue, int], ...]
    never: tuple[CellValue, ...]
    words: tuple[str, ...] = ()


class PlaytestReport(Frozen):
    """The whole of it. `turns` are the least, the median and the greatest number of choices of a run.

    `passages` are (reached, all) of the passages in files that were come to at all; `unreached` are their ids.
    `false` are blocks of choices no option of which was seen to differ from another, but for its own words.
    `untouched` are files no scene of which was entered, with how many scenes stand in them. `wrong` counts failing runs
    by kind and what; `failures` are the first of them.
    """

    story: str
    title: str
    profile: str
    policy: str
    seed: int
    runs: int
    turns: tuple[int, int, int]
    endings: tuple[EndingCount, ...]
    scenes: tuple[SceneCount, ...]
    choices: tuple[ChoiceCount, ...]
    values: tuple[ValueCount, ...]
    passages: tuple[int, int]
    unreached: tuple[str, ...]
    untouched: tuple[tuple[str, int], ...]
    wrong: tuple[tuple[str, str, int], ...]
    failures: tuple[Failure, ...]
    false: tuple[str, ...] = ()


def playtest_report(
    program: Program, profile: str, policy: Mixture, seed: int, tally: Tally, others: Iterable[Tally] = ()
) -> PlaytestReport:
    """The report of one man's runs. What only `others`, the tallies of other men, came to is not asked of him."""
    lengths = tally.lengths or {0: 0}
    said = [(step.id, reached) for _, step, reached in passages(program, tally, others)]
    return PlaytestReport(
        program.id,
        program.title,
        profile,
        policy.name,
        seed,
        tally.runs,
        (min(lengths), median(lengths.items()), max(lengths)),
        tuple(EndingCount(each.id, each.title, tally.endings[each.id]) for each in program.endings),
        tuple(
            SceneCount(scene.id, scene.file, scene.line, tally.scenes[scene.id]) for scene in program.scenes.values()
        ),
        tuple(_choices(program, tally)),
        tuple(_values(program, tally)),
        (sum(reached for _, reached in said), len(said)),
        tuple(passage for passage, reached in said if not reached),
        tuple(_untouched(program, tally)),
        tuple((*what, count) for what, count in tally.faults.most_common()),
        tuple(tally.failures),
    )


def touched_files(program: Program, tally: Tally) -> frozenset[str]:
    """Files of which some scene was entered."""
    return frozenset(scene.file for scene in program.scenes.values() if tally.scenes[scene.id])


def _untouched(program: Program, tally: Tally) -> Iterator[tuple[str, int]]:
    touched = touched_files(program, tally)
    files = dict.fromkeys(scene.file for scene in program.scenes.values())
    for file in files:
        if file not in touched:
            yield file, sum(scene.file == file for scene in program.scenes.values())


def passages(program: Program, tally: Tally, others: Iterable[Tally] = ()) -> Iterator[tuple[Scene, Say, bool]]:
    """Each passage of the files that were come to, and whether it was.

    Without scenes that only `others` came to, and without passages that only they did: one file may hold roads of
    several men. The sentence of a crossing's rule counts only where it was said, for the map says it too.
    """
    rules = {f"{crossing.id}.{rule.code}" for crossing in program.world.crossings for rule in crossing.rules}
    touched, theirs = touched_files(program, tally), tuple(others)
    for scene in program.scenes.values():
        foreign = not tally.scenes[scene.id] and any(each.scenes[scene.id] for each in theirs)
        if scene.file in touched and not foreign:
            for at, step in enumerate(scene.steps):
                reached = tally.steps[scene.id, at] > 0
                if not isinstance(step, Say) or (step.id in rules and not reached):
                    continue
                if reached or not any(each.steps[scene.id, at] for each in theirs):
                    yield scene, step, reached


def _choices(program: Program, tally: Tally) -> Iterator[ChoiceCount]:
    offered = sorted(each for each in tally.offered if DEALT in each)
    for scene in program.scenes.values():
        for step in scene.steps:
            if isinstance(step, Choices):
                yield from (_choice(option.id, step.id, tally) for option in step.options)
                yield from (_choice(each, step.id, tally) for each in offered if owner_of(each) == step.id)


def _choice(choice: str, block: str, tally: Tally) -> ChoiceCount:
    offered, opened, chosen = tally.offered[choice], tally.opened[choice], tally.chosen[choice]
    lack = "" if chosen else NEVER_CHOSEN if opened else NEVER_OPEN if offered else NEVER_OFFERED
    return ChoiceCount(choice, block, offered, opened, chosen, lack)


def _words(value: int, kind: str, program: Program) -> str:
    if kind == "moment":
        zone = program.zones.get(program.clock.zone, ())
        return f"{day_words(value, zone)} {time_words(value, zone)}"
    return span(value) if kind == "duration" else number(value)


def _values(program: Program, tally: Tally) -> Iterator[ValueCount]:
    for variable in program.variables:
        ends = [(value, count) for (name, value), count in tally.values.items() if name == variable.name]
        if not ends:
            continue
        if variable.kind in ("number", "duration", "moment"):
            low, high = tally.lows[variable.name], tally.highs[variable.name]
            middle = median((int(value), count) for value, count in ends if isinstance(value, int))
            figures = (low, min(max(middle, low), high), high)
            words = tuple(_words(each, variable.kind, program) for each in figures)
            yield ValueCount(variable.name, variable.kind, *figures, (), (), words)
        else:
            ends.sort(key=lambda pair: (-pair[1], str(pair[0])))
            known: tuple[CellValue, ...] = (True, False) if variable.kind == "flag" else variable.values
            had = {value for value, _ in ends}
            never = tuple(each for each in known if each not in had)
            yield ValueCount(variable.name, variable.kind, None, None, None, tuple(ends), never)
