"""What keeps the caches sound and small: which engine made an entry, and how much may lie in a folder.

In: a folder and bounds. Out: a name for this engine; files that were thrown away.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from engine.storage.files import TEMPORARY
from engine.storage.paths import package_folder

_STALE_SECONDS = 86_400


@cache
def build() -> str:
    """Names what makes entries: the sources of these layers, so that changing one empties the caches.

    By name, length and time of the last change: to read them all took a tenth of the way to the first screen.
    """
    total = hashlib.sha256()
    for layer in ("compiler", "program", "expr", "diagnostics"):
        for path in sorted((package_folder() / layer).rglob("*.py")):
            status = path.stat()
            total.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode("utf-8", "surrogatepass"))
    return total.hexdigest()[:32]


def prune(folder: Path, ending: str, most_files: int, most_bytes: int) -> None:
    """Throw away what is beyond the bounds, longest unused first, and what a killed process left a day ago.

    Only files with that ending, or half written, are looked at. Raises OSError where the folder cannot be read.
    """
    total = 0
    for place, (used, size, path) in enumerate(sorted(_files(folder, ending), reverse=True)):
        if path.name.startswith(TEMPORARY):
            if used > time.time_ns() - _STALE_SECONDS * 10**9:
                continue
        elif place < most_files and total + size <= most_bytes:
            total += size
            continue
        with contextlib.suppress(OSError):
            path.unlink()


def _files(folder: Path, ending: str) -> Iterator[tuple[int, int, Path]]:
    """When each file was last used (nanoseconds), its size in bytes, and its path."""
    for path in folder.iterdir():
        if path.suffix == ending or path.name.startswith(TEMPORARY):
            with contextlib.suppress(OSError):
                status = path.stat()
                yield status.st_mtime_ns, status.st_size, path
