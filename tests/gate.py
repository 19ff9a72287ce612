"""Everything that guards the project, side by side: `make test`, or `python -m tests.gate` where there is no make.

pytest runs on both cores while the quick checks run one after another beside it; what they say comes first, pytest's
own report last, then one line with the verdict. Nothing stops at the first failure.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
STORY_COMMANDS = ("check", "test")


class Check(NamedTuple):
    """One command of the gate; `arguments` follow `python`."""

    name: str
    arguments: Sequence[str]


STATIC = (
    Check("ruff format", ("-m", "ruff", "format", "--check", "--diff", "--quiet", ".")),
    Check("ruff check", ("-m", "ruff", "check", "--quiet", "--output-format=concise", ".")),
    Check("import-linter", ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")),
    Check("mypy", ("-m", "mypy", "--strict")),
)


def stories() -> Iterator[Path]:
    """Yield each folder of `story/` that holds a story."""
    for folder in sorted((ROOT / "story").iterdir()):
        if folder.is_dir() and next(folder.rglob("*.yaml"), None):
            yield folder


def story_checks() -> Iterator[Check]:
    """Yield what is asked of every shipped story."""
    for folder in stories():
        for command in STORY_COMMANDS:
            yield Check(f"{command} {folder.name}", ("-m", "engine", command, str(folder.relative_to(ROOT))))


def run(check: Check) -> bool:
    """Run one check, say how it went, and show all it said if it failed."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, *check.arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    good = done.returncode == 0
    print(f"{'ok    ' if good else 'FAILED'} {check.name} ({time.monotonic() - begun:.1f} s)", flush=True)
    if not good:
        print(done.stdout.rstrip(), end="\n\n", flush=True)
    return good


class Tests:
    """pytest in the background, its words held back until they may be shown."""

    def __init__(self, arguments: Sequence[str]) -> None:
        colour = ["--color=yes"] if sys.stdout.isatty() else []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-n", "2", "--dist=worksteal", *colour, *arguments],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.may_speak = threading.Event()
        self.reader = threading.Thread(target=self._read)
        self.held: list[bytes] = []
        self.lock = threading.Lock()
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        while piece := os.read(self.process.stdout.fileno(), 4096):
            with self.lock:
                self.held.append(piece)
                if self.may_speak.is_set():
                    self._show()

    def _show(self) -> None:
        sys.stdout.buffer.write(b"".join(self.held))
        sys.stdout.buffer.flush()
        self.held.clear()

    def finish(self) -> bool:
        """Show what was held back and what still comes; return whether all passed."""
        sys.stdout.flush()
        with self.lock:
            self.may_speak.set()
            self._show()
        self.reader.join()
        return self.process.wait() == 0


def main(arguments: Sequence[str]) -> int:
    """Run the gate; arguments go on to pytest, except `--stories`, which checks the stories alone."""
    begun = time.monotonic()
    if "--stories" in arguments:
        wrong = [check.name for check in story_checks() if not run(check)]
        return int(bool(wrong))
    tests = Tests(arguments)
    failed = [check.name for check in (*STATIC, *story_checks()) if not run(check)]
    if not tests.finish():
        failed.append("pytest")
    verdict = f"failed: {', '.join(failed)}" if failed else "all is well"
    print(f"make test: {verdict} ({time.monotonic() - begun:.0f} s)", flush=True)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
