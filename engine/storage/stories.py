"""Finding and reading the text of stories: a folder of YAML files, or one file.

In: a name or a path. Out: a `StorySource` with the bytes of each file and a fingerprint of all. Parses nothing.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from engine import __version__
from engine.errors import UserError
from engine.record.ports import StorySource
from engine.storage.cache import IR_VERSION
from engine.storage.files import read_bounded, reason
from engine.storage.names import nearest, shown
from engine.storage.paths import stories_folder

LARGEST = 64 * 2**20
"""Bytes of all files of a story together."""

MOST_FILES = 5_000
MOST_SEEN = 100_000
"""Files of any kind that are looked at below a folder before it is taken for something other than a story."""

_ENDINGS = (".yaml", ".yml")


class Stories:
    """The stories that come with the program, and any other that a person names; implements `StoryFolder`."""

    def __init__(self, folder: Path | str | None = None) -> None:
        """`folder` holds one folder a story; None means those that come with the program."""
        self._folder = Path(folder) if folder is not None else stories_folder()

    def names(self) -> tuple[str, ...]:
        """Names of the folders that hold a story.yaml, sorted; empty when there is no such place."""
        try:
            found = [each.name for each in self._folder.iterdir() if (each / "story.yaml").is_file()]
        except OSError:
            return ()
        return tuple(sorted(found))

    def read(self, name_or_path: str) -> StorySource:
        """A story by name, folder or single file; a name wins over a folder of the same name.

        Files whose name or folder begins with a dot are left out, as are links that lead out of the story.
        Raises UserError in words. Reads every file once, up to LARGEST bytes.
        """
        try:
            path = self._find(name_or_path)
            files = _files_of(path)
            contents = _read_all(files, name_or_path)
        except OSError as error:
            raise UserError(f"The story {shown(name_or_path)} cannot be read: {reason(error)}.") from error
        folder = path if path.is_dir() else path.parent
        inside = {each.relative_to(folder).as_posix(): content for each, content in contents.items()}
        return StorySource(
            name=path.stem if path.is_file() else path.resolve().name,
            folder=str(folder),
            files={_as_typed(each): content for each, content in contents.items()},
            fingerprint=fingerprint(inside),
        )

    def _find(self, wanted: str) -> Path:
        """The folder or file that is meant. Raises UserError when there is none."""
        names = self.names()
        if wanted in names:
            return self._folder / wanted
        path = Path(wanted)
        if wanted and "\0" not in wanted and path.exists():
            return path
        meant = nearest(wanted, names)
        if meant:
            hint = f" Did you mean {meant}?"
        else:
            hint = f" These come with the program: {', '.join(names)}." if names else ""
        raise UserError(f"There is no story, folder or file called {shown(wanted)}.{hint}")


def fingerprint(files: dict[str, bytes]) -> str:
    """64 hex digits that name these sources (by path within the story) under this engine; order does not matter."""
    total = hashlib.sha256(f"{__version__} {IR_VERSION} {len(files)}\n".encode())
    for path in sorted(files):
        name = path.encode("utf-8", "surrogatepass")
        total.update(b"%d %d\n" % (len(name), len(files[path])))
        total.update(name)
        total.update(files[path])
    return total.hexdigest()


def _files_of(path: Path) -> list[Path]:
    """The YAML files at or below `path`, sorted by their parts. Raises UserError when there are none or too many."""
    if not path.is_dir():
        if path.suffix.lower() not in _ENDINGS:
            raise UserError(f"{shown(str(path))} is not a story: stories are folders of .yaml files, or one such file.")
        return [path]
    found = sorted(_below(path), key=lambda each: each.parts)
    if not found:
        raise UserError(f"The folder {shown(str(path))} holds no .yaml file, so there is no story in it.")
    return found


def _below(folder: Path) -> Iterator[Path]:
    """YAML files below `folder`. Folders that are links are not entered, files that lead out of it not read."""
    top = folder.resolve()
    seen = taken = 0
    for here, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = [each for each in folders if not each.startswith(".")]
        seen += len(files) + 1
        for each in files:
            path = Path(here, each)
            if each.startswith(".") or path.suffix.lower() not in _ENDINGS or not _within(path, top):
                continue
            taken += 1
            yield path
        if taken > MOST_FILES or seen > MOST_SEEN:
            raise UserError(f"{shown(str(folder))} is too large for a story, which has at most {MOST_FILES:,} files.")


def _raise(error: OSError) -> None:
    raise error


def _within(path: Path, top: Path) -> bool:
    return not path.is_symlink() or path.resolve().is_relative_to(top)


def _read_all(files: list[Path], wanted: str) -> dict[Path, bytes]:
    """The bytes of each file, LARGEST together. Raises UserError naming the file that cannot be read."""
    contents: dict[Path, bytes] = {}
    left = LARGEST
    for path in files:
        try:
            contents[path] = read_bounded(path, left)
        except OSError as error:
            if error.errno == errno.EFBIG:
                raise UserError(f"{shown(wanted)} is too large: a story has at most {LARGEST >> 20} MiB.") from error
            raise UserError(f"{shown(_as_typed(path))} cannot be read: {reason(error)}.") from error
        left -= len(contents[path])
    return contents


def _as_typed(path: Path) -> str:
    """`path` as an author would type it: from the current folder when below it, else as it was given."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
