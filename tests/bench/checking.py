"""How long a check takes: of a large story read for the first time, and of one in which a single file was changed.

The first is held against YAML's own events of the same bytes, with nothing made of them; the second against a second.
The large story has 10,000 scenes in 5 MB: a passage of 25 to 45 words, every second one with a condition in it, and two
choices, of which half have an effect and a quarter a lock. That is shorter than the scenes of `story.py`, which stand
for a play; what is dear in a check are names, conditions and ids, and of these there is one set a scene here as there.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import yaml

from engine.compiler import compile_story
from tests.bench import table
from tests.bench.speed import interleaved
from tests.bench.starting import environment

MOST_TIMES_EVENTS = 15
MOST_SECONDS = 1.0
_WORDS = """
    the a his her their no some every another that this one two old new cold late early small long last first grey wet
    window queue paper road bridge kitchen door river lamp kettle clerk driver sister bus coat list stamp form border
    asks waits turns writes counts says folds carries leaves holds hears finds knows stands takes keeps opens reads
    under behind before after beside without into along past near and but while until because though again already
""".split()
_TESTS = ("told", "not told", "cash >= {}", "mood == calm", "mood in [cross, sad]", "tired < {} and not told")
_EFFECTS = ("cash -= {}", "cash += {}", "tired += {}", "told = true", "mood = cross", "tired = tired % {}")
_HEAD = """\
id: large
title: Large
start: f0.s0
clock: {start: 2022-09-20 20:30, end: 2090-01-01 00:00, grain: 5m, zone: Europe/Moscow}
variables:
  cash: {number: 4000, min: 0, unit: roubles, title: Money}
  tired: {number: 3, min: 0, max: 100, title: Tiredness}
  told: {flag: false, yes: you told her, no: you have not told her}
  mood: {one of: [calm, cross, sad], title: Mood}
endings:
  e: {title: The end}
"""


def large_story(scenes: int, files: int) -> dict[str, bytes]:
    """The text of a sound story: a ring of scenes, with an end in each file, in `files` files and a manifest."""
    dice = random.Random(scenes)
    made = {"story.yaml": _HEAD.encode()}
    a_file = scenes // files
    for number in range(files):
        parts = ["scenes:\n"]
        parts += [_scene(dice, number * a_file + at, scenes, a_file) for at in range(a_file)]
        made[f"f{number}.yaml"] = "".join(parts).encode()
    return made


def _scene(dice: random.Random, number: int, scenes: int, a_file: int) -> str:
    def words(least: int, most: int) -> str:
        return " ".join(dice.choices(_WORDS, k=dice.randint(least, most)))

    def name(at: int) -> str:
        return f"f{at % scenes // a_file}.s{at % scenes}"

    text = f"{words(15, 25).capitalize()}. "
    text += f"{{% if {_drawn(dice, _TESTS)} %}}{words(4, 8)}, {{% endif %}}" if number % 2 else f"{words(4, 8)}, "
    effect = f"            do: {_drawn(dice, _EFFECTS)}\n" if number % 2 else ""
    lock = f"            needs: {_drawn(dice, _TESTS)}\n" if number % 4 else ""
    away = "end: e" if number % a_file == a_file - 1 else f"go: {name(number + dice.randint(2, 9))}"
    return (
        f"  s{number}:\n    title: Scene {number}\n    body:\n      - |\n        {text}{words(5, 12)}.\n"
        f"      - choices:\n          - choose: {words(3, 5)}\n            id: on\n{effect}"
        f"            go: {name(number + 1)}\n"
        f"          - choose: {words(3, 5)}\n            id: off\n{lock}            takes: 10m\n            {away}\n"
    )


def _drawn(dice: random.Random, patterns: tuple[str, ...]) -> str:
    return dice.choice(patterns).format(dice.randint(1, 99))


def measure_checking(scenes: int, rounds: int) -> None:
    """Print both tables."""
    _measure_cold(large_story(scenes, max(1, scenes // 200)), scenes, rounds)
    _measure_edited(scenes // 2, rounds)


def _measure_cold(files: Mapping[str, bytes], scenes: int, rounds: int) -> None:
    size = sum(map(len, files.values())) / 1e6
    table.head(f"A check for the first time, {scenes:,} scenes, {size:.1f} MB, in this process, {rounds} rounds")
    taken = interleaved({"events": lambda: events(files), "check": lambda: _compiled(files)}, rounds)
    medians = {name: statistics.median(found) for name, found in taken.items()}
    table.line("YAML's events of the same files", table.milliseconds(medians["events"]))
    ratio = 1 / table.ratio_of(taken["events"], taken["check"])
    table.line("compiled, with all diagnostics", table.milliseconds(medians["check"]), ratio, most=MOST_TIMES_EVENTS)


def events(files: Mapping[str, bytes]) -> float:
    """Seconds to take every event of the files from YAML's own parser."""
    begun = time.perf_counter()
    for raw in files.values():
        loader = yaml.CSafeLoader(raw.decode())
        while loader.get_event().__class__ is not yaml.StreamEndEvent:
            pass
    return time.perf_counter() - begun


def _compiled(files: Mapping[str, bytes]) -> float:
    begun = time.perf_counter()
    made = compile_story(files)
    taken = time.perf_counter() - begun
    assert made.program is not None
    return taken


def _measure_edited(scenes: int, rounds: int) -> None:
    table.head(f"A check after one of 50 files was changed, {scenes:,} scenes, whole processes, {rounds} rounds")
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        home = Path(made)
        folder = home / "story"
        folder.mkdir()
        files = large_story(scenes, 50)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        first = _checked(folder, home)
        taken = [_edited(folder, home, files, number) for number in range(rounds)]
    table.line("the first time", table.milliseconds(first))
    median = statistics.median(taken)
    table.line("after a change, in seconds", table.milliseconds(median), median, most=MOST_SECONDS)


def _edited(folder: Path, home: Path, files: Mapping[str, bytes], number: int) -> float:
    """Seconds of a check once a choice has been added to a scene of one file."""
    choice = f"          - choose: Wait {number}\n            id: wait{number}\n            end: e\n".encode()
    name = f"f{number % 50}.yaml"
    head, mark, rest = files[name].partition(b"      - choices:\n")
    (folder / name).write_bytes(head + mark + choice + rest)
    return _checked(folder, home)


def _checked(folder: Path, home: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "engine", "check", str(folder)],
        env=environment(home),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun
