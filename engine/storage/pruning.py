"""Throwing removed branches away: a save's file written anew without their turns.

In: the folder of one story's saves. Out: names of the saves that were changed. A damaged save is left as it is, for
opening to mend.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from engine.errors import SaveError
from engine.record.pruning import pruned
from engine.storage.files import write_whole
from engine.storage.lines import entry_line
from engine.storage.locks import take
from engine.storage.names import save_name
from engine.storage.scan import scan
from engine.storage.tidying import ENDING, REMOVED, lock_path

_REMOVAL = b'"kind":"removal"'


def prune_story(folder: Path) -> Iterator[str]:
    """Prune the saves in `folder` that hold a removal. Raises OSError."""
    if not folder.is_dir():
        return
    for path in sorted(folder.glob(f"*{ENDING}")):
        if path.name.startswith(".") or path.with_suffix(REMOVED).exists() or _REMOVAL not in path.read_bytes():
            continue
        lock = take(lock_path(path))
        if lock is None:
            continue
        try:
            if _prune(path):
                yield save_name(path)
        finally:
            lock.release()


def _prune(path: Path) -> bool:
    """Write the save in `path` anew; whether it was sound and anything had to go. When it was played last stays."""
    status = path.stat()
    try:
        seen = scan(path.read_bytes(), save_name(path))
    except SaveError:
        return False
    kept = pruned(seen.header, seen.entries)
    if not seen.whole or kept == seen.entries:
        return False
    write_whole(path, seen.head + b"".join(map(entry_line, kept)))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return True
