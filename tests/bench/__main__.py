"""Measure the engine: `python -m tests.bench`, or `--quick` for smaller stories and fewer rounds.

All ratios come from one run, contenders interleaved, medians of at least five rounds. A missed target is said, and no
more: machines differ, and what is guarded is guarded by tests. `--only speed,tree` measures parts.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import sys
import time
from pathlib import Path

from engine.machine import Machine
from engine.program import Program
from engine.storage import ProgramCache
from tests.bench import table
from tests.bench.checking import measure_checking
from tests.bench.flat import measure_flat
from tests.bench.ink import folder, installed
from tests.bench.memory import measure_memory
from tests.bench.players import compiled, take_walk
from tests.bench.saving import measure_saving
from tests.bench.screen import measure_idle, measure_play
from tests.bench.speed import Subject, measure_speed
from tests.bench.starting import measure_cold, measure_plain, measure_screen
from tests.bench.story import Story, story
from tests.bench.tree import measure_tree
from tests.bench.yaml_story import as_yaml

PARTS = ("speed", "flat", "saving", "tree", "cold", "plain", "screen", "play", "checking", "memory")


def main() -> int:
    """Print all tables."""
    wanted = _arguments()
    sizes = (100, 1_000) if wanted.quick else (100, 10_000)
    rounds = 5 if wanted.quick else 11
    table.note(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}")
    ink = installed() if {"speed", "memory"} & wanted.only else ""
    if wanted.only == {"checking"}:
        measure_checking(sizes[1], rounds)
        return 0
    subjects = [_subject(size, 1_000 if wanted.quick else 2_000, ink) for size in sizes]
    small, large = subjects
    if "memory" in wanted.only:
        measure_memory(small, compiling=False)
        measure_memory(large, compiling=not wanted.quick)
    if "speed" in wanted.only:
        ratios = [measure_speed(subject, rounds) for subject in subjects]
        table.line(f"our ratio at {sizes[1]:,} scenes to that at {sizes[0]}", "", ratios[1] / ratios[0], least=0.8)
    if "flat" in wanted.only:
        measure_flat(small, rounds)
    if "saving" in wanted.only:
        measure_saving(small)
    if "tree" in wanted.only:
        measure_tree(small.program, f"{len(small.story.scenes):,} scenes")
    if "cold" in wanted.only:
        measure_cold(large.program, rounds)
    middle = story(300)
    if "plain" in wanted.only:
        measure_plain(middle, rounds)
    if "screen" in wanted.only:
        measure_screen(middle, rounds)
    if "checking" in wanted.only:
        measure_checking(sizes[1], rounds)
    if "play" in wanted.only:
        measure_play(small.program, 300 if wanted.quick else 1_000)
        measure_idle(middle)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the engine.")
    parser.add_argument("--quick", action="store_true", help="100 and 1,000 scenes, five rounds")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts by name, with commas: {', '.join(PARTS)}")
    wanted = parser.parse_args()
    wanted.only = set(wanted.only.split(","))
    if wanted.only - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(wanted.only - set(PARTS)))}")
    return wanted


def _subject(scenes: int, turns: int, ink: Path | str) -> Subject:
    made = story(scenes)
    program = _program(made)
    return Subject(made, program, take_walk(Machine(program), turns), ink)


def _program(made: Story) -> Program:
    """From the benchmark's own cache, which a change of the compiler empties, for 10,000 scenes take their time."""
    total = hashlib.sha256()
    for name, content in as_yaml(made).items():
        total.update(name.encode() + content)
    cache = ProgramCache(folder() / "programs")
    program = cache.get(total.hexdigest())
    if program is None:
        begun = time.perf_counter()
        program = compiled(made, total.hexdigest())
        cache.put(program)
        table.note(f"Compiled {len(made.scenes):,} scenes in {time.perf_counter() - begun:.1f} s.")
    return program


if __name__ == "__main__":
    sys.exit(main())
