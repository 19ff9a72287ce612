"""Cache files made by damage or by an enemy: None or StoryError, never anything else, and nothing of them is run."""

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import StoryError
from engine.program.codec import encode
from engine.storage import ProgramCache
from engine.storage.bounds import build
from tests.storage.samples import FINGERPRINT, program

Change = Callable[[dict[str, Any], list[Any]], object]
PATH = f"{FINGERPRINT}.program"


def _forge(folder: Path, index: object, scenes: list[bytes]) -> None:
    """A file whose checksums are right, whatever it says."""
    text = index if isinstance(index, bytes) else json.dumps(index).encode()
    joined = b"".join(scenes)
    head = f"formalities program 1 {build()} {len(text)} {zlib.crc32(text):08x} {zlib.crc32(joined):08x}\n"
    (folder / PATH).write_bytes(head.encode() + text + joined)


def _parts() -> tuple[dict[str, Any], list[Any]]:
    """A sound index and the encoded scenes, to be changed."""
    made = program(3)
    raw = encode(made)
    scenes = list(raw[-1].values())
    raw[-1] = {}
    return {"program": raw, "ids": list(made.scenes), "lengths": []}, scenes


def _dump(scene: object) -> bytes:
    return scene if isinstance(scene, bytes) else json.dumps(scene).encode()


def _use(folder: Path) -> str:
    """None, StoryError, or that all of it could be read."""
    found = ProgramCache(folder).get(FINGERPRINT)
    if found is None:
        return "none"
    try:
        for scene in found.scenes:
            assert found.scenes[scene].id == scene
    except StoryError:
        return "story error"
    return "read"


def _changed(folder: Path, change: Change) -> str:
    index, scenes = _parts()
    change(index, scenes)
    texts = [_dump(scene) for scene in scenes]
    index["lengths"] = index["lengths"] or [len(text) for text in texts]
    _forge(folder, index, texts)
    return _use(folder)


def test_the_forgery_of_these_tests_is_read_when_nothing_is_changed(tmp_path: Path) -> None:
    assert _changed(tmp_path, lambda index, scenes: None) == "read"


INDEXES: dict[str, Change] = {
    "ids that are not strings": lambda index, _: index.update(ids=[1, 2, 3]),
    "ids that are lists": lambda index, _: index.update(ids=[[], [], []]),
    "an id twice": lambda index, _: index.update(ids=["part.scene0"] * 3),
    "an id too few": lambda index, _: index["ids"].pop(),
    "ids that are a string": lambda index, _: index.update(ids="abc"),
    "a length below zero": lambda index, _: index.update(lengths=[-1, 1, 1]),
    "a length past the end": lambda index, _: index.update(lengths=[1, 1, 10**9]),
    "a length without measure": lambda index, _: index.update(lengths=[1, 1, 10**400]),
    "a length that is a flag": lambda index, _: index.update(lengths=[True, 1, 1]),
    "a length that is a fraction": lambda index, _: index.update(lengths=[1.5, 1, 1]),
    "lengths too few": lambda index, _: index.update(lengths=[1]),
    "no program": lambda index, _: index.update(program=None),
    "an empty program": lambda index, _: index.update(program=[]),
    "another class": lambda index, _: index["program"].__setitem__(0, "Popen"),
    "a field too many": lambda index, _: index["program"].append(1),
    "a title that is a number": lambda index, _: index["program"].__setitem__(2, 5),
    "zones that are a list": lambda index, _: index["program"].__setitem__(11, []),
    "zones that are null": lambda index, _: index["program"].__setitem__(11, None),
    "another fingerprint": lambda index, _: index["program"].__setitem__(4, "f" * 64),
    "a member too many": lambda index, _: index.update(more=1),
}


@pytest.mark.parametrize("change", INDEXES.values(), ids=INDEXES.keys())
def test_an_index_that_cannot_have_been_written_is_no_program(tmp_path: Path, change: Change) -> None:
    assert _changed(tmp_path, change) == "none"


def _scene(step: object) -> object:
    return ["Scene", "part.scene0", [step], None, None, [], None, [], 0, [], "", 0]


def _written(value: object) -> object:
    return _scene(["Write", "a", value, "a"])


