"""The play-throughs of one folder: one file of JSON lines each, `story/profile-number.jsonl`.

In: names and headers. Out: journals, entries and lists. What was damaged is set aside and told in words; nothing is
thrown away but by `tidy`, and only what a person had removed before.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from engine.errors import SaveError
from engine.record.model import Header
from engine.record.ports import Opened, SaveLine
from engine.storage.files import APPENDING, read_bounded, reason, sync_folder, write_synced, write_whole
from engine.storage.journal import SaveJournal
from engine.storage.lines import header_from, header_line
from engine.storage.listing import save_line
from engine.storage.locks import Lock, take
from engine.storage.mending import mend, what_was_wrong
from engine.storage.names import as_part, is_part, nearest, save_name, shown, split_name, split_number
from engine.storage.pruning import prune_story
from engine.storage.scan import HEAD, scan
from engine.storage.tidying import ENDING, REMOVED, lock_path, tidy_story

LARGEST = 512 * 2**20
"""Bytes of a save that is read."""

_NOT_SAVED = "You can look at it, but what you do is not saved."


class SaveFolder:
    """Implements `Saves`. The folder is made when the first save is; no name leads out of it."""

    def __init__(self, folder: Path | str) -> None:
        self._folder = Path(folder)

    def list(self, story: str | None = None) -> tuple[SaveLine, ...]:
        """All saves but removed ones, of one story if it is named, last played first; reads both ends of each file."""
        stories = [as_part(story, "story")] if story is not None else _names(self._folder)
        found = [each for part in stories for each in self._of_story(part)]
        return tuple(line for _, line in sorted(found, key=lambda each: each[0], reverse=True))

    def create(self, header: Header) -> SaveJournal:
        """A new save, named from story, profile and the next free number. Raises SaveError in words."""
        story, profile = as_part(header.story, "story"), as_part(header.profile, "play")
        line = header_line(header)
        if header_from(line[:-1]) != header or len(line) > HEAD // 2:
            raise SaveError("No save could be begun: what was chosen at the start cannot be written down.")
        content = line * 2
        try:
            name, descriptor, lock = self._begin(story, profile)
            try:
                write_synced(descriptor, content)
            except OSError:
                os.close(descriptor)
                self._path(name).unlink()
                lock.release()
                raise
            sync_folder(self._folder / story)
        except OSError as error:
            raise SaveError(
                f"No save could be begun: {reason(error)}. You can play, but nothing is saved; "
                "another folder can be named with --saves."
            ) from error
        return SaveJournal(self._path(name), descriptor, lock, header, end=len(content), turns=0)

    def open(self, name: str, *, for_writing: bool = True) -> Opened:
        """Read the save `name`; linear. For writing, damage is set aside first and the file made sound again.

        Raises SaveError when it is not there, was removed, is of a newer format, or has no sound header.
        """
        path = self._there(name)
        if not for_writing:
            return self._read_only(path, None)
        try:
            lock = take(lock_path(path))
        except OSError as error:
            return self._read_only(path, f"The save {name} cannot be written: {reason(error)}. {_NOT_SAVED}")
        if lock is None:
            return self._read_only(
                path,
                f"The save {name} is open in another window that is still running. {_NOT_SAVED} A copy can be played.",
            )
        return self._for_writing(path, lock)

    def copy(self, name: str) -> str:
        """Copy what is sound of the save `name` under the next free number of the same man. Raises SaveError."""
        path = self._there(name)
        content, mtime = self._content(path)
        seen = scan(content, name)
        story, part = split_name(name)
        try:
            copied, descriptor, lock = self._begin(story, split_number(part)[0])
            os.close(descriptor)
            try:
                write_whole(self._path(copied), seen.head + content[seen.body : seen.sound])
                os.utime(self._path(copied), ns=(mtime, mtime))
            except OSError:
                self._path(copied).unlink()
                raise
            finally:
                lock.release()
        except OSError as error:
            raise SaveError(f"The save {name} could not be copied: {reason(error)}.") from error
        return copied

    def remove(self, name: str) -> None:
        """Mark the save `name` as removed: it is listed and opened no more, and `tidy` throws it away."""
        path = self._there(name)
        try:
            path.with_suffix(REMOVED).touch()
        except OSError as error:
            raise SaveError(f"The save {name} could not be removed: {reason(error)}.") from error

    def restore(self, name: str) -> None:
        """Take back `remove`, as long as `tidy` has not been there. Raises SaveError."""
        try:
            self._path(name).with_suffix(REMOVED).unlink()
        except OSError as error:
            raise SaveError(f"The save {name} could not be brought back: {reason(error)}.") from error

    def tidy(self) -> tuple[str, ...]:
        """Throw away what was removed, with its damaged copies, and what killed processes left; names, sorted.

        Saves that another running copy has open are left for the next time. Raises SaveError where that is refused.
        """
        try:
            return tuple(each for story in _names(self._folder) for each in tidy_story(self._folder / story))
        except OSError as error:
            raise SaveError(f"The saves could not be tidied: {reason(error)}.") from error

    def prune(self) -> tuple[str, ...]:
        """Throw away the turns of removed branches in all saves; the names of those that were changed, sorted.

        What is thrown away leaves no copy. Saves that another running copy has open are left. Raises SaveError.
        """
        try:
            return tuple(each for story in _names(self._folder) for each in prune_story(self._folder / story))
        except OSError as error:
            raise SaveError(f"The saves could not be tidied: {reason(error)}.") from error

    def _of_story(self, story: str) -> Iterator[tuple[tuple[int, str], SaveLine]]:
        """The saves of one story as lines, each with what to sort by."""
        names = _names(self._folder / story)
        for file in names:
            part = file.removesuffix(ENDING)
            path = self._folder / story / file
            if part != file and is_part(part) and f"{part}{REMOVED}" not in names and path.is_file():
                line = save_line(path, f"{story}/{part}")
                yield (_played(path), line.name), line

    def _begin(self, story: str, profile: str) -> tuple[str, int, Lock]:
        """Name, descriptor and lock of a new empty file. Raises OSError."""
        folder = self._folder / story
        folder.mkdir(parents=True, exist_ok=True)
        number = 1 + max((_number(file, profile) for file in _names(folder)), default=0)
        while True:
            path = folder / f"{profile}-{number}{ENDING}"
            lock = take(lock_path(path))
            if lock is not None:
                try:
                    return f"{story}/{profile}-{number}", os.open(path, APPENDING | os.O_CREAT | os.O_EXCL, 0o600), lock
                except FileExistsError:
                    lock.release()
                except OSError:
                    lock.release()
                    raise
            number += 1

    def _path(self, name: str) -> Path:
        story, part = split_name(name)
        return self._folder / story / f"{part}{ENDING}"

    def _there(self, name: str) -> Path:
        """The file of a save that is there and not removed. Raises SaveError in words."""
        path = self._path(name)
        if path.with_suffix(REMOVED).exists():
            raise SaveError(f"The save {name} was removed. It can be brought back until the saves are tidied.")
        if path.is_file():
            return path
        meant = nearest(name, (line.name for line in self.list()))
        hint = f" Did you mean {meant}?" if meant else ""
        raise SaveError(f"There is no save called {shown(name)}.{hint}")

    def _content(self, path: Path) -> tuple[bytes, int]:
        """All bytes of a save, and when it was last written, in nanoseconds. Raises SaveError."""
        try:
            return read_bounded(path, LARGEST), path.stat().st_mtime_ns
        except OSError as error:
            raise SaveError(f"The save {save_name(path)} cannot be read: {reason(error)}.") from error

    def _read_only(self, path: Path, trouble: str | None) -> Opened:
        """The save without a journal. Half a last line is no damage here: its writer may be at work on it."""
        seen = scan(self._content(path)[0], save_name(path))
        wrong = None if trouble and seen.torn else what_was_wrong(save_name(path), seen, None)
        return Opened(seen.header, seen.entries, None, " ".join(filter(None, (trouble, wrong))) or None)

    def _for_writing(self, path: Path, lock: Lock) -> Opened:
        """The save with its journal, mended when needed; the lock is released if that fails."""
        try:
            content, _ = self._content(path)
            seen = scan(content, save_name(path))
            aside = None if seen.whole else mend(path, content, seen)
            descriptor = os.open(path, APPENDING)
        except OSError as error:
            lock.release()
            return self._read_only(path, f"The save {save_name(path)} cannot be written: {reason(error)}. {_NOT_SAVED}")
        except BaseException:
            lock.release()
            raise
        end = len(seen.head) + seen.sound - seen.body
        journal = SaveJournal(path, descriptor, lock, seen.header, end=end, turns=seen.turns)
        return Opened(seen.header, seen.entries, journal, what_was_wrong(journal.name, seen, aside))


def _names(folder: Path) -> list[str]:
    """Names in `folder`, sorted; empty when it is no folder or cannot be read."""
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _number(file: str, profile: str) -> int:
    """The number of a file of this profile, whatever its ending; 0 for any other file."""
    found, number = split_number(file.rpartition(".")[0])
    return number if found.casefold() == profile.casefold() else 0


def _played(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
