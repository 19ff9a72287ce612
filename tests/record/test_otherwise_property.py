"""For all stories: what would have been without a write is what a play from the very beginning comes to without it."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ChoiceError
from engine.machine import Machine
from engine.record import made_again
from engine.record.causes import START, Otherwise, Past, Question, Writing
from tests.generate_stories import stories
from tests.record.test_causes_property import wandered
from tests.stories import compiled


class Skipping(list):
    """Cells that let assignments to one slot pass by, counting down to the one they skip."""

    slot, left = None, 0

    def __setitem__(self, slot: Any, value: Any) -> None:
        if slot == self.slot:
            self.left -= 1
        if slot != self.slot or self.left != 0:
            super().__setitem__(slot, value)


def without(past: Past, writing: Writing, cell: str, place: int) -> tuple[str, object]:
    """What `cell` is after `place` when all is played from the opening on and that one write is skipped."""
    machine, header = past.machine, past.record.header
    forced = {(stream, count): out for turn in past.path for stream, count, out in turn.drawn}
    cells = Skipping(machine.first_cells(machine.profile(header.profile)))
    run = machine.run_from(header.seed, cells, forced=forced)
    for at, turn in enumerate(past.path[: place + 1]):
        if at == writing.place:
            cells.slot = machine.layout.slots[writing.cell]
            cells.left = 1 + sum(each[0] == writing.cell for each in turn.wrote[: writing.index])
        try:
            made_again(machine, run, turn, header.profile)
        except (ChoiceError, KeyError, TypeError):  # without what a call was given, its scene cannot run
            return "lost", at
        cells.slot = None
    return "played", cells[machine.layout.slots[cell]]


@settings(max_examples=40, deadline=None)
@given(stories(), st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_what_would_have_been_is_confirmed_by_a_play_from_the_beginning(source: str, picks: list[int]) -> None:
    program = compiled(source).program
    assert program is not None
    machine = Machine(program)
    record, _ = wandered(machine, picks)
    past = Past(machine, record)
    otherwise = Otherwise(past, Machine(program, with_text=False))
    place = len(past.path) - 1
    cells = past.cells(place + 1, 0)
    for cell in past.written():
        for writing in past.earlier(cell, place + 1, 0)[-2:]:
            assert writing.place != START
            for of in (cell, *past.written()[:4]):
                verdict = otherwise.without(writing, Question("value", of, place))
                came, value = without(past, writing, of, place)
                if came == "lost":
                    assert (verdict.came, verdict.lost) == ("lost", value)
                else:
                    same = value == cells[machine.layout.slots[of]]
                    assert verdict.came == ("same" if same else "other")
