"""What a check keeps of a story's files between runs, one small file each; the compiler says what is in it.

In: the path of a story's file and bytes. Out: the same bytes, or None for whatever is damaged, of another engine, or
not there: then the file is read anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import zlib
from pathlib import Path

from engine.storage.bounds import build, prune
from engine.storage.files import read_bounded, write_whole

MOST_FILES = 10_000
MOST_BYTES = 200 * 2**20
"""What may be kept of all stories; what was longest not used is thrown away first."""

_LARGEST = 64 * 2**20
_ENDING = ".checked"
_HEAD = re.compile(rb"formalities checked 1 ([0-9a-f]{32}) ([0-9a-f]{8})\n")


class CheckedFiles:
    """The entries in one folder, which is made when something is put; implements the compiler's `FileStore`."""

    def __init__(self, folder: Path | str) -> None:
        self._folder = Path(folder)
        self._put = False

    def get(self, name: str) -> bytes | None:
        """What was kept of the file at the path `name`; None when nothing sound was."""
        path = self._path(name)
        try:
            stored = read_bounded(path, _LARGEST)
            os.utime(path)
        except OSError:
            return None
        head = _HEAD.match(stored)
        if head is None:
            return None
        content = stored[head.end() :]
        return content if (head[1].decode(), head[2].decode()) == (build(), _sum(content)) else None

    def put(self, name: str, content: bytes) -> None:
        """Keep it, at once or not at all. A failure is silent: nothing is lost but time."""
        self._put = True
        head = f"formalities checked 1 {build()} {_sum(content)}\n".encode()
        with contextlib.suppress(OSError):
            write_whole(self._path(name), head + content, durable=False)

    def prune(self) -> None:
        """Keep the folder within its bounds, if anything was put."""
        if self._put:
            with contextlib.suppress(OSError):
                prune(self._folder, _ENDING, MOST_FILES, MOST_BYTES)

    def _path(self, name: str) -> Path:
        """One entry a file, wherever it is checked from."""
        full = str(Path(name).absolute()).encode("utf-8", "surrogatepass")
        return self._folder / f"{hashlib.sha256(full).hexdigest()[:40]}{_ENDING}"


def _sum(content: bytes) -> str:
    """Against damage, not against people; whoever may write the cache may write the program."""
    return f"{zlib.crc32(content):08x}"
