"""What is done about a damaged journal: the file as it was is kept beside it, and what is sound is written anew.

In: a file's bytes and their `Scan`. Out: the mended file, and sentences that say what was kept and what was not.
"""

from __future__ import annotations

import itertools
import os
from pathlib import Path

from engine.storage.files import write_whole
from engine.storage.scan import Scan

DAMAGED = ".damaged-"


def mend(path: Path, content: bytes, seen: Scan) -> str:
    """Keep `content` beside `path` and leave there what is sound; the name of the file kept. Raises OSError.

    Both files are written whole, the old one first, so that a crash between the two loses nothing. The time at which
    the save was last played stays.
    """
    aside = _free(path)
    status = path.stat()
    write_whole(aside, content)
    write_whole(path, seen.head + content[seen.body : seen.sound])
    for each in (aside, path):
        os.utime(each, ns=(status.st_atime_ns, status.st_mtime_ns))
    return aside.name


def damaged_copies(path: Path) -> tuple[Path, ...]:
    """The files that `mend` kept beside `path`, in no order."""
    opening = path.stem + DAMAGED
    return tuple(each for each in path.parent.iterdir() if each.name.startswith(opening))


def what_was_wrong(name: str, seen: Scan, aside: str | None) -> str | None:
    """What a person is told of the damage, None when there is none; `aside` is the file kept, None when none was."""
    if seen.whole:
        return None
    kept = "1 turn is" if seen.turns == 1 else f"{seen.turns} turns are"
    where = f" The file as it was is kept as {aside}." if aside else ""
    if seen.torn:
        return f"The last line of the save {name} was not written whole and is set aside; {kept} kept.{where}"
    if not seen.lost and seen.sound_to_the_end:
        return f"A first line of the save {name} was damaged and is read from its second copy; nothing is lost.{where}"
    lost = "1 turn" if seen.lost == 1 else f"{seen.lost} turns"
    return f"The save {name} is damaged: {kept} kept, and what follows ({lost}) is set aside.{where}"


def _free(path: Path) -> Path:
    """The first name beside `path` for a damaged copy that is not taken."""
    for number in itertools.count(1):
        aside = path.with_name(f"{path.stem}{DAMAGED}{number}")
        if not aside.exists():
            break
    return aside
