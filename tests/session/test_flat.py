"""A turn late in a long play does what an early one does, step for step, and leaves as little behind."""

import gc
import sys
import tracemalloc
from types import FrameType

import pytest

from engine.record.tree import SNAPSHOT_EVERY
from tests.stories import machine_of, story
from tests.stories.sitting import MemoryJournal, sit

RING = story(
    "'Rain, and {{ n }} of it.'",
    "do: n = 1 - n",
    "choices:\n  - {choose: More, id: more, remember: you waited, takes: 0m, go: a}\n  - {choose: Less, needs: n > 1}",
    head="variables: {n: {number: 0, min: 0, max: 9, title: Count}}\n",
)
EARLY, LATE = 2 * SNAPSHOT_EVERY, 80 * SNAPSHOT_EVERY


class Thrown(MemoryJournal):
    """A journal whose entries go elsewhere."""

    def append(self, entry: object) -> None:
        pass


def play(session, turns):
    for _ in range(turns):
        session.choose(1)
        assert session.view.choices


def steps_of(act):
    """How many instructions of the interpreter `act` runs, in all functions it calls."""
    count = 0

    def trace(frame: FrameType, event: str, _: object):
        nonlocal count
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    gc.collect()
    gc.disable()  # others may have hung functions of theirs on the collector
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(before)
        gc.enable()
    return count


@pytest.mark.parametrize("act", ["choose", "back"])
def test_a_turn_late_in_a_play_takes_no_step_more_than_an_early_one(act):
    session = sit(machine_of(RING), journal=Thrown())

    def turns():
        if act == "choose":
            play(session, SNAPSHOT_EVERY)
        else:
            for _ in range(20):
                session.back()
                session.choose(1)

    found = []
    for turn in (EARLY, LATE):
        play(session, turn - len(session.record.turns))
        found.append(steps_of(turns))
    assert found[0] > 10_000
    assert found[0] == found[1]


def test_a_turn_leaves_little_in_memory_and_next_to_nothing_for_the_collector():
    session = sit(machine_of(RING), journal=Thrown())
    play(session, EARLY)
    gc.collect()
    objects = len(gc.get_objects())
    tracemalloc.start()
    play(session, LATE - EARLY)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept / (LATE - EARLY) < 1_600
    assert (len(gc.get_objects()) - objects) / (LATE - EARLY) < 2.2
