"""Turns a second of every contender, measured in one run (A B C D, A B C D), and that a turn's cost is flat."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.machine import Machine
from engine.program import Program
from engine.record import Header
from engine.session import Session, Settings
from tests.bench import table
from tests.bench.ink import Ink
from tests.bench.players import (
    SEED,
    Walk,
    begin_by_hand,
    seen_by_hand,
    seen_by_ours,
    take_walk,
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


# -- flat ------------------------------------------------------------------------------------------------------------

WINDOW = 1_000
AT = (10, 1_010, 10_000)


def measure_flat(subject: Subject, rounds: int) -> None:
    """What a turn costs early and late in one play of 10,000 turns, as a run and with session and record.

    The turns of a window are others than those of another, so each is held against the baseline in the same window.
    Measured in processor time, since a window is short and another program would weigh on it.
    """
    machine = Machine(subject.program)
    walk = take_walk(machine, AT[-1] + WINDOW)
    names = loaded(subject.story)
    found: dict[str, list[list[float]]] = {"by hand": [], "ours": [], "session": []}
    for number in range(rounds + 1):
        gc.collect()
        rows = {"by hand": _windows_by_hand(names, walk), "ours": _windows_of_run(machine, walk)}
        if number <= 5:
            rows["session"] = _windows_of_session(machine, walk)
        for name, row in rows.items():
            if number:
                found[name].append(row)
    table.head(f"A turn's cost by its number, {len(subject.story.scenes):,} scenes, windows of {WINDOW} turns")
    for name, said in (("ours", "ours"), ("session", "ours in a session: record, view, no disk")):
        for place, turn in enumerate(AT):
            grown = statistics.median(
                (own[place] / own[0]) / (base[place] / base[0])
                for own, base in zip(found[name], found["by hand"], strict=False)
            )
            value = table.microseconds(statistics.median(row[place] for row in found[name]) / WINDOW)
            table.line(f"{said}, turn {turn:,}", value, grown, most=1.1 if turn == AT[-1] else None)


def _windows_by_hand(names: dict[str, object], walk: Walk) -> list[float]:
    state, (_, options) = begin_by_hand(names)
    choose = names["choose"]
    taken = []
    at = 0
    for start in AT:
        for place in walk.places[at:start]:
            _, _, options = choose(state, options, place)
        begun = time.thread_time()
        for place in walk.places[start : start + WINDOW]:
            _, _, options = choose(state, options, place)
        taken.append(time.thread_time() - begun)
        at = start + WINDOW
    return taken


def _windows_of_run(machine: Machine, walk: Walk) -> list[float]:
    return _windows(machine.begin(SEED).choose, walk.ids)


def _windows_of_session(machine: Machine, walk: Walk) -> list[float]:
    session = Session.begin(machine, header(), None, Settings())
    return _windows(lambda choice: session.choose(_number(session, choice)), walk.ids)


def _number(session: Session, choice: str) -> int:
    return next(each.number for each in session.view.choices if each.id == choice)


def _windows(choose: Callable[[str], object], ids: tuple[str, ...]) -> list[float]:
    taken = []
    at = 0
    for start in AT:
        for choice in ids[at:start]:
            choose(choice)
        begun = time.thread_time()
        for choice in ids[start : start + WINDOW]:
            choose(choice)
        taken.append(time.thread_time() - begun)
        at = start + WINDOW
    return taken


def header() -> Header:
    """The header of a play-through of the generated story."""
    return Header("bench", "The road", "1", "0" * 64, "default", SEED, "2026-01-01 00:00")
