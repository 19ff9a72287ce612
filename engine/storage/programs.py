"""The versions of stories that saves were played under, kept beside them: `programs/HASH.json.gz`, written once.

In: a program when a play begins. Out: the same program, years later, to show old turns in their own words.
"""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path

from engine.errors import StoryError
from engine.program import Program
from engine.program.codec import encode
from engine.storage.files import read_bounded, write_whole
from engine.storage.jsontext import json_bytes, json_value
from engine.storage.scenes import StoredScenes, with_scenes

LARGEST = 512 * 2**20
"""Bytes of one program, packed or unpacked."""

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class KeptPrograms:
    """The programs kept in `programs/` of a folder of saves."""

    def __init__(self, folder: Path | str) -> None:
        """`folder` is the saves' own; it is made when something is kept."""
        self._folder = Path(folder) / "programs"

    def keep(self, program: Program) -> bool:
        """Keep `program` unless it is there and sound; whether it is kept now. Never raises for the disk.

        Unpacks a file that is there, else encodes and packs the whole program.
        """
        if not _FINGERPRINT.fullmatch(program.fingerprint):
            return False
        path = self._path(program.fingerprint)
        try:
            if _unpacked(path) is None:
                write_whole(path, gzip.compress(json_bytes(encode(program)), compresslevel=6, mtime=0))
        except (OSError, RecursionError):
            return False
        return True

    def get(self, fingerprint: str) -> Program | None:
        """The program, or None when it is not there or damaged. Scenes are checked one by one when asked for."""
        if not _FINGERPRINT.fullmatch(fingerprint):
            return None
        text = _unpacked(self._path(fingerprint))
        try:
            program = None if text is None else _program(json_value(text))
        except (ValueError, StoryError):
            return None
        return program if program is not None and program.fingerprint == fingerprint else None

    def _path(self, fingerprint: str) -> Path:
        return self._folder / f"{fingerprint}.json.gz"


def _unpacked(path: Path) -> bytes | None:
    """The text in `path`, its checksum compared; None when it is not there, damaged or swells past LARGEST bytes."""
    try:
        packed = read_bounded(path, LARGEST)
        stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        text = stream.decompress(packed, LARGEST)
    except (OSError, zlib.error):
        return None
    return text if stream.eof and not stream.unused_data else None


def _program(raw: object) -> Program:
    """A program from its encoded form, whose last field holds the scenes. Raises ValueError or StoryError."""
    if not isinstance(raw, list) or len(raw) < 2 or not isinstance(raw[-1], dict):
        raise ValueError("not a program")
    scenes: dict[str, object] = raw[-1]
    order = {each: place for place, each in enumerate(scenes)}
    return with_scenes([*raw[:-1], {}], StoredScenes(order, scenes.__getitem__, _nothing))


def _nothing() -> None:
    """A kept program is never thrown away: it cannot be made again."""
