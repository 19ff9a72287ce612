"""For all stories: what would have been without a write is what a play from the very beginning comes to without it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.machine import Machine
from engine.record.causes import START, Otherwise, Past, Question
from tests.generate_stories import stories
from tests.record.skipping import without
from tests.record.test_causes_property import wandered
from tests.stories import compiled


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
                came, run, lost = without(past, [writing], place)
                if came == "lost":
                    assert (verdict.came, verdict.lost) == ("lost", lost)
                else:
                    same = run.cells[machine.layout.slots[of]] == cells[machine.layout.slots[of]]
                    assert verdict.came == ("same" if same else "other")
