"""How long until there is something to read: from the cache, as plain lines, on the screen. Processes of their own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from engine.program import Program
from engine.program.codec import encode
from engine.storage import ProgramCache
from tests.bench import table
from tests.bench.speed import interleaved
from tests.bench.story import Story
from tests.bench.yaml_story import as_yaml

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 60

_OURS = """
import sys, time
from engine.machine import Machine
from engine.storage import ProgramCache
begun = time.perf_counter()
program = ProgramCache(sys.argv[1]).get(sys.argv[2])
change = Machine(program).begin(7).change
assert change.said[0][1] and change.offers
print(time.perf_counter() - begun)
"""
_JSON = """
import json, sys, time
from pathlib import Path
begun = time.perf_counter()
json.loads(Path(sys.argv[1]).read_bytes())
print(time.perf_counter() - begun)
"""
_SMALLEST = """
from textual.app import App
from textual.widgets import Static
class Smallest(App):
    def compose(self):
        yield Static("The road")
Smallest().run()
"""


def environment(home: Path) -> dict[str, str]:
    """Ours, with the player's folders somewhere else and the checkout on the path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTHON"))}
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    return {**kept, **folders, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


def write_story(story: Story, folder: Path) -> Path:
    """The story's files in a folder, as an author has them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in as_yaml(story).items():
        (folder / name).write_bytes(content)
    return folder


# -- the cache -------------------------------------------------------------------------------------------------------


def measure_cold(program: Program, rounds: int) -> None:
    """The first text of a large story from the cache, against reading all of it as JSON."""
    table.head(f"From the cache to the first text, {len(program.scenes):,} scenes, fresh processes, {rounds} rounds")
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made)
        ProgramCache(folder).put(program)
        whole = folder / "whole.json"
        whole.write_bytes(json.dumps(encode(program), ensure_ascii=False, separators=(",", ":")).encode())
        taken = interleaved(
            {
                "json": lambda: _printed(_JSON, (str(whole),), folder),
                "ours": lambda: _printed(_OURS, (str(folder), program.fingerprint), folder),
            },
            rounds,
        )
        size = whole.stat().st_size / 2**20
    medians = {name: statistics.median(found) for name, found in taken.items()}
    table.line(f"json.loads of the whole ({size:,.0f} MiB)", table.milliseconds(medians["json"]))
    ratio = 1 / table.ratio_of(taken["json"], taken["ours"])
    table.line("ours: cache, machine, first text", table.milliseconds(medians["ours"]), ratio, most=1.0)


def _printed(code: str, arguments: Sequence[str], home: Path) -> float:
    """What a process says about its own time."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment(home), capture_output=True, text=True, check=True
    )
    return float(done.stdout)


# -- plain lines -----------------------------------------------------------------------------------------------------


def measure_plain(story: Story, rounds: int) -> None:
    """`play --plain` to the first line, with everything cached."""
    table.head(f"Plain lines, {len(story.scenes)} scenes, whole processes, {rounds} rounds")
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        home = Path(made)
        folder = write_story(story, home / "story")
        wanted = (sys.executable, "-m", "engine", "play", str(folder), "--plain", "--saves", str(home / "saves"))
        said = _first_line(wanted, home)[1]
        if not said:
            table.note("Left out: `python -m engine play` says nothing yet.")
            return
        taken = interleaved(
            {
                "nothing": lambda: _whole((sys.executable, "-c", "pass"), home),
                "plain": lambda: _first_line(wanted, home)[0],
            },
            rounds,
        )
    nothing, plain = (statistics.median(taken[name]) for name in ("nothing", "plain"))
    table.line("python -c pass", table.milliseconds(nothing))
    verdict = "PASS" if plain < 0.150 else "MISS"
    table.line("play --plain to the first line, warm", table.milliseconds(plain), plain / nothing)
    table.note(f"  target: under 150 ms: {verdict}")


def _first_line(wanted: Sequence[str], home: Path) -> tuple[float, str]:
    """Seconds to the first line, and the line; "" where the process ended without one."""
    begun = time.perf_counter()
    with subprocess.Popen(
        wanted, env=environment(home), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        taken = time.perf_counter() - begun
        process.stdout.read()
    return taken, line.decode("utf-8", "replace")


def _whole(wanted: Sequence[str], home: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(wanted, env=environment(home), check=True)
    return time.perf_counter() - begun


# -- the screen ------------------------------------------------------------------------------------------------------


def measure_screen(story: Story, rounds: int) -> None:
    """The first paint against the smallest Textual app."""
    table.head(f"The first paint of the screen, whole processes in a terminal of 80 by 24, {rounds} rounds")
    if sys.platform == "win32":
        table.note("Left out: this system has no pseudo-terminals.")
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        home = Path(made)
        folder = write_story(story, home / "story")
        smallest = (sys.executable, "-c", _SMALLEST)
        ours = (sys.executable, "-m", "engine", "play", str(folder), "--screen", "--saves", str(home / "saves"))
        for wanted, name in ((smallest, "the smallest app"), (ours, "our screen")):
            if first_paint(wanted, environment(home)) is None:
                table.note(f"Left out: {name} paints nothing yet.")
                return
        contenders: dict[str, Callable[[], float]] = {
            "smallest": lambda: first_paint(smallest, environment(home)) or MOST_SECONDS,
            "ours": lambda: first_paint(ours, environment(home)) or MOST_SECONDS,
        }
        taken = interleaved(contenders, rounds)
    table.line("the smallest Textual app", table.milliseconds(statistics.median(taken["smallest"])))
    ratio = 1 / table.ratio_of(taken["smallest"], taken["ours"])
    table.line("ours", table.milliseconds(statistics.median(taken["ours"])), ratio, most=1.5)


_ESCAPES = re.compile(rb"\x1b(\[[0-9;?<=>]*[ -/]*[@-~]|[PX^_\]].*?(\x1b\\|\x07)|[ -/]*[0-~])", re.S)
PAINTED = b"The road"


def first_paint(wanted: Sequence[str], env: Mapping[str, str]) -> float | None:
    """Seconds until the story's title stands on a new terminal; None when it ends or a minute passes without."""
    begun = time.perf_counter()
    seen = b""
    with opened_terminal(wanted, env) as (_, outer):
        while time.perf_counter() - begun < MOST_SECONDS:
            if not select.select([outer], [], [], 1)[0]:
                continue
            try:
                piece = os.read(outer, 65536)
            except OSError:
                return None
            seen += piece
            if PAINTED in _ESCAPES.sub(b"", seen):
                return time.perf_counter() - begun
            if not piece:
                return None
    return None


@contextlib.contextmanager
def opened_terminal(wanted: Sequence[str], env: Mapping[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A process in a terminal of 80 by 24, and the end to read what it writes; it is killed in the end."""
    import fcntl
    import pty
    import struct
    import termios

    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        wanted, env=dict(env), stdin=inner, stdout=inner, stderr=inner, start_new_session=True, close_fds=True
    )
    os.close(inner)
    try:
        yield process, outer
    finally:
        process.kill()
        process.wait()
        with contextlib.suppress(OSError):
            os.close(outer)
