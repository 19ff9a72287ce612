"""inkjs in a process of its own: installed once into the user's cache folder, spoken to in lines of JSON.

In: a story in ink, walks. Out: seconds and texts; or None with a sentence where node, npm or the network is missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.ink_story import LOCKED, as_ink
from tests.bench.players import Seen, Walk, plain
from tests.bench.story import Story

VERSION = "2.4.0"
_PLAYER = Path(__file__).with_name("ink_player.js")


def folder() -> Path:
    """Where what the benchmark keeps between runs lies: outside the repository, in the user's cache folder."""
    from platformdirs import user_cache_path

    made = user_cache_path("border-formalities-bench", appauthor=False)
    made.mkdir(parents=True, exist_ok=True)
    return made


def installed() -> Path | str:
    """The file that node is to load, or the sentence that says why there is none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return "inkjs is left out: node and npm are not here."
    home = folder() / f"inkjs-{VERSION}"
    module = home / "node_modules" / "inkjs" / "dist" / "ink-full.js"
    if not module.exists():
        home.mkdir(exist_ok=True)
        wanted = [
            npm,
            "install",
            f"inkjs@{VERSION}",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefix",
            str(home),
        ]
        done = subprocess.run(wanted, capture_output=True, text=True, timeout=300)
        if done.returncode or not module.exists():
            return "inkjs is left out: npm could not install it."
    return module


class Ink:
    """A node process with one story loaded."""

    def __init__(self, module: Path, story: Story) -> None:
        self._process = subprocess.Popen(
            command(module), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._ask(do="load", story=str(self._compiled(story)))

    def _compiled(self, story: Story) -> Path:
        source = as_ink(story)
        name = hashlib.sha256(f"{VERSION}\n{source}".encode()).hexdigest()[:32]
        made = folder() / f"{name}.ink.json"
        if not made.exists():
            for old in folder().glob("*.ink*"):
                if len(story.scenes) > 1000 and old.stat().st_size > 10**7:
                    old.unlink()
            written = made.with_suffix(".txt")
            written.write_text(source, encoding="utf-8")
            self._ask(do="compile", ink=str(written), out=str(made.with_suffix(".tmp")))
            os.replace(made.with_suffix(".tmp"), made)
            written.unlink()
        self.path = made
        return made

    def _ask(self, **request: object) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline() or '{"error": "node ended"}')
        if "error" in answer:
            raise RuntimeError(f"inkjs: {answer['error']}")
        return answer

    def seen(self, walk: Walk) -> list[Seen]:
        """The walk's turns, with the outcomes that our machine drew."""
        answer = self._ask(do="play", walk=walk.places, texts=True, outcomes=walk.outcomes)
        return [(plain(text), tuple(map(_offer, labels))) for text, labels in answer["seen"]]

    def time(self, places: Sequence[int]) -> float:
        """Seconds for a walk from the start."""
        return float(self._ask(do="play", walk=places, texts=False)["seconds"])

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=20)


def _offer(label: str) -> tuple[str, bool]:
    label = plain(label)
    return label.removesuffix(LOCKED), not label.endswith(LOCKED)


def command(module: Path) -> list[str]:
    """What starts the player; the stack is for the compiler, which goes deep in a long story."""
    return ["node", "--stack-size=20000", "--max-old-space-size=8192", str(_PLAYER), str(module)]
