"""Names, lists, copies and removals of saves."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SaveError
from engine.record.model import FORMAT, Entry, Snapshot, Stand
from engine.storage import SaveFolder
from engine.storage.lines import entry_line, header_line
from engine.storage.names import as_part, is_part, split_name
from tests.storage.samples import header, turn


def _save(folder: Path, *entries: Entry, **changes: object) -> str:
    journal = SaveFolder(folder).create(header(**changes))
    for entry in entries:
        journal.append(entry)
    journal.close()
    return journal.name


def _file(folder: Path, content: bytes, name: str = "border-formalities/ilya-1") -> str:
    path = folder / f"{name}.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return name


def test_saves_are_named_from_story_profile_and_the_next_number(tmp_path: Path) -> None:
    names = [_save(tmp_path, profile=profile) for profile in ("ilya", "ilya", "vera", "ilya-2", "")]
    story = "border-formalities"
    assert names == [f"{story}/{each}" for each in ("ilya-1", "ilya-2", "vera-1", "ilya-2-1", "play-1")]


def test_a_number_is_not_given_again_while_anything_of_its_save_is_there(tmp_path: Path) -> None:
    SaveFolder(tmp_path).remove(_save(tmp_path))
    assert _save(tmp_path) == "border-formalities/ilya-2"


@pytest.mark.parametrize(
    "story", ["Пограничные формальности", "国境", "con", "a/b", "..", "", " . ", "x" * 500, "é\ud800"]
)
def test_any_story_id_can_be_saved_under(tmp_path: Path, story: str) -> None:
    name = _save(tmp_path, turn(0), story=story)
    saves = SaveFolder(tmp_path)
    assert saves.open(name, for_writing=False).header.story == story
    assert [line.name for line in saves.list(story)] == [name]
    assert (tmp_path / f"{name}.jsonl").resolve().parent.parent == tmp_path.resolve()


@given(st.text())
def test_whatever_an_id_is_what_is_made_of_it_can_stand_in_a_name(text: str) -> None:
    part = as_part(text, "story")
    assert is_part(part)
    assert split_name(f"{part}/{part}") == (part, part)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a",
        "../a",
        "a/..",
        "a/b/c",
        "/etc/passwd",
        "a\\b/c",
        "a/CON",
        "a/nul.txt",
        "a/.hidden",
        "a/b.",
        "a/b\0",
        "C:/x",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_in_words(tmp_path: Path, name: str) -> None:
    for ask in (SaveFolder(tmp_path).open, SaveFolder(tmp_path).copy, SaveFolder(tmp_path).remove):
        with pytest.raises(SaveError, match="is not the name of a save"):
            ask(name)


def test_a_misspelled_save_is_answered_with_the_nearest(tmp_path: Path) -> None:
    _save(tmp_path)
    with pytest.raises(SaveError, match=r"Did you mean border-formalities/ilya-1\?"):
        SaveFolder(tmp_path).open("border-formalites/ilya-1")


def test_a_list_tells_turns_ending_and_the_last_play_first(tmp_path: Path) -> None:
    first = _save(tmp_path, turn(0), turn(1), turn(2, ending="home"), Snapshot(2, {"cash": 1}))
    second = _save(tmp_path, turn(0), turn(1, ending="home"), Stand(0))
    third = _save(tmp_path, profile="vera")
    for age, name in enumerate((first, third, second)):
        os.utime(tmp_path / f"{name}.jsonl", (1_790_000_000 - age, 1_790_000_000 - age))
    lines = SaveFolder(tmp_path).list("border-formalities")
    assert [(line.name, line.turns, line.ending, line.trouble) for line in lines] == [
        (first, 3, "home", None),
        (third, 0, None, None),
        (second, 2, None, None),
    ]
    assert lines[0].header == header()
    assert lines[0].last_played.startswith("2026-09-2")
    assert SaveFolder(tmp_path).list("another") == ()
    assert SaveFolder(tmp_path / "nowhere").list() == ()


def test_a_list_reads_only_the_ends_of_a_long_save(tmp_path: Path) -> None:
    name = _save(tmp_path)
    cells = {f"cell{each}": "x" * 100 for each in range(2000)}
    lines = b"".join(entry_line(turn(number)) for number in range(5000)) + entry_line(Snapshot(4999, cells))
    with (tmp_path / f"{name}.jsonl").open("ab") as file:
        file.write(lines)
    (line,) = SaveFolder(tmp_path).list()
    assert (line.turns, line.trouble) == (5000, None)


def test_a_list_never_raises_and_says_what_is_wrong(tmp_path: Path) -> None:
    for number, content in enumerate(_UNREADABLE, start=1):
        _file(tmp_path, content, f"story/ilya-{number}")
    torn = _file(tmp_path, header_line(header()) * 2 + entry_line(turn(0)) + b"half", "story/vera-1")
    (tmp_path / "story" / "folder-1.jsonl").mkdir()
    (tmp_path / "stray.jsonl").write_bytes(b"")
    listed = {line.name: line for line in SaveFolder(tmp_path).list()}
    assert len(listed) == len(_UNREADABLE) + 1
    assert all(line.trouble for line in listed.values())
    assert listed[torn].turns == 1


_HEAD = header_line(header())
_UNREADABLE = (
    b"",
    b"\n" * 10,
    bytes(range(256)) * 40,
    b'{"sum":"' * 3000,
    b"[" * 100_000,
    b'{"sum":"0123456789abcdef","kind":' + b"[" * 100_000 + b"\n",
    _HEAD[: len(_HEAD) // 2],
    _HEAD.replace(b"ilya", b"ilja") * 2,
    entry_line(turn(0)),
    header_line(header(format=FORMAT + 1)) * 2,
)


@pytest.mark.parametrize("content", _UNREADABLE)
def test_a_file_without_a_sound_header_is_refused_in_words_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    name = _file(tmp_path, content)
    for writing in (True, False):
        with pytest.raises(SaveError, match=name):
            SaveFolder(tmp_path).open(name, for_writing=writing)
    with pytest.raises(SaveError, match=name):
        SaveFolder(tmp_path).copy(name)
    assert [each.read_bytes() for each in (tmp_path / "border-formalities").iterdir()] == [content]


def test_a_newer_format_is_refused_with_what_to_do(tmp_path: Path) -> None:
    name = _file(tmp_path, header_line(header(format=FORMAT + 1)) * 2)
    with pytest.raises(SaveError, match=r"newer version of this program .* bring the program up to date"):
        SaveFolder(tmp_path).open(name)


def test_a_copy_holds_what_is_sound_and_leaves_the_original(tmp_path: Path) -> None:
    name = _save(tmp_path, turn(0), turn(1))
    path = tmp_path / f"{name}.jsonl"
    path.write_bytes(path.read_bytes()[:-5])
    copied = SaveFolder(tmp_path).copy(name)
    assert copied == "border-formalities/ilya-2"
    opened = SaveFolder(tmp_path).open(copied, for_writing=False)
    assert (opened.entries, opened.trouble) == ((turn(0),), None)
    assert SaveFolder(tmp_path).open(name, for_writing=False).trouble


def test_a_removed_save_is_gone_from_sight_until_it_is_brought_back(tmp_path: Path) -> None:
    saves = SaveFolder(tmp_path)
    name = _save(tmp_path, turn(0))
    saves.remove(name)
    assert saves.list() == ()
    with pytest.raises(SaveError, match="was removed"):
        saves.open(name)
    saves.restore(name)
    assert saves.open(name, for_writing=False).entries == (turn(0),)
    with pytest.raises(SaveError, match="could not be brought back: it is not there"):
        saves.restore(name)


def test_tidying_throws_away_removed_saves_and_nothing_else(tmp_path: Path) -> None:
    saves = SaveFolder(tmp_path)
    gone, kept = _save(tmp_path, turn(0)), _save(tmp_path, turn(0))
    with (tmp_path / f"{gone}.jsonl").open("ab") as file:
        file.write(b"torn")
    opened = saves.open(gone)
    assert opened.journal is not None
    saves.remove(gone)
    assert saves.tidy() == ()
    opened.journal.close()
    (tmp_path / "border-formalities" / ".ilya-9.lock").touch()
    assert saves.tidy() == (gone,)
    assert [each.name for each in (tmp_path / "border-formalities").iterdir()] == [f"{kept.split('/')[1]}.jsonl"]


def test_a_folder_that_is_a_file_is_named_and_play_can_go_on(tmp_path: Path) -> None:
    (tmp_path / "saves").write_text("not a folder")
    with pytest.raises(SaveError, match=r"a file stands where a folder should be. You can play, but nothing is saved"):
        SaveFolder(tmp_path / "saves").create(header())
    assert SaveFolder(tmp_path / "saves").list() == ()
    assert SaveFolder(tmp_path / "saves").tidy() == ()


def test_a_save_that_cannot_be_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = _save(tmp_path, turn(0))
    with (tmp_path / f"{name}.jsonl").open("ab") as file:
        file.write(b"torn")
    real = os.open

    def read_only(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", read_only)
    opened = SaveFolder(tmp_path).open(name)
    assert opened.journal is None
    assert opened.entries == (turn(0),)
    assert opened.trouble is not None
    assert "the disk can only be read. You can look at it, but what you do is not saved." in opened.trouble
    with pytest.raises(SaveError, match="No save could be begun: the disk can only be read"):
        SaveFolder(tmp_path).create(header())
    with pytest.raises(SaveError, match="could not be copied"):
        SaveFolder(tmp_path).copy(name)


def test_a_full_disk_at_the_beginning_leaves_no_empty_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(SaveError, match="No save could be begun: the disk is full"):
        SaveFolder(tmp_path).create(header())
    assert os.listdir(tmp_path / "border-formalities") == []
