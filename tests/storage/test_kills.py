"""Processes killed while they write."""

import os
import random
import subprocess
import time
from pathlib import Path

import pytest

from engine.record.model import Turn
from engine.storage import SaveFolder
from tests.storage.samples import child

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL")


def _play_until_killed(folder: Path, name: str, seconds: float) -> tuple[str, int]:
    """The save's name, and the last turn that the child said was on the disk (-1 for none)."""
    command, environment = child("tests.storage.appender", str(folder), name)
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        first = process.stdout.readline().decode().split()
        assert first[0] == "save", first
        time.sleep(seconds)
        process.kill()
        said = process.stdout.read().decode().split("\n")[:-1]
    return first[1], int(said[-1]) if said else -1


def _prove(folder: Path, runs: int, luck: random.Random) -> None:
    saves = SaveFolder(folder)
    name, before = "-", 0
    for _ in range(runs):
        name, reported = _play_until_killed(folder, name, luck.uniform(0, 0.06))
        opened = saves.open(name)
        assert opened.journal is not None
        opened.journal.close()
        turns = [each for each in opened.entries if isinstance(each, Turn)]
        assert [each.id for each in turns] == list(range(len(turns)))
        assert max(before, reported + 1) <= len(turns) <= max(before, reported + 1) + 1
        assert saves.open(name, for_writing=False).trouble is None
        before = len(turns)
        if before > 300:
            name, before = "-", 0


def test_a_killed_process_loses_nothing_but_the_step_in_flight_and_leaves_no_lock(tmp_path: Path) -> None:
    _prove(tmp_path, 20, random.Random(20))


@pytest.mark.proof
def test_two_hundred_killed_processes_lose_nothing_but_the_step_in_flight(tmp_path: Path) -> None:
    _prove(tmp_path, 200, random.Random(200))
