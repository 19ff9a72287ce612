"""A save of a changed story at the plain face: the player is told what has changed, and chooses where to go on."""

from io import StringIO

from engine.machine import Machine
from engine.plain import Plain, Start
from engine.record import Record, moved
from engine.session import Session, Settings
from engine.session.moving import changed
from tests.stories import machine_of, program_of
from tests.stories.frozen import frozen_records
from tests.stories.frozen.edits import TEXT
from tests.stories.sitting import Answers, MemoryDesk, MemoryJournal, header_of

LOCKED = TEXT.replace("            id: tear\n", "            id: tear\n            needs: cash > 8000\n")


class ChangedDesk(MemoryDesk):
    """A desk with one save, whose story has changed."""

    def __init__(self, machine: Machine, record: Record) -> None:
        super().__init__(machine)
        self.record = record
        self.found = moved(machine, record, program_of(TEXT))

    def changed(self, save: str):
        return changed(self.found.moving, self.machine.program)

    def resume(self, save: str, offer: str = "") -> Session:
        header = header_of(self.machine.program, self.record.header.seed, self.record.header.profile)
        return Session.moved(
            self.machine, self.record, header, MemoryJournal(save), Settings(), found=self.found, offer=offer
        )


def sitting(*answers: str, asks: bool = True) -> str:
    record = next(each for each in frozen_records() if any(turn.choice == "form.tear" for turn in each.path()))
    out = StringIO()
    desk = ChangedDesk(machine_of(LOCKED), record)
    assert Plain(desk, Answers(answers, out), out, asks=asks).play(Start(resume="s-1")) == 0
    return out.getvalue()


def test_the_player_is_told_what_broke_and_asked_where_to_go_on() -> None:
    said = sitting("1")
    told, _, rest = said.partition("Where do you want to go on?\n")
    assert "The rest could not be followed. Choice 6, form.tear, is closed now. Money: more than" in told.replace(
        "\n", " "
    )
    assert rest.startswith("1. Go on after choice 5, the last that could be made again.\n2. Go on at the checkpoint")
    assert "1. Sign it" in rest
    assert "1. Give it to her" in sitting("2").partition("2\n")[2]


def test_where_nobody_is_asked_the_last_sound_turn_is_taken() -> None:
    said = sitting(asks=False)
    assert "Where do you want to go on?" not in said
    assert "The rest could not be followed." in said
    assert "1. Sign it" in said
