"""Files written whole or not at all, and what the system's errors mean in plain words.

In: paths and bytes. Out: nothing, or OSError. Knows no story and no save.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

from engine.errors import UserError

TEMPORARY = ".tmp-"
"""How the names of files begin that are not whole yet; one that stays behind may be thrown away."""

_WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EFBIG: "the file would be larger than this system allows",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "you may not write or read there",
    errno.EPERM: "you may not write or read there",
    errno.EIO: "the disk reports an error",
    errno.ENOENT: "it is not there",
    errno.ENOTDIR: "a file stands where a folder should be",
    errno.EEXIST: "a file stands where a folder should be",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ENOLCK: "that disk does not let files be locked",
    errno.EOPNOTSUPP: "that disk does not let files be locked",
    errno.ELOOP: "its links go round in a circle",
}


def reason(error: OSError) -> str:
    """Why the system refused, as a clause that can follow a colon; without paths, so that it can be shown anywhere."""
    return _WORDS.get(error.errno or 0, error.strerror or type(error).__name__)


def read_bounded(path: Path, limit: int) -> bytes:
    """The bytes of a plain file. Raises OSError; EFBIG for more than `limit` bytes, EINVAL for a pipe or device."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is not a plain file")
    with path.open("rb") as file:
        read = file.read(limit + 1)
    if len(read) > limit:
        raise OSError(errno.EFBIG, "it is too large")
    return read


def write_whole(path: Path, content: bytes, *, durable: bool = True, mode: int | None = None) -> None:
    """Make `path` hold `content`, at once: whoever reads sees all of the old file or all of the new.

    Folders above are made. With `durable` it is on the disk when this returns. `mode` are the new file's permissions,
    where the usual ones will not do. Raises OSError, changing nothing.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY}{os.urandom(8).hex()}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            if mode is not None:
                temporary.chmod(mode)
            if durable:
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        sync_folder(path.parent)


def rewrite(path: Path, before: bytes, after: bytes) -> None:
    """Give the file at `path`, which held `before`, the content `after`, at once and with its permissions kept.

    A link is followed. Raises UserError, changing nothing, when the file holds something else by now or cannot be
    written.
    """
    try:
        target = path.resolve()
        mode = stat.S_IMODE(target.stat().st_mode)
        if read_bounded(target, len(before)) != before:
            raise UserError(f"{path} was changed meanwhile and is left as it is. Run this again.")
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "")
        write_whole(target, after, mode=mode)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise UserError(f"{path} was changed meanwhile and is left as it is. Run this again.") from error
        raise UserError(f"{path} cannot be written: {reason(error)}.") from error


def write_synced(descriptor: int, content: bytes) -> None:
    """Bring `content` to the disk: one write as a rule. What a full disk took in part is tried again, for the reason.

    Raises OSError, and then any part of it may have been written.
    """
    while content:
        content = content[os.write(descriptor, content) :]
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk; where the system knows no such thing, nothing happens."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
