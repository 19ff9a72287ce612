"""Compiled programs kept between runs, one file a fingerprint: an index, then one JSON text a scene.

In: a program. Out: the same, its scenes decoded when they are first asked for. Whatever is wrong with a file means
that there is none: the sources are at hand and are compiled again.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import zlib
from pathlib import Path

from engine.errors import StoryError
from engine.program import Program
from engine.program.codec import encode
from engine.storage.bounds import build, prune
from engine.storage.files import read_bounded, write_whole
from engine.storage.jsontext import json_bytes, json_value
from engine.storage.scenes import StoredScenes, with_scenes

IR_VERSION = 2
"""Version of what a program means. 1: the first. 2: storylets, a schedule, checkpoints. Part of every fingerprint."""

MOST_FILES = 50
MOST_BYTES = 500 * 2**20
"""What the cache may hold; the files longest not used are thrown away first."""

_ENDING = ".program"
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_HEAD = re.compile(rb"formalities program 1 ([0-9a-f]{32}) ([0-9]{1,10}) ([0-9a-f]{8}) ([0-9a-f]{8})\n")


class ProgramCache:
    """The cache in one folder; implements `ProgramStore`. The folder is made when something is put."""

    def __init__(self, folder: Path | str) -> None:
        self._folder = Path(folder)

    def get(self, fingerprint: str) -> Program | None:
        """The program, or None when there is none or it is damaged. Reads the file once and decodes the index only.

        A scene that does not decode raises StoryError when it is asked for, and the file is thrown away.
        """
        if not _FINGERPRINT.fullmatch(fingerprint):
            return None
        path = self._path(fingerprint)
        try:
            packed = read_bounded(path, MOST_BYTES)
        except OSError:
            return None
        try:
            program = _unpack(packed, path)
        except (ValueError, StoryError):
            return None
        if program.fingerprint != fingerprint:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return program

    def put(self, program: Program) -> None:
        """Keep `program`, at once or not at all; encodes all of it. A failure is silent, for this is only a cache."""
        if not _FINGERPRINT.fullmatch(program.fingerprint):
            return
        with contextlib.suppress(OSError, RecursionError):
            write_whole(self._path(program.fingerprint), _pack(program), durable=False)
            prune(self._folder, _ENDING, MOST_FILES, MOST_BYTES)

    def _path(self, fingerprint: str) -> Path:
        return self._folder / f"{fingerprint}{_ENDING}"


def _pack(program: Program) -> bytes:
    """One line with lengths and checksums, the index, and the scenes' texts one after another."""
    texts = [json_bytes(encode(scene)) for scene in program.scenes.values()]
    index = json_bytes(
        {
            "program": encode(program.replace(scenes={})),
            "ids": list(program.scenes),
            "lengths": [len(text) for text in texts],
        }
    )
    scenes = b"".join(texts)
    head = f"formalities program 1 {build()} {len(index)} {_sum(index)} {_sum(scenes)}\n"
    return head.encode() + index + scenes


def _unpack(packed: bytes, path: Path) -> Program:
    """What `_pack` was given. Raises ValueError or StoryError for what it cannot have made."""
    head = _HEAD.match(packed)
    if head is None:
        raise ValueError("not a stored program")
    made_by, length, index_sum, scenes_sum = (each.decode() for each in head.groups())
    index = packed[head.end() : head.end() + int(length)]
    scenes = packed[head.end() + int(length) :]
    if (made_by, index_sum, scenes_sum) != (build(), _sum(index), _sum(scenes)):
        raise ValueError("damaged, or of another engine")
    raw = json_value(index)
    if not isinstance(raw, dict) or raw.keys() != {"program", "ids", "lengths"}:
        raise ValueError("the index is damaged")
    return with_scenes(raw["program"], _scenes(raw["ids"], raw["lengths"], scenes, path))


def _scenes(ids: object, lengths: object, texts: bytes, path: Path) -> StoredScenes:
    """The scenes of an index, once it is sure that ids are unique and lengths add up."""
    if not isinstance(ids, list) or not isinstance(lengths, list) or len(ids) != len(lengths):
        raise ValueError("the index is damaged")
    if {type(each) for each in ids} - {str} or {type(each) for each in lengths} - {int} or min(lengths, default=0) < 0:
        raise ValueError("the index is damaged")
    order = {each: place for place, each in enumerate(ids)}
    ends = list(itertools.accumulate(lengths, initial=0))
    if len(order) != len(ids) or ends[-1] != len(texts):
        raise ValueError("the index is damaged")

    def read(scene_id: str) -> object:
        place = order[scene_id]
        return json_value(texts[ends[place] : ends[place + 1]])

    def throw_away() -> None:
        with contextlib.suppress(OSError):
            path.unlink()

    return StoredScenes(order, read, throw_away)


def _sum(part: bytes) -> str:
    """Against damage, not against people; whoever may write the cache may write the program."""
    return f"{zlib.crc32(part):08x}"
