"""Peak memory of each contender, each in a process of its own that does what a player's would: load, then walk.

A process begun by a fat one counts its parent's memory as its own peak, so each is begun by a thin one in between.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from engine.storage import ProgramCache
from tests.bench import table
from tests.bench.ink import Ink, command
from tests.bench.python_story import as_python
from tests.bench.speed import Subject
from tests.bench.starting import environment, write_story

_THIN = """
import os, sys
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=[
    (os.POSIX_SPAWN_OPEN, 0, sys.argv[1], os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
_, status, usage = os.wait4(pid, 0)
print(usage.ru_maxrss if status == 0 else -1)
"""
_HAND = """
import json, random, sys
sys.path.insert(0, sys.argv[1])
import byhand
roll = random.Random(1).random
byhand.luck = lambda state, stream, first: roll() < first
state = byhand.State()
_, options = getattr(byhand, byhand.SCENES[0].replace(".", "_"))(state)
for place in json.load(open(sys.argv[1] + "/walk.json"))["places"]:
    _, _, options = byhand.choose(state, options, place)
"""
_OURS = """
import json, sys
from engine.machine import Machine
from engine.storage import ProgramCache
folder, fingerprint, face = sys.argv[1:]
machine = Machine(ProgramCache(folder).get(fingerprint), with_text=face != "mute")
ids = json.load(open(folder + "/walk.json"))["ids"]
if face == "pure":
    state, _ = machine.start(7)
    for choice in ids:
        state, _ = machine.choose(state, choice)
else:
    run = machine.begin(7)
    for choice in ids:
        run.choose(choice)
"""
_COMPILE = """
import sys
from engine.compiler import compile_story
from engine.storage import Stories
source = Stories(sys.argv[1]).read(sys.argv[2])
assert compile_story(source.files, source.fingerprint).program
"""


def measure_memory(subject: Subject, *, compiling: bool) -> None:
    """Print the peaks; `compiling` adds that of the compiler."""
    table.head(f"Peak memory, {len(subject.story.scenes):,} scenes, a walk of {len(subject.walk.ids):,} turns")
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made)
        ProgramCache(folder).put(subject.program)
        (folder / "walk.json").write_text(json.dumps({"ids": subject.walk.ids, "places": subject.walk.places}))
        names = [scene.id for scene in subject.story.scenes]
        (folder / "byhand.py").write_text(f"SCENES = {names!r}\n{as_python(subject.story)}", encoding="utf-8")
        _line("python -c pass", [sys.executable, "-c", "pass"], folder)
        by_hand = [sys.executable, "-c", _HAND, made]
        peak(by_hand, folder)
        _line("by hand", by_hand, folder)
        for face, name in (("text", "ours"), ("pure", "ours, pure"), ("mute", "ours without text")):
            _line(name, [sys.executable, "-c", _OURS, made, subject.program.fingerprint, face], folder)
        if compiling:
            story = write_story(subject.story, folder / "story")
            _line("ours, compiling the YAML", [sys.executable, "-c", _COMPILE, made, str(story)], folder)
        if not isinstance(subject.ink, str):
            _ink(subject, subject.ink, folder)


def _ink(subject: Subject, module: Path, folder: Path) -> None:
    node = Ink(module, subject.story)
    node.close()
    asked = ({"do": "load", "story": str(node.path)}, {"do": "play", "walk": subject.walk.places, "texts": False})
    (folder / "asked").write_text("".join(json.dumps(each) + "\n" for each in asked))
    _line("inkjs", [shutil.which("node") or "node", *command(module)[1:]], folder, folder / "asked")


def _line(name: str, wanted: list[str], folder: Path, given: Path | None = None) -> None:
    bytes_ = peak(wanted, folder, given)
    table.line(name, "failed" if bytes_ is None else f"{bytes_ / 2**20:,.0f} MiB")


def peak(wanted: list[str], folder: Path, given: Path | None = None) -> int | None:
    """The most bytes that a process had in memory; None when it failed or the system does not tell."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _THIN, str(given or "/dev/null"), *wanted],
        env=environment(folder),
        cwd=folder,
        capture_output=True,
        text=True,
    )
    if done.returncode or int(done.stdout) < 0:
        return None
    return int(done.stdout) * (1 if sys.platform == "darwin" else 1024)
