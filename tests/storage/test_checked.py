"""What a check keeps: given back as it was, or not at all, and never more than the folder may hold."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.cli import check, main
from engine.storage import CheckedFiles, checked
from tests.bench.checking import large_story


def only(folder: Path) -> Path:
    [found] = folder.iterdir()
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20).filter(lambda name: "\0" not in name), st.binary())
def test_what_was_put_is_given_back(tmp_path: Path, name: str, content: bytes) -> None:
    CheckedFiles(tmp_path).put(name, content)
    assert CheckedFiles(tmp_path).get(name) == content


def test_a_file_has_one_entry_whatever_it_is_called_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = CheckedFiles(tmp_path / "kept")
    monkeypatch.chdir(tmp_path)
    store.put("story.yaml", b"one")
    assert store.get(str(tmp_path / "story.yaml")) == b"one"
    store.put("story.yaml", b"two")
    assert store.get("story.yaml") == b"two"
    assert only(tmp_path / "kept")


def test_nothing_is_given_back_for_what_was_never_put(tmp_path: Path) -> None:
    assert CheckedFiles(tmp_path / "none").get("story.yaml") is None
    assert not (tmp_path / "none").exists()


def test_every_cut_and_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    store = CheckedFiles(tmp_path)
    store.put("s", b"content of an entry")
    path = only(tmp_path)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at])
        assert store.get("s") is None
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert store.get("s") is None
    path.write_bytes(whole)
    assert store.get("s") == b"content of an entry"


def test_an_entry_of_another_engine_is_not_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = CheckedFiles(tmp_path)
    store.put("s", b"content")
    monkeypatch.setattr(checked, "build", lambda: "0" * 32)
    assert store.get("s") is None


def test_the_folder_stays_within_its_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked, "MOST_FILES", 3)
    store = CheckedFiles(tmp_path)
    for number in range(6):
        store.put(str(number), b"x")
        os.utime(store._path(str(number)), (number, number))
    (tmp_path / "other").write_bytes(b"not ours")
    store.prune()
    assert [number for number in range(6) if store.get(str(number)) is not None] == [3, 4, 5]
    assert (tmp_path / "other").exists()


def test_a_folder_that_cannot_be_made_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = CheckedFiles(tmp_path / "file" / "kept")
    store.put("s", b"x")
    store.prune()
    assert store.get("s") is None


# -- in the command --------------------------------------------------------------------------------------------------


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "large"
    folder.mkdir()
    for name, content in large_story(60, 6).items():
        (folder / name).write_bytes(content)
    monkeypatch.setenv("FORMALITIES_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(check, "WORTH_KEEPING", 1_000)
    return folder


def test_check_says_the_same_again_and_after_an_edit(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said() -> str:
        main(["check", str(story)])
        return capsys.readouterr().out

    first = said()
    assert "60 scenes, nothing to complain about" in first
    assert len(list((story.parent / "cache" / "checked").iterdir())) == 6
    assert said() == first
    path = story / "f3.yaml"
    sound = path.read_bytes()
    path.write_bytes(sound.replace(b"go: f3.s33", b"go: f3.nowhere"))
    assert "REF010" in (wrong := said())
    assert said() == wrong
    path.write_bytes(sound)
    assert said() == first


def test_check_is_not_hurt_by_damage_to_what_it_kept(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(story)])
    first = capsys.readouterr().out
    for number, path in enumerate(sorted((story.parent / "cache" / "checked").iterdir())):
        path.write_bytes([b"", b"\0" * 99, path.read_bytes()[:-3]][number % 3])
    assert main(["check", str(story)]) == 0
    assert capsys.readouterr().out == first


def test_a_small_story_leaves_nothing_behind(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "WORTH_KEEPING", 1_000_000)
    assert main(["check", str(story)]) == 0
    assert not (story.parent / "cache").exists()
