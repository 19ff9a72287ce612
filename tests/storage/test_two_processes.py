"""Two running copies and one save."""

import os
import subprocess
from pathlib import Path

from engine.record.model import Turn
from engine.storage import SaveFolder
from tests.storage.samples import child, header, turn


def _start(folder: Path, name: str) -> "subprocess.Popen[bytes]":
    command, environment = child("tests.storage.appender", str(folder), name)
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


def _line(process: "subprocess.Popen[bytes]") -> list[str]:
    assert process.stdout is not None
    return process.stdout.readline().decode().split()


def test_the_second_process_on_a_save_reads_it_and_is_told_who_has_it(tmp_path: Path) -> None:
    with _start(tmp_path, "-") as first:
        try:
            name = _line(first)[1]
            _line(first)
            with _start(tmp_path, name) as second:
                said = second.communicate()[0].decode()
            opened = SaveFolder(tmp_path).open(name)
            copied = SaveFolder(tmp_path).copy(name)
        finally:
            first.kill()
    assert said.startswith(f"busy The save {name} is open in another window that is still running.")
    assert opened.journal is None
    assert opened.entries[0] == turn(0, shown="")
    assert copied == "border-formalities/ilya-2"
    assert SaveFolder(tmp_path).open(copied, for_writing=False).trouble is None


def test_processes_that_take_turns_at_one_save_do_not_corrupt_it(tmp_path: Path) -> None:
    saves = SaveFolder(tmp_path)
    journal = saves.create(header())
    journal.append(turn(0))
    journal.close()
    for _ in range(3):
        crowd = [_start(tmp_path, journal.name) for _ in range(4)]
        first_words = [_line(each)[0] for each in crowd]
        writer = crowd[first_words.index("save")]
        last = int([_line(writer) for _ in range(20)][-1][0])
        for each in crowd:
            each.kill()
            each.communicate()
        opened = saves.open(journal.name, for_writing=False)
        turns = [each.id for each in opened.entries if isinstance(each, Turn)]
        assert sorted(first_words) == ["busy", "busy", "busy", "save"]
        assert turns == list(range(len(turns)))
        assert len(turns) > last


def test_processes_that_begin_at_once_get_saves_of_their_own(tmp_path: Path) -> None:
    crowd = [_start(tmp_path, "-") for _ in range(5)]
    names = {_line(each)[1] for each in crowd}
    for each in crowd:
        each.kill()
        each.communicate()
    assert names == {f"border-formalities/ilya-{number}" for number in range(1, 6)}


def test_the_same_process_cannot_open_a_save_for_writing_twice(tmp_path: Path) -> None:
    saves = SaveFolder(tmp_path)
    journal = saves.create(header())
    assert saves.open(journal.name).journal is None
    journal.close()
    again = saves.open(journal.name)
    assert again.journal is not None
    again.journal.close()


def test_a_save_that_is_closed_leaves_no_lock_file(tmp_path: Path) -> None:
    journal = SaveFolder(tmp_path).create(header())
    journal.close()
    assert os.listdir(tmp_path / "border-formalities") == ["ilya-1.jsonl"]
