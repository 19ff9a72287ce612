"""What a player types stands in the journal, marked, and nowhere else on the disk, also when the process is killed."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.record import Turn
from engine.storage import SaveFolder
from engine.storage.lines import entry_from, entry_line
from tests.storage.samples import ROOT, turn
from tests.stories import HERE

STORY = HERE / "good" / "questions-are-asked-and-answered.yaml"
SECRET = "Zvyozdochka"


@pytest.mark.parametrize("typed", ["Ilyusha", 0, -5, 29, "0", "é 👩\u200d👧"])
def test_an_answer_survives_its_line_and_is_marked(typed):
    entry = turn(3, typed=typed)
    line = entry_line(entry)
    assert entry_from(line[:-1]) == entry
    assert json.loads(line)["typed"] == typed


def test_a_turn_that_took_a_choice_has_no_mark():
    line = entry_line(turn(3))
    assert b"typed" not in line
    assert entry_from(line[:-1]).typed is None


@pytest.mark.parametrize("wrong", [True, 1.5, ["x"], {"a": 1}])
def test_an_answer_of_no_kind_is_no_entry(wrong):
    assert entry_from(entry_line(turn(3, typed=wrong))[:-1]) is None


def play(folder: Path, *lines: str) -> subprocess.Popen[bytes]:
    """A sitting in a process of its own that has been given `lines` and has answered them all."""
    command = [sys.executable, "-m", "engine", "play", str(STORY), "--json", "--saves", str(folder / "saves")]
    places = {name: str(folder / name.lower()) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    environment = os.environ | places | {"PYTHONPATH": str(ROOT), "FORMALITIES_CACHE": str(folder / "cache")}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.readline()
    for line in lines:
        process.stdin.write(f"{line}\n".encode())
        process.stdin.flush()
        process.stdout.readline()
    return process


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_killed_play_leaves_what_was_typed_in_the_journal_alone(tmp_path: Path, how: signal.Signals) -> None:
    with play(tmp_path, SECRET, "nonsense of mine", "29", "1") as process:
        process.send_signal(how)
        out, err = process.communicate()
    assert SECRET.encode() not in out + err
    holding = [path for path in tmp_path.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    assert [path.name for path in holding] == ["default-1.jsonl"]
    assert not any(SECRET in str(path) for path in tmp_path.rglob("*"))
    assert not any(b"nonsense of mine" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    opened = SaveFolder(tmp_path / "saves").open("asked/default-1", for_writing=False)
    assert [each.typed for each in opened.entries if isinstance(each, Turn)] == [None, SECRET, 29, None]
