"""What stands beside a save's file, by name, and the one place where files of saves are thrown away.

In: the folder of one story's saves. Out: names of the saves that are gone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from engine.storage.files import TEMPORARY
from engine.storage.locks import take
from engine.storage.mending import damaged_copies

ENDING = ".jsonl"

REMOVED = ".removed"
"""A file of this ending beside a save says that it is to be thrown away."""

_LOCK = ".lock"
_STALE_SECONDS = 86_400


def lock_path(path: Path) -> Path:
    """The lock file of the save in `path`: hidden, empty, there only while the save is open."""
    return path.with_name(f".{path.stem}{_LOCK}")


def tidy_story(folder: Path) -> Iterator[str]:
    """Throw away the removed saves in `folder` and what killed processes left. Raises OSError."""
    if not folder.is_dir():
        return
    for file in sorted(folder.iterdir()):
        if file.suffix == REMOVED and _throw_away(file.with_suffix(ENDING)):
            yield f"{folder.name}/{file.stem}"
        elif file.name.startswith(TEMPORARY) and file.stat().st_mtime < time.time() - _STALE_SECONDS:
            file.unlink()
        elif file.name.startswith(".") and file.suffix == _LOCK:
            _free(file)


def _throw_away(path: Path) -> bool:
    """Remove a save with all that stands beside it, the mark last; false when another process has it open."""
    lock = take(lock_path(path))
    if lock is None:
        return False
    try:
        for each in (path, *damaged_copies(path)):
            each.unlink(missing_ok=True)
        path.with_suffix(REMOVED).unlink(missing_ok=True)
    finally:
        lock.release()
    return True


def _free(lock_file: Path) -> None:
    """Take away a lock file that nobody holds."""
    lock = take(lock_file) if lock_file.exists() else None
    if lock is not None:
        lock.release()
