"""How long a check takes: of a large story read for the first time, and of one in which a single file was changed.

Both are held against YAML's own events of the same bytes, with nothing made of them; the second also, and first of all,
against the second by the clock that an author waits. Beside it stands the processor's time, in which other programs on
the machine weigh less.
The large story has 10,000 scenes in 5 MB: a passage of 25 to 45 words, every second one with a condition in it, and two
choices, of which half have an effect and a quarter a lock. That is shorter than the scenes of `story.py`, which stand
for a play; what is dear in a check are names, conditions and ids, and of these there is one set a scene here as there.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from tests.bench import table
from tests.bench.speed import interleaved
from tests.bench.starting import environment

MOST_TIMES_EVENTS = 15
MOST_SECONDS_EDITED = 1.0
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
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        _measure_cold(Path(made), large_story(scenes, max(1, scenes // 200)), scenes, rounds)
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        _measure_edited(Path(made), scenes // 2, rounds)


def _measure_cold(home: Path, files: Mapping[str, bytes], scenes: int, rounds: int) -> None:
    folder = _written(home / "story", files)
    size = sum(map(len, files.values())) / 1e6
    table.head(f"A check for the first time, {scenes:,} scenes, {size:.1f} MB, fresh processes, {rounds} rounds")
    taken = interleaved(
        {
            "events": lambda: _printed(_EVENTS, folder),
            "compiled": lambda: _printed(_COMPILED, folder),
            "check": lambda: _answered(folder, home, anew=True),
        },
        rounds,
    )
    medians = {name: statistics.median(found) for name, found in taken.items()}
    ratios = {name: 1 / table.ratio_of(taken["events"], found) for name, found in taken.items()}
    table.line("YAML's events of the same files", table.milliseconds(medians["events"]))
    table.line("compiled, with all diagnostics", table.milliseconds(medians["compiled"]), ratios["compiled"])
    name = "the whole command, to its answer"
    table.line(name, table.milliseconds(medians["check"]), ratios["check"], most=MOST_TIMES_EVENTS)


_READ = """
import sys, time
from pathlib import Path
files = {each.name: each.read_bytes() for each in sorted(Path(sys.argv[1]).iterdir())}
"""
_EVENTS = (
    _READ
    + """
import yaml
begun = time.perf_counter()
for raw in files.values():
    loader = yaml.CSafeLoader(raw.decode())
    while loader.get_event().__class__ is not yaml.StreamEndEvent:
        pass
print(time.perf_counter() - begun)
"""
)
_COMPILED = (
    _READ
    + """
from engine.compiler import compile_story
begun = time.perf_counter()
assert compile_story(files).program is not None
print(time.perf_counter() - begun)
"""
)


def _printed(code: str, folder: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], env=environment(folder), capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def _measure_edited(home: Path, scenes: int, rounds: int) -> None:
    table.head(f"A check after one of 50 files was changed, {scenes:,} scenes, whole processes, {rounds} rounds")
    files = large_story(scenes, 50)
    folder = _written(home / "story", files)
    first = _answered(folder, home, anew=True)
    edits = count()
    taken = interleaved(
        {"events": lambda: _printed(_EVENTS, folder), "check": lambda: _edited(folder, home, files, next(edits))},
        rounds,
    )
    table.line("YAML's events of the same files", table.milliseconds(statistics.median(taken["events"])))
    table.line("the first time, to the answer", table.milliseconds(first))
    edited = statistics.median(taken["check"])
    name = "after a change, to the answer, against 1 s"
    table.line(name, table.milliseconds(edited), edited / MOST_SECONDS_EDITED, most=1.0)
    table.line("  the same against the events", "", 1 / table.ratio_of(taken["events"], taken["check"]))
    processor = statistics.median([_processor(lambda: _edited(folder, home, files, next(edits))) for _ in range(3)])
    table.line("  processor's time of one such check", table.milliseconds(processor), processor / MOST_SECONDS_EDITED)


def _processor(act: Callable[[], object]) -> float:
    """Seconds of the processor that the processes which `act` starts take."""
    before = os.times()
    act()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _written(folder: Path, files: Mapping[str, bytes]) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def _edited(folder: Path, home: Path, files: Mapping[str, bytes], number: int) -> float:
    """Seconds of a check once a choice has been added to a scene of one file, on top of those added before."""
    choice = f"          - choose: Wait {number}\n            id: wait{number}\n            end: e\n".encode()
    name = f"f{number % 50}.yaml"
    head, mark, rest = files[name].partition(b"      - choices:\n")
    (folder / name).write_bytes(head + mark + choice + rest)
    return _answered(folder, home)


def _answered(folder: Path, home: Path, *, anew: bool = False) -> float:
    """Seconds until a check has said what it has to say; `anew` with nothing kept from the last one."""
    if anew:
        shutil.rmtree(home / "cache", ignore_errors=True)
    begun = time.perf_counter()
    command = [sys.executable, "-m", "engine", "check", str(folder)]
    env = {**environment(home), "FORMALITIES_CACHE": str(home / "cache")}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        taken = time.perf_counter() - begun
        process.stdout.read()
    assert b"nothing to complain about" in said, said
    return taken
