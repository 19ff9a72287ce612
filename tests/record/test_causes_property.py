"""For all stories: what is called decisive flips its guard, evaluated again from the journal; verified, the outcome."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.expr import Expr, conjuncts, evaluate
from engine.machine import Machine
from engine.machine.options import option_of
from engine.machine.scope import CellScope
from engine.program import Branch, Call, Choices, Deal, Pass, Return, Step, Write
from engine.program.layout import PLACE
from engine.record import Header, Record, turn_from
from engine.record.causes import START, Cause, Otherwise, Past, Question, Tracer, Verifying
from engine.record.causes.verify import writing_of
from engine.record.causes.why import _tests
from engine.storage.lines import entry_from, entry_line
from tests.generate_stories import PICKS, stories
from tests.record.playing import why_of
from tests.record.skipping import without
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


def read_back(machine: Machine, picks: list[int]) -> tuple[Past, list[tuple[str, bool, str]]]:
    """The past of a play as its journal tells it, and what it offers at its end."""
    record, offers = wandered(machine, picks)
    entries = [entry_from(entry_line(turn)[:-1]) for turn in record.turns.values()]
    return Past(machine, Record(record.header, entries)), offers


def flips(past: Past, node: Expr, cause: Cause, place: int, index: int) -> bool:
    """Whether the answer of `node` at that moment is another without that write, all else as it was."""
    cells, slot = past.cells(place, index), past.machine.layout.slots[cause.cell]
    scope = CellScope(past.machine.program, past.machine.layout, cells)
    answer, present = evaluate(node, scope), cells[slot]
    others = [cause.old]
    if all(type(each) is int for each in (present, cause.old, cause.new)):
        others.append(present - (cause.new - cause.old))  # of an amount, the difference that it made
    for other in others:
        cells[slot] = other
        try:
            if evaluate(node, scope) != answer:
                return True
        except KeyError:  # a parameter as it was before any call names no thing
            continue
    return False


def expressions(machine: Machine, step: Step, led: str) -> Iterator[Expr]:
    """What a step asks or works out; `led` is the scene that it led to."""
    match step:
        case Branch(test=test):
            yield from conjuncts(test)
        case Write(value=value) | Return(value=value) if value is not None:
            yield value
        case Call(given=given):
            yield from (value for _, value in given)
        case Choices(options=options):
            yield from (part for each in options for test in _tests(each) for part in conjuncts(test))
        case Deal() | Pass():
            whens = (each.when for each in machine.program.storylets if each.scene == led)
            guards = (each.guard for each in machine.program.schedule if each.scene == led)
            yield from (part for each in (*whens, *guards) if each is not None for part in conjuncts(each))


def has_a_guard(past: Past, tracer: Tracer, cause: Cause, behind: Cause) -> bool:
    """Whether the turn of `cause` asked something that flips when the write `behind` it is taken back."""
    trace = tracer.trace(past, cause.place)
    for at, met in enumerate(trace.met):
        later = trace.met[at + 1] if at + 1 < len(trace.met) else met
        for node in expressions(past.machine, trace.step(at), later.scene):
            if flips(past, node, behind, cause.place, met.before):
                return True
    return False


def links(causes: tuple[Cause, ...]) -> Iterator[tuple[Cause, Cause]]:
    """Each write with each decisive write behind it."""
    for each in causes:
        for behind in each.because:
            if each.kind == behind.kind == "write" and behind.how == "decisive":
                yield each, behind
        yield from links(each.because)


@settings(max_examples=60, deadline=None)
@given(stories(), st.lists(st.integers(0, 5), max_size=12))
def test_every_decisive_cause_flips_its_guard_when_it_is_evaluated_again_from_the_journal(
    source: str, picks: list[int]
) -> None:
    program = compiled(source).program
    assert program is not None
    machine = Machine(program)
    past, offers = read_back(machine, picks)
    why, tracer, place = why_of(past), Tracer(program), len(past.path) - 1
    for choice, is_open, _ in offers:
        if any(isinstance(step, Choices) for step in why._blocks(choice)):
            parts = [part for test in _tests(option_of(program, choice)) for part in conjuncts(test)]
            end = len(past.path[-1].wrote)
            causes = why.answer(Question("lock", choice, place))
            for each in causes:
                if each.how == "decisive" and each.kind == "write":
                    assert any(flips(past, part, each, place, end) for part in parts), (choice, is_open, each)
            for cause, behind in links(causes):
                assert has_a_guard(past, tracer, cause, behind), (cause, behind)
    for cell in past.written():
        causes = why.answer(Question("value", cell, place))
        assert causes[0].place == START or past.path[causes[0].place].wrote
        for cause, behind in links(causes):
            assert has_a_guard(past, tracer, cause, behind), (cause, behind)


@settings(max_examples=40, deadline=None)
@given(stories(), PICKS)
def test_every_verified_cause_flips_the_outcome_when_all_is_played_from_the_beginning(
    source: str, picks: list[int]
) -> None:
    program = compiled(source).program
    assert program is not None
    machine = Machine(program)
    past, offers = read_back(machine, picks)
    why, place = why_of(past), len(past.path) - 1
    asked = [Question("lock", choice, place) for choice, is_open, _ in offers if not is_open]
    asked += [Question("value", cell, place) for cell in past.written()[:5]]
    for question in asked:
        verifying = Verifying(past, Otherwise(past, machine), Otherwise(past, machine))
        for each in verifying.verified(question, why.answer(question)):
            if each.causes[0].kind == "choice":
                continue
            came, run, lost = without(past, [writing_of(past, cause) for cause in each.causes], place)
            assert (came == "lost") == (each.verdict.came == "lost")
            if came == "lost":
                assert lost == each.verdict.lost
                continue
            if question.kind == "value":
                slot = machine.layout.slots[question.of]
                was, now = past.cells(place + 1, 0)[slot], run.cells[slot]
            else:
                was = False
                now = next((is_open for choice, is_open, _ in run.change.offers if choice == question.of), None)
            assert (now != was) == (each.verdict.came == "other")
            assert each.verdict.came == "same" or each.verdict.instead == now
