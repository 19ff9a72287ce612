"""Record the fifty play-throughs of the frozen story. This was done once; it does nothing where they are."""

import random
import sys

from engine.machine import Machine
from engine.session import Session, Settings
from engine.storage import SaveFolder
from tests.stories import files_of, program_of
from tests.stories.frozen import SAVES, STORY
from tests.stories.sitting import header_of

COUNT, MOST = 50, 14


def play(session: Session, luck: random.Random) -> None:
    """At random: choices, answers, now and then a step back."""
    for _ in range(luck.randint(4, MOST)):
        view = session.view
        if view.asked is not None:
            session.answer(luck.choice(("Tverskaya 4", "", "Somewhere")))
        elif view.choices:
            session.choose(luck.choice([each.number for each in view.choices if each.reason is None]))
        if view.can_go_back and luck.random() < 0.06:
            session.back()
        if session.view.ending is not None:
            return


def main() -> int:
    """Write them all."""
    if SAVES.exists():
        print("They are there, and are never written again.")
        return 1
    program = program_of(files_of(STORY), "f" * 64)
    machine, saves = Machine(program), SaveFolder(SAVES)
    for number in range(COUNT):
        header = header_of(program, number, ("oleg", "nina")[number % 2])
        journal = saves.create(header)
        session = Session.begin(machine, header, journal, Settings(safe=number % 5 == 0))
        play(session, random.Random(number))
        session.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
