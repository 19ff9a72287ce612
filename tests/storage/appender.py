"""A process that plays by itself: opens or begins a save, appends turns, and tells its parent each that returned.

`python -m tests.storage.appender FOLDER NAME` (NAME "-" begins one). One line on standard output for each event:
`save NAME`, `busy SENTENCE`, then the id of each turn that is on the disk.
"""

import os
import sys

from engine.record.model import Bookmark, Named, Removal, Snapshot, Turn
from engine.record.ports import Journal
from engine.storage import SaveFolder
from tests.storage.samples import header, turn


def say(line: str) -> None:
    """At once, past every buffer of ours."""
    os.write(1, f"{line}\n".encode())


def play(journal: Journal, number: int) -> None:
    """Append for ever."""
    say(f"save {journal.name}")
    while True:
        journal.append(turn(number, shown="x" * (number * 37 % 400)))
        if number % 7 == 6:
            journal.append(Named(number, f"branch {number}"))
            journal.append(Bookmark(number // 2, "x" * (number * 31 % 90)))
            journal.append(Removal(number // 2, undone=number % 2 == 0))
        if number % 10 == 9:
            journal.append(Snapshot(number, {f"cell{each}": each for each in range(40)}))
        say(str(number))
        number += 1


def main(folder: str, name: str) -> None:
    """Begin or go on."""
    saves = SaveFolder(folder)
    if name == "-":
        play(saves.create(header()), 0)
    opened = saves.open(name)
    if opened.journal is None:
        say(f"busy {opened.trouble}")
        return
    play(opened.journal, sum(isinstance(each, Turn) for each in opened.entries))


if __name__ == "__main__":
    main(*sys.argv[1:])
