"""The cache of compiled programs, and the programs kept beside saves."""

import errno
import gzip
import json
import os
from pathlib import Path

import pytest

from engine.errors import StoryError
from engine.program.codec import encode
from engine.storage import KeptPrograms, ProgramCache, cache, paths, programs
from tests.storage.samples import FINGERPRINT, program


def _other(number: int) -> str:
    return f"{number:064x}"


def test_a_program_comes_back_from_the_cache_as_it_was_put(tmp_path: Path) -> None:
    made = program(5)
    ProgramCache(tmp_path).put(made)
    found = ProgramCache(tmp_path).get(FINGERPRINT)
    assert found is not None
    assert list(found.scenes) == list(made.scenes)
    assert encode(found) == encode(made)
    assert dict(found.scenes) == made.scenes


def test_scenes_are_decoded_only_when_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ProgramCache(tmp_path).put(program(5))
    found = ProgramCache(tmp_path).get(FINGERPRINT)
    assert found is not None

    def fail(*_: object) -> None:
        raise AssertionError("decoded")

    first = found.scenes["part.scene1"]
    with monkeypatch.context() as patch:
        patch.setattr("engine.storage.scenes.decode", fail)
        assert len(found.scenes) == 5
        assert "part.scene4" in found.scenes
        assert "nowhere" not in found.scenes
        assert next(iter(found.scenes)) == "part.scene0"
        assert found.scenes.get("nowhere") is None
        assert found.scenes["part.scene1"] is first


def test_the_scenes_are_the_last_field_of_a_program() -> None:
    made = program(2)
    assert encode(made)[-1] == {each: encode(scene) for each, scene in made.scenes.items()}


def test_what_was_never_put_is_not_there_and_a_fingerprint_is_never_a_path(tmp_path: Path) -> None:
    for fingerprint in (FINGERPRINT, "", "../x", "a" * 63, "A" * 64, "a" * 64 + "\n"):
        assert ProgramCache(tmp_path).get(fingerprint) is None
        assert KeptPrograms(tmp_path).get(fingerprint) is None
    ProgramCache(tmp_path).put(program(1, fingerprint="../escape"))
    assert KeptPrograms(tmp_path).keep(program(1, fingerprint="../escape")) is False
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ProgramCache(tmp_path / "file").put(program(1))
    assert ProgramCache(tmp_path / "file").get(FINGERPRINT) is None
    assert KeptPrograms(tmp_path / "file").keep(program(1)) is False


def test_a_full_disk_leaves_neither_half_a_file_nor_a_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "replace", full)
    ProgramCache(tmp_path).put(program(1))
    assert list(tmp_path.iterdir()) == []


def test_the_programs_longest_unused_are_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_FILES", 3)
    store = ProgramCache(tmp_path)
    for number in range(3):
        store.put(program(1, _other(number)))
        os.utime(tmp_path / f"{_other(number)}.program", (number, number))
    assert store.get(_other(0)) is not None
    store.put(program(1, _other(3)))
    assert [store.get(_other(number)) is not None for number in range(4)] == [True, False, True, True]


def test_the_cache_keeps_to_its_bytes_and_clears_old_half_written_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ProgramCache(tmp_path)
    store.put(program(1, _other(0)))
    os.utime(tmp_path / f"{_other(0)}.program", (1, 1))
    for name, when in ((".tmp-old", 1), (".tmp-new", None)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, when and (when, when))
    monkeypatch.setattr(cache, "MOST_BYTES", (tmp_path / f"{_other(0)}.program").stat().st_size + 10)
    store.put(program(1, _other(1)))
    assert sorted(each.name for each in tmp_path.iterdir()) == [".tmp-new", f"{_other(1)}.program"]


def test_a_program_made_by_another_compiler_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ProgramCache(tmp_path).put(program(1))
    monkeypatch.setattr(cache, "build", lambda: "0" * 32)
    assert ProgramCache(tmp_path).get(FINGERPRINT) is None


def test_the_cache_of_a_name_in_the_environment_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.CACHE_VARIABLE, str(tmp_path))
    assert paths.cache_folder() == tmp_path
    monkeypatch.delenv(paths.CACHE_VARIABLE)
    assert "border-formalities" in str(paths.cache_folder())


def test_a_kept_program_comes_back_and_is_written_once(tmp_path: Path) -> None:
    kept = KeptPrograms(tmp_path)
    made = program(4)
    assert kept.keep(made)
    path = tmp_path / "programs" / f"{FINGERPRINT}.json.gz"
    os.utime(path, (1, 1))
    assert kept.keep(made)
    assert path.stat().st_mtime == 1
    found = kept.get(FINGERPRINT)
    assert found is not None
    assert encode(found) == encode(made)
    assert json.loads(gzip.decompress(path.read_bytes())) == encode(made)
    assert path.read_bytes()[4:8] == bytes(4)


def test_a_damaged_kept_program_is_none_and_is_written_anew_when_kept_again(tmp_path: Path) -> None:
    """Some bits of a packed file mean nothing: flipped, they unpack to the same text, and that is no damage."""
    kept = KeptPrograms(tmp_path)
    kept.keep(program(2))
    path = tmp_path / "programs" / f"{FINGERPRINT}.json.gz"
    whole = path.read_bytes()
    for place in range(10, len(whole)):
        flipped = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        path.write_bytes(flipped)
        found = kept.get(FINGERPRINT)
        if found is not None:  # only where the bit is one that packing leaves unused
            assert gzip.decompress(flipped) == gzip.decompress(whole)
            assert found == program(2)
    path.write_bytes(whole[:-1])
    assert kept.get(FINGERPRINT) is None
    assert kept.keep(program(2))
    assert path.read_bytes() == whole


def test_a_kept_program_that_swells_or_lies_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptPrograms(tmp_path)
    kept.keep(program(2))
    path = tmp_path / "programs" / f"{FINGERPRINT}.json.gz"
    for raw in (None, [], ["Program"], {}, "x", ["Program", {}], [*encode(program(2, _other(1)))]):
        path.write_bytes(gzip.compress(json.dumps(raw).encode()))
        assert kept.get(FINGERPRINT) is None
    path.write_bytes(gzip.compress(b"[" * 100_000))
    assert kept.get(FINGERPRINT) is None
    monkeypatch.setattr(programs, "LARGEST", 1_000)
    path.write_bytes(gzip.compress(b" " * 100_000))
    assert kept.get(FINGERPRINT) is None


def test_a_damaged_scene_of_a_kept_program_is_a_story_error(tmp_path: Path) -> None:
    kept = KeptPrograms(tmp_path)
    kept.keep(program(2))
    path = tmp_path / "programs" / f"{FINGERPRINT}.json.gz"
    raw = encode(program(2))
    raw[-1]["part.scene1"] = raw[-1]["part.scene0"]
    path.write_bytes(gzip.compress(json.dumps(raw).encode()))
    found = kept.get(FINGERPRINT)
    assert found is not None
    assert found.scenes["part.scene0"].id == "part.scene0"
    with pytest.raises(StoryError, match=r"part\.scene1 is damaged"):
        found.scenes["part.scene1"]
    assert path.exists()
