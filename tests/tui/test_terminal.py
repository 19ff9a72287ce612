"""A whole play in a real terminal: begun, resized, killed, gone on with, turned to plain lines and back, ended.

tmux is the terminal; where it is not installed, this is left out.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.starting import ROOT, environment
from tests.cli.test_watching import STORY, edit

TMUX = shutil.which("tmux")
PATIENCE = 40
"""Seconds until what should be on the screen is given up."""

pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not installed, and it is the terminal of this test")


class Terminal:
    """A terminal in which the program runs."""

    def __init__(self, home: Path) -> None:
        self.home, self.name, self.begun = home, "", 0

    def tmux(self, *arguments: str) -> str:
        assert TMUX is not None
        wanted = (TMUX, "-L", self.name, "-f", "/dev/null", *arguments)
        return subprocess.run(wanted, env=environment(self.home), capture_output=True, text=True, check=True).stdout

    def play(self, *arguments: str) -> None:
        self.start("play", "night-ferry", "--saves", str(self.home / "saves"), *arguments)

    def start(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "engine", *arguments]
        self.close()
        self.begun += 1
        self.name = f"formalities-{os.getpid()}-{self.begun}"
        quoted = " ".join(f"'{each}'" for each in command)
        self.tmux(
            "new-session", "-d", "-x", "80", "-y", "24", "-c", str(ROOT), f"{quoted}; echo left $?; exec sleep 600"
        )

    def close(self) -> None:
        """A server ends after its last command has; so each start has one of its own."""
        name, self.name = self.name, ""
        if name:
            subprocess.run((str(TMUX), "-L", name, "kill-server"), capture_output=True, check=False)

    def shown(self) -> str:
        return " ".join(self.tmux("capture-pane", "-pJ").split())

    def wait(self, words: str) -> None:
        """Until the screen shows `words`."""
        until = time.monotonic() + PATIENCE
        while words not in self.shown():
            assert time.monotonic() < until, f"{words!r} is not in:\n{self.tmux('capture-pane', '-p')}"
            time.sleep(0.05)

    def press(self, *keys: str, then: str) -> None:
        for key in keys:
            self.tmux("send-keys", key)
        self.wait(then)

    def resize(self, width: int, height: int) -> None:
        self.tmux("resize-window", "-x", str(width), "-y", str(height))

    def kill(self) -> None:
        """As when the machine loses its power: the program has no time for anything."""
        shell = self.tmux("list-panes", "-F", "#{pane_pid}").strip()
        [program] = subprocess.run(("pgrep", "-P", shell), capture_output=True, text=True, check=True).stdout.split()
        os.kill(int(program), signal.SIGKILL)
        self.wait("left 137")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(tmp_path)
    yield made
    made.close()


def test_a_play_in_a_terminal_is_resized_killed_gone_on_with_and_ended(terminal: Terminal) -> None:
    terminal.play("--screen")
    terminal.wait("Whose way?")
    terminal.press("1", then="are on no chart")
    terminal.press("Enter", then="The case is on the kitchen table")
    terminal.press("3", then="Midra, the harbour")
    for width, height in ((40, 20), (20, 8), (120, 40), (80, 24)):
        terminal.resize(width, height)
    terminal.wait("1. Let Arvid see to the peg")
    terminal.press("m", then="you are here")
    terminal.press("Escape", then="1. Let Arvid see to the peg")
    terminal.press("1", then="17:40")

    terminal.kill()
    terminal.play("--screen", "--continue")
    terminal.wait("Friday 14 June, 17:40")
    terminal.press("1", then="1. Take the strait ferry")

    terminal.press("v", then="What do you do? 1. Take the strait ferry")  # no mark before it, so it is plain
    terminal.press("2", "Enter", then="That is closed.")
    terminal.press("1", "Enter", then="18:40")
    terminal.press("face", "Enter", then="? Help b Back")
    terminal.wait("1. Join the queue at the window")

    terminal.press("3", then="Go on to the end.")
    terminal.press("1", then="The house violin")
    terminal.press("q", then="left 0")
    terminal.play("--screen", "--continue")
    terminal.wait("Go on to the end.")


def test_a_story_is_written_in_one_terminal_and_played_in_another(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(STORY, encoding="utf-8")
    terminal.start("watch", str(file), "--given", "cash=20000")
    terminal.wait("Nothing is saved here.")
    terminal.press("1", then="Two red covers.")
    edit(file, ("go: street", "go: stret"))
    terminal.wait('REF010 no scene is called "stret"')
    terminal.press("v", then="values NAME shows")
    terminal.press("problems", "Enter", then="did you mean")
    terminal.press("face", "Enter", then="x Mistakes")
    edit(file, ("go: stret", "go: street"), ("Two red", "Three red"))
    terminal.wait("Three red covers.")
    terminal.press("u", then="cash = 19900")
    terminal.press("Escape", then="Three red covers.")
    terminal.press("q", then="left 0")
