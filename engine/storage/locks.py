"""A lock between processes that the operating system keeps, so that a killed process leaves none.

In: the path of a lock file (empty, made when needed, taken away on release). Out: a `Lock`, or None. Knows no save.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

from engine.frozen import Frozen

_BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_TRIES = 100

if sys.platform == "win32":
    import msvcrt

    def _grab(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _grab(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock(Frozen):
    """Held until `release` or the end of the process."""

    descriptor: int
    path: Path

    def release(self) -> None:
        """Let others have it, and leave no file behind. To be called once."""
        with contextlib.suppress(OSError):
            self.path.unlink()
        os.close(self.descriptor)


def take(path: Path) -> Lock | None:
    """The lock at `path`, or None when another process, or another opening in this one, has it. Never waits.

    Raises OSError where no lock can be had at all (a folder that cannot be written, a disk without locks).
    """
    for _ in range(_TRIES):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _grab(descriptor)
            if _still_there(descriptor, path):
                return Lock(descriptor, path)
        except OSError as error:
            os.close(descriptor)
            if error.errno in _BUSY:
                return None
            raise
        os.close(descriptor)
    raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))


def _still_there(descriptor: int, path: Path) -> bool:
    """Whether `path` is the file we locked: its last holder may have taken it away between our opening and locking."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
