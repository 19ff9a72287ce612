"""For all stories: what is called decisive flips its lock when it alone is taken back in the cells the lock met."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.machine import Machine
from engine.program.layout import PLACE
from engine.record import Header, Record, turn_from
from engine.record.causes import START, Past, Question
from tests.generate_stories import stories
from tests.record.playing import why_of
from tests.stories import compiled


def wandered(machine: Machine, picks: list[int]) -> tuple[Record, list[tuple[str, bool, str]]]:
    """A record of a play that picks among what is open, and what it offers at its end."""
    run = machine.begin(0)
    profile = machine.program.profiles[0].id
    record = Record(Header("s", "S", "1", "f", profile, 0, "2022-01-01 10:00"))
    record.add(turn_from(0, None, "", "", run.change, machine.layout))
    for pick in picks:
        opened = [choice for choice, is_open, _ in run.change.offers if is_open]
        if not opened:
            break
        block, choice = str(run.cells[PLACE]), opened[pick % len(opened)]
        run.choose(choice)
        record.add(turn_from(record.next_id, record.standing, block, choice, run.change, machine.layout))
    return record, list(run.change.offers)


@settings(max_examples=60, deadline=None)
@given(stories(), st.lists(st.integers(0, 5), max_size=12))
def test_a_decisive_write_taken_back_alone_opens_or_closes_the_lock(source: str, picks: list[int]) -> None:
    program = compiled(source).program
    if program is None:
        return
    machine = Machine(program)
    record, offers = wandered(machine, picks)
    past = Past(machine, record)
    why, place = why_of(past), len(past.path) - 1
    for choice, is_open, _ in offers:
        causes = why.answer(Question("lock", choice, place))
        for each in causes:
            if each.how == "decisive" and each.kind == "write" and not is_open:
                cells = past.cells(place + 1, 0)
                history = past.last(each.cell, place + 1, 0)
                if (history.place, history.statement) == (each.place, each.statement):
                    cells[machine.layout.slots[each.cell]] = each.old
                    now = {name: opened for name, opened, _ in machine.run_from(0, cells).change.offers}
                    alone = sum(cause.how == "decisive" for cause in causes) == 1
                    assert now.get(choice) is not False or not alone
    for each in past.written():
        cause = why.answer(Question("value", each, place))[0]
        assert cause.place == START or past.path[cause.place].wrote
