"""`formalities saves`: the play-throughs there are; what a changed story does to them; throwing some away."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from engine.cli.desk import LocalDesk
from engine.cli.progress import progress
from engine.errors import SaveError, UserError
from engine.machine import Machine
from engine.plain import as_json
from engine.record import Record
from engine.storage import KeptPrograms, SaveFolder, Stories, saves_folder
from engine.workbench import Surviving, surviving, surviving_lines


def run(arguments: Namespace) -> int:
    """Do what the first word says; without one of them, list: one line a save, last played first."""
    folder = Path(arguments.saves) if arguments.saves else saves_folder()
    first, *rest = arguments.words or [""]
    act = _ACTS.get(first)
    if act is not None:
        return act(folder, rest, arguments)
    if rest:
        raise UserError(f"formalities saves takes a story, or one of: {', '.join(_ACTS)}.")
    return _list(folder, first)


def _list(folder: Path, story: str) -> int:
    found = SaveFolder(folder).list(story or None)
    for each in found:
        state = each.trouble or ("ended" if each.ending else f"{each.turns} turns")
        sys.stdout.write(f"{each.name}: {state}, last played {each.last_played}\n")
    if not found:
        sys.stdout.write("There are no play-throughs yet.\n")
    return 0


def _check(folder: Path, rest: Sequence[str], arguments: Namespace) -> int:
    """1 when a play-through breaks or cannot be read."""
    if not 1 <= len(rest) <= 2:
        raise UserError("Name the story: formalities saves check STORY [FOLDER]")
    folder = Path(rest[1]) if len(rest) == 2 else folder
    machine = Machine(LocalDesk().program(Stories().read(rest[0])))
    with progress("Following the play-throughs"):
        found = tuple(checked(folder, machine))
    if arguments.json:
        sys.stdout.writelines(as_json("save", each) + "\n" for each in found)
    else:
        _say(surviving_lines(found))
    return int(any(each.verdict in ("breaks", "unreadable") for each in found))


def checked(folder: Path, machine: Machine) -> Iterator[Surviving]:
    """What the story as it is now does to each save in a folder, in the order of names and numbers."""
    saves, kept = SaveFolder(folder), KeptPrograms(folder)
    names = [each.name for each in saves.list(machine.program.id)]
    for name in sorted(names, key=lambda each: (each.rpartition("-")[0], len(each), each)):
        try:
            opened = saves.open(name, for_writing=False)
        except SaveError as error:
            yield Surviving(name, "unreadable", 0, 0, str(error))
            continue
        if opened.entries:
            record = Record(opened.header, opened.entries)
            yield surviving(machine, name, record, kept.get(opened.header.fingerprint))


def _remove(folder: Path, rest: Sequence[str], arguments: Namespace) -> int:
    for name in _named(rest, "remove"):
        SaveFolder(folder).remove(name)
        _say([f"{name} is removed. To take that back: formalities saves restore {name}"])
    return 0


def _restore(folder: Path, rest: Sequence[str], arguments: Namespace) -> int:
    for name in _named(rest, "restore"):
        SaveFolder(folder).restore(name)
        _say([f"{name} is there again."])
    return 0


def _tidy(folder: Path, rest: Sequence[str], arguments: Namespace) -> int:
    """Throw away what was removed: whole saves, and branches of others."""
    if rest:
        raise UserError("formalities saves tidy takes no more words; a folder is named with --saves.")
    saves = SaveFolder(folder)
    gone, pruned = saves.tidy(), saves.prune()
    _say(f"{name} is thrown away." for name in gone)
    _say(f"The removed branches of {name} are thrown away." for name in pruned)
    if not (gone or pruned):
        _say(["There was nothing to throw away."])
    return 0


def _named(rest: Sequence[str], act: str) -> Sequence[str]:
    if not rest:
        raise UserError(f"Name the save: formalities saves {act} NAME")
    return rest


def _say(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


_ACTS: dict[str, Callable[[Path, Sequence[str], Namespace], int]] = {
    "check": _check,
    "remove": _remove,
    "restore": _restore,
    "tidy": _tidy,
}