SCENES: dict[str, object] = {
    "nothing": b"",
    "no JSON": b"import os",
    "half": b'["Scene",',
    "deep": b"[" * 200_000,
    "deep and closed": b"[" * 50_000 + b"]" * 50_000,
    "deep words": b'["Scene","part.scene0",[' + b'["Say","x",["Words",[' * 20_000,
    "not a number": b'["Scene","part.scene0",[["Jump",NaN]],null,null,[],null,[],0,[],"",0]',
    "without end": b'["Scene","part.scene0",[["Jump",Infinity]],null,null,[],null,[],0,[],"",0]',
    "a number without measure": b'["Scene","part.scene0",[["Jump",' + b"9" * 100_000 + b"]]]",
    "not UTF-8": b'"\xff\xfe"',
    "null": None,
    "an object": {"__class__": "Scene"},
    "code for a class": ["__import__('os').system('true')"],
    "a class that is no step": ["Scene", "part.scene0", [["Popen", "true"]], None, None, [], None, [], 0, [], "", 0],
    "steps that are text": ["Scene", "part.scene0", "steps", None, None, [], None, [], 0, [], "", 0],
    "a step that is empty": ["Scene", "part.scene0", [[]], None, None, [], None, [], 0, [], "", 0],
    "a step of no name": ["Scene", "part.scene0", [[[[]]]], None, None, [], None, [], 0, [], "", 0],
    "a flag for a number": ["Scene", "part.scene0", [["Jump", True]], None, None, [], None, [], 0, [], "", 0],
    "a fraction": ["Scene", "part.scene0", [["Jump", 1.0]], None, None, [], None, [], 0, [], "", 0],
    "a set that is no set": _written(["Const", ["a", 1]]),
    "a set in a set": _written(["Const", [["a"]]]),
    "a gathering of no order": _written(["Gather", None, []]),
    "a rank of nothing": _written(["Rank", ["a"]]),
    "a joining of what is not shown": _written(["Join", [["Const", 1]]]),
    "a turn without a size": _scene(["Tick", "a", "cycle"]),
    "a turn of a fraction": _scene(["Tick", "a", "cycle", 1.5]),
    "a way that is no text": _scene(["Say", "a", ["Words", [["Chosen", ["Const", 0], ["a"]]], False], None]),
    "another scene": ["Scene", "part.scene9", [], None, None, [], None, [], 0, [], "", 0],
    "an id that is no text": ["Scene", 0, [], None, None, [], None, [], 0, [], "", 0],
    "fields too few": ["Scene", "part.scene0", []],
}


@pytest.mark.parametrize("text", SCENES.values(), ids=SCENES.keys())
def test_a_scene_that_cannot_have_been_written_is_a_story_error_and_the_file_goes(tmp_path: Path, text: object) -> None:
    assert _changed(tmp_path, lambda _, scenes: scenes.__setitem__(0, text)) == "story error"
    assert not (tmp_path / PATH).exists()


def test_code_in_strings_stays_text(tmp_path: Path) -> None:
    evil = "'''+__import__('os').abort()+'''"

    def change(index: dict[str, Any], scenes: list[Any]) -> None:
        index["ids"][0] = evil
        scenes[0][1] = evil

    assert _changed(tmp_path, change) == "read"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"formalities program 1",
        b"formalities program 2 " + b"0" * 100,
        b"\x80\x04\x95cos\nsystem\n",
        b"formalities program 1 " + b"0" * 32 + b" 9999999999 00000000 00000000\n",
        b"formalities program 1 " + b"0" * 32 + b" -1 00000000 00000000\n",
    ],
)
def test_a_file_that_is_something_else_is_no_program(tmp_path: Path, content: bytes) -> None:
    (tmp_path / PATH).write_bytes(content)
    assert _use(tmp_path) == "none"


@pytest.mark.parametrize("index", [b"[" * 200_000, b"NaN", b"\xff", b"null", b"[]", b"9" * 10_000, b'{"ids":[]}'])
def test_an_index_that_is_no_index_is_no_program(tmp_path: Path, index: bytes) -> None:
    _forge(tmp_path, index, [])
    assert _use(tmp_path) == "none"


def test_a_cache_file_with_any_byte_flipped_or_cut_at_any_byte_is_no_program(tmp_path: Path) -> None:
    store = ProgramCache(tmp_path)
    store.put(program(1))
    whole = (tmp_path / PATH).read_bytes()
    for place in range(len(whole)):
        (tmp_path / PATH).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert store.get(FINGERPRINT) is None, place
        (tmp_path / PATH).write_bytes(whole[:place])
        assert store.get(FINGERPRINT) is None, place


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["Scene", "Say"]),
    lambda inner: st.lists(inner, max_size=12) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=20,
)


@given(JSON, st.data())
def test_any_json_in_place_of_any_part_is_none_or_a_story_error(
    tmp_path_factory: pytest.TempPathFactory, value: object, draw: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    index, scenes = _parts()
    part: Any = draw.draw(st.sampled_from([index["program"], scenes[0], scenes[0][2][2], scenes[0][2][3]]))
    part[draw.draw(st.integers(0, len(part) - 1))] = value
    texts = [_dump(scene) for scene in scenes]
    _forge(folder, index | {"lengths": [len(text) for text in texts]}, texts)
    assert _use(folder) in ("none", "story error", "read")
