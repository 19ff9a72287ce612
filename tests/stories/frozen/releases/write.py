"""Record the play-throughs of the present version: two of each profile of each shipped story.

One is played to its end; the other turns back, is named and noted, and stands in the middle.
"""

import random
import sys

from engine import __version__
from engine.compiler import compile_story
from engine.machine import Machine
from engine.program import Program
from engine.session import Session, Settings
from engine.storage import KeptPrograms, SaveFolder, Stories
from tests.stories.frozen.releases import HERE
from tests.stories.sitting import header_of

MOST = 60
"""Choices of one play."""


def play(session: Session, luck: random.Random, most: int) -> int:
    """Choices and answers at random until the end; how many."""
    for made in range(most):
        view = session.view
        numbers = [each.number for each in view.choices if each.reason is None]
        if view.asked is not None:
            session.answer("")
        elif numbers:
            session.choose(luck.choice(numbers))
        else:
            return made
    return most


def turn_about(session: Session, luck: random.Random) -> None:
    """Back twice, to play on otherwise, and stop after some choices."""
    length = play(session, luck, MOST)
    session.page("name", "to the end")
    for part in (3, 2):
        session.go(str(max(1, length // part)))
        session.page("note", f"one in {part}")
        play(session, luck, max(2, length // 4))
    session.page("name", "the last")


def record(program: Program, saves: SaveFolder) -> None:
    machine = Machine(program)
    for seed, profile in enumerate(program.profiles):
        for act in (lambda session, luck: play(session, luck, MOST), turn_about):
            header = header_of(program, seed, profile.id)
            session = Session.begin(machine, header, saves.create(header), Settings())
            act(session, random.Random(seed))
            session.close()


def main() -> int:
    """Write them all; 1 where the version has its folder already."""
    folder = HERE / __version__
    if folder.exists():
        print(f"{folder.name} is there, and is never written again.")
        return 1
    for name in Stories().names():
        source = Stories().read(name)
        program = compile_story(source.files, source.fingerprint).program
        assert program is not None, name
        record(program, SaveFolder(folder))
        assert KeptPrograms(folder).keep(program)
    return 0


if __name__ == "__main__":
    sys.exit(main())
