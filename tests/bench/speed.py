"""Turns a second of every contender, measured in one run (A B C D, A B C D)."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.machine import Machine
from engine.program import Program
from tests.bench import table
from tests.bench.ink import Ink
from tests.bench.players import (
    Walk,
    seen_by_hand,
    seen_by_ours,
    time_by_hand,
    time_in_place,
    time_pure,
)
from tests.bench.python_story import loaded
from tests.bench.story import Story

COMPARED = 300
HAND, PLACE, PURE, MUTE, INK = "by hand", "ours", "ours, pure", "ours, without text", "inkjs"
_NAMES = {
    HAND: "by hand: functions, f-strings, one mutable state",
    PLACE: "ours: Run.choose, text and record",
    PURE: "ours, pure: Machine.choose giving States",
    MUTE: "ours without text",
    INK: "inkjs",
}


@dataclass(frozen=True)
class Subject:
    """One generated story and what was made of it."""

    story: Story
    program: Program
    walk: Walk
    ink: Path | str
    """The module node loads, or why there is none."""


def measure_speed(subject: Subject, rounds: int) -> float:
    """Print the table of one size; gives our ratio."""
    machine, mute = Machine(subject.program), Machine(subject.program, with_text=False)
    names = loaded(subject.story)
    walk = subject.walk
    contenders: dict[str, Callable[[], float]] = {
        HAND: lambda: time_by_hand(names, walk.places),
        PLACE: lambda: time_in_place(machine, walk.ids),
        PURE: lambda: time_pure(machine, walk.ids),
        MUTE: lambda: time_in_place(mute, walk.ids),
    }
    for each in (machine, mute):
        for scene in subject.program.scenes:
            each.book.load(scene)
    table.head(f"Turns a second, {len(subject.story.scenes):,} scenes, {rounds} rounds of {len(walk.ids):,} turns")
    compare("by hand", seen_by_ours(machine, _start(walk)), seen_by_hand(subject.story, _start(walk)))
    node = None
    if isinstance(subject.ink, str):
        table.note(subject.ink)
    else:
        node = Ink(subject.ink, subject.story)
        compare(INK, seen_by_ours(machine, _start(walk)), node.seen(_start(walk)))
        contenders[INK] = lambda: node.time(walk.places)
    taken = interleaved(contenders, rounds)
    if node is not None:
        node.close()
    return _show(taken, len(walk.ids))


def _start(walk: Walk) -> Walk:
    return Walk(walk.ids[:COMPARED], walk.places[:COMPARED], walk.outcomes)


def interleaved(contenders: dict[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each contender in each round, after one round that warms all."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, measure in contenders.items():
            gc.collect()
            seconds = measure()
            if number:
                taken[name].append(seconds)
    return taken


def compare(name: str, ours: list[object], other: list[object]) -> None:
    """Say whether both showed the same, and where they part."""
    for turn, (mine, its) in enumerate(zip(ours, other, strict=True)):
        if mine != its:
            table.note(f"DIFFERENT from {name} at turn {turn}:\n  {mine}\n  {its}")
            return
    table.note(f"Same text and choices as {name} over {len(ours)} turns.")


def _show(taken: dict[str, list[float]], turns: int) -> float:
    base = taken[HAND]
    ratios = {name: table.ratio_of(base, found) for name, found in taken.items()}
    least = {PLACE: 0.22, PURE: 0.10, MUTE: 0.5}
    for name, found in taken.items():
        seconds = statistics.median(found)
        table.line(_NAMES[name], table.per_second(seconds, turns), ratios[name], least=least.get(name))
    if INK in taken:
        table.line("ours to inkjs", "", table.ratio_of(taken[INK], taken[PLACE]), least=10)
    return ratios[PLACE]
