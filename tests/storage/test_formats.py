"""Saves of two formats: what an earlier program can read it goes on reading, and the rest it refuses in words."""

import os
from pathlib import Path

import pytest

from engine.errors import SaveError
from engine.record.model import Bookmark, Named, Removal, Snapshot, Stand
from engine.storage import SaveFolder, lines
from tests.storage.samples import header, turn

OLD = (turn(0), turn(1), Stand(0), Snapshot(1, {"cash": 5}), turn(2, 0))


def begun(folder: Path, number: int) -> str:
    journal = SaveFolder(folder).create(header(format=number))
    for entry in OLD:
        journal.append(entry)
    journal.close()
    return journal.name


def test_a_save_of_the_first_format_stays_one_while_nothing_new_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = begun(tmp_path, 1)
    opened = SaveFolder(tmp_path).open(name)
    assert opened.journal is not None
    opened.journal.append(turn(3))
    opened.journal.close()
    monkeypatch.setattr(lines, "FORMAT", 1)
    assert SaveFolder(tmp_path).open(name, for_writing=False).entries == (*OLD, turn(3))


@pytest.mark.parametrize("entry", [Named(2, "x"), Removal(1), Bookmark(0, "x")])
def test_what_the_first_format_does_not_know_lifts_the_file_and_an_earlier_program_refuses_it(
    entry: Named | Removal | Bookmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = begun(tmp_path, 1)
    opened = SaveFolder(tmp_path).open(name)
    assert opened.journal is not None
    opened.journal.append(entry)
    opened.journal.append(turn(3))
    assert SaveFolder(tmp_path).open(name).journal is None, "the lock is still held"
    opened.journal.close()
    again = SaveFolder(tmp_path).open(name, for_writing=False)
    assert (again.header.format, again.entries, again.trouble) == (2, (*OLD, entry, turn(3)), None)
    assert os.listdir(tmp_path / "border-formalities") == ["ilya-1.jsonl"]
    monkeypatch.setattr(lines, "FORMAT", 1)
    for for_writing in (False, True):
        with pytest.raises(SaveError, match=r"a newer version of this program \(format 2\); bring the program up"):
            SaveFolder(tmp_path).open(name, for_writing=for_writing)


def test_where_the_file_cannot_be_lifted_it_is_as_it_was_and_can_be_written_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = begun(tmp_path, 1)
    before = (tmp_path / f"{name}.jsonl").read_bytes()
    opened = SaveFolder(tmp_path).open(name)
    assert opened.journal is not None

    def refuse(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(SaveError, match="the disk is full"):
            opened.journal.append(Named(2, "x"))
    assert (tmp_path / f"{name}.jsonl").read_bytes() == before
    opened.journal.append(Named(2, "x"))
    opened.journal.append(turn(3))
    opened.journal.close()
    assert SaveFolder(tmp_path).open(name, for_writing=False).entries == (*OLD, Named(2, "x"), turn(3))


def test_the_list_says_where_a_save_stands_whatever_was_marked_last(tmp_path: Path) -> None:
    name = begun(tmp_path, 2)
    opened = SaveFolder(tmp_path).open(name)
    assert opened.journal is not None
    for entry in (turn(3, ending="home"), Named(0, "x"), Removal(1), Bookmark(0, "y")):
        opened.journal.append(entry)
    opened.journal.close()
    [line] = SaveFolder(tmp_path).list()
    assert (line.turns, line.ending, line.trouble) == (4, "home", None)


def test_pruning_throws_the_turns_of_removed_branches_away_and_keeps_the_rest(tmp_path: Path) -> None:
    name = begun(tmp_path, 2)
    opened = SaveFolder(tmp_path).open(name)
    assert opened.journal is not None
    for entry in (turn(3, 2), Named(1, "gone"), Named(3, "kept"), Bookmark(1, "gone"), Bookmark(2, "kept"), Removal(1)):
        opened.journal.append(entry)
    assert SaveFolder(tmp_path).prune() == (), "it is open"
    opened.journal.close()
    assert SaveFolder(tmp_path).prune() == (name,)
    assert SaveFolder(tmp_path).prune() == ()
    again = SaveFolder(tmp_path).open(name)
    assert again.trouble is None
    wrote = turn(2).wrote, turn(3).wrote
    assert again.entries == (
        turn(0),
        Stand(0),
        turn(1, 0, wrote=wrote[0], block=turn(2).block),
        turn(2, 1, wrote=wrote[1], block=turn(3).block),
        Bookmark(1, "kept"),
        Named(2, "kept"),
        Stand(2),
    )
    assert again.journal is not None
    again.journal.append(turn(3))
    again.journal.close()


def test_a_removal_taken_back_throws_nothing_away(tmp_path: Path) -> None:
    name = begun(tmp_path, 2)
    opened = SaveFolder(tmp_path).open(name)
    assert opened.journal is not None
    opened.journal.append(Removal(1))
    opened.journal.append(Removal(1, undone=True))
    opened.journal.close()
    assert SaveFolder(tmp_path).prune() == ()
