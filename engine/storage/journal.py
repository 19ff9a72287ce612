"""One play-through on disk, open for writing: each entry is one line, synced before `append` returns.

In: entries in the order of the record. Out: a file that is sound after every append, failed ones included.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from engine.errors import SaveError
from engine.record.model import FORMAT, SINCE_2, Entry, Header, Turn
from engine.storage.files import APPENDING, reason, write_synced, write_whole
from engine.storage.lines import entry_from, entry_line, header_line
from engine.storage.locks import Lock
from engine.storage.names import save_name
from engine.storage.scan import follows


class SaveJournal:
    """Implements `Journal`. `end` is where the last sound line ends, in bytes; `turns` counts the turns before it.

    `torn` says that there may be half a line after `end`. Owns the descriptor and the lock until `close`. A file of an
    earlier format keeps it, so that earlier programs go on reading it, until something is written that they cannot.
    """

    def __init__(self, path: Path, descriptor: int, lock: Lock, header: Header, *, end: int, turns: int) -> None:
        self.name = save_name(path)
        self._path = path
        self._header = header
        self.descriptor = descriptor
        self.lock = lock
        self.end = end
        self.turns = turns
        self.torn = False

    def append(self, entry: Entry) -> None:
        """Write one entry; it is on the disk when this returns: one write and one sync, a few milliseconds.

        Raises SaveError, in words and with the file as it was; the same entry may then be passed again.
        """
        self.extend((entry,))

    def extend(self, entries: Sequence[Entry]) -> None:
        """Write several entries with one sync; all of them or none, as `append`."""
        lines, turns = self._lines(entries)
        content = b"".join(lines)
        try:
            self._check_file()
            if self._header.format < FORMAT and any(isinstance(each, SINCE_2) for each in entries):
                self._lift()
            self.torn = True
            write_synced(self.descriptor, content)
        except OSError as error:
            self._take_back()
            raise SaveError(
                f"The save {self.name} could not be written: {reason(error)}. "
                "You can play on, but what you do from here is not saved."
            ) from error
        self.end += len(content)
        self.torn = False
        self.turns = turns

    def close(self) -> None:
        """Let go of the file and the lock; closing twice is the same as once."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.lock.release()
            self.descriptor = -1

    def _lines(self, entries: Sequence[Entry]) -> tuple[list[bytes], int]:
        """The entries' lines, and how many turns there are after them. Raises SaveError."""
        if self.descriptor < 0:
            raise SaveError(f"The save {self.name} is closed already; nothing more can be written to it.")
        lines, turns = list[bytes](), self.turns
        for each in entries:
            lines.append(self._line(each, turns))
            turns += isinstance(each, Turn)
        return lines, turns

    def _line(self, entry: Entry, turns: int) -> bytes:
        """The line of an entry after so many turns, once it is sure that it will be read again. Raises SaveError."""
        try:
            line = entry_line(entry)
        except (TypeError, ValueError) as error:
            raise SaveError(f"A step of {self.name} holds something that cannot be saved: {error}.") from error
        if entry_from(line[:-1]) != entry or not follows(entry, turns):
            raise SaveError(f"A step of {self.name} does not follow from those saved before, so it was not saved.")
        return line

    def _lift(self) -> None:
        """Write the file anew, whole, with the present format in its header. Raises OSError, changing nothing."""
        head = len(header_line(self._header)) * 2
        lifted = self._header.replace(format=FORMAT)
        content = header_line(lifted) * 2 + self._path.read_bytes()[head : self.end]
        write_whole(self._path, content)
        descriptor = os.open(self._path, APPENDING)
        os.close(self.descriptor)
        self.descriptor, self._header, self.end = descriptor, lifted, len(content)

    def _check_file(self) -> None:
        """Cut off half a line left from before. Raises SaveError when the file is no longer the one we wrote."""
        status = os.fstat(self.descriptor)
        if self.torn and status.st_size >= self.end:
            os.ftruncate(self.descriptor, self.end)
        elif status.st_nlink == 0 or status.st_size != self.end:
            raise SaveError(
                f"The file of the save {self.name} was taken away or changed by something else while you played. "
                "You can play on, but what you do from here is not saved."
            )
        self.torn = False

    def _take_back(self) -> None:
        """Cut the file back to its last sound line; where even that fails, the next append tries again."""
        if self.torn:
            with contextlib.suppress(OSError):
                os.ftruncate(self.descriptor, self.end)
                self.torn = False
