"""What would have been: one write taken back and the rest as it was; the least other choice that opens a lock."""

from engine.machine import Machine
from engine.record.causes import Opening, Otherwise, Past, Question, Verdict
from tests.record.playing import played, why_of
from tests.record.test_why import CASH, FLAGS, choices
from tests.stories import program_of, story


def past_of(text: str, *taken: str, **options: object) -> Past:
    program = program_of(text)
    return Past(*played(program, taken, **options))


def verdict(past: Past, kind: str, of: str) -> Verdict:
    """The verdict on the first cause of something at the end of the path."""
    question = Question(kind, of, len(past.path) - 1)
    [cause, *_] = why_of(past).answer(question)
    writing = past.last(cause.cell, cause.place + 1, 0)
    return Otherwise(past, Machine(past.machine.program)).without(writing, question)


def test_without_the_signature_the_gate_would_have_been_open() -> None:
    text = story(choices("sign: do: a1 = true", "go_on"), choices("cross: needs: not a1", "stay"), head=FLAGS)
    assert verdict(past_of(text, "sign"), "lock", "a.cross") == Verdict("other", instead=True)


def test_a_write_is_taken_back_where_the_same_turn_reads_it() -> None:
    text = story(
        choices("sign: do: a1 = true", "go_on"),
        "if: a1\nthen: [{do: out = true}]",
        choices("cross: needs: not out", "stay"),
        head=FLAGS,
    )
    past = past_of(text, "sign")
    writing = past.last("a1", 2, 0)
    assert (
        Otherwise(past, Machine(past.machine.program)).without(writing, Question("lock", "a.cross", 1)).came == "other"
    )


def test_what_a_later_turn_would_have_brought_about_all_the_same_is_the_same() -> None:
    text = story(
        choices("sign: do: n = 5", "go_on"),
        choices("again: do: n = 7", "rest"),
        choices("cross: needs: n < 5", "stay"),
        head=FLAGS,
    )
    past = past_of(text, "sign", "again")
    first = past.last("n", 1, 99)
    assert first.new == 5
    assert Otherwise(past, Machine(past.machine.program)).without(first, Question("lock", "a.cross", 2)).came == "same"


def test_choices_that_could_not_have_been_made_are_said_to_be_lost_and_where() -> None:
    text = story(
        choices("earn: do: cash += 500", "none"),
        choices("ticket: costs: {cash: 300}", "nought"),
        choices("fly: needs: tea", "stay"),
        head=CASH,
    )
    past = past_of(text, "earn", "ticket")
    writing = past.last("cash", 1, 99)
    verdict_ = Otherwise(past, Machine(past.machine.program)).without(writing, Question("value", "cash", 2))
    assert verdict_ == Verdict("lost", 2)


def test_the_same_variable_written_twice_in_a_turn_loses_only_the_write_in_question() -> None:
    text = story(choices("sign: do: [n += 1, n += 10]", "go_on"), choices("cross: needs: n < 5", "stay"), head=FLAGS)
    past = past_of(text, "sign")
    otherwise = Otherwise(past, Machine(past.machine.program))
    big, small = past.last("n", 1, 99), past.earlier("n", 1, 99)[0]
    assert (small.new, big.new) == (1, 11)
    assert otherwise.without(big, Question("lock", "a.cross", 1)).came == "other"
    assert otherwise.without(small, Question("lock", "a.cross", 1)).came == "same"


def opening(past: Past, choice: str) -> Opening:
    return Otherwise(past, Machine(past.machine.program, with_text=False)).opening(choice, len(past.path) - 1)


def test_one_other_choice_that_opens_is_found_the_latest_first() -> None:
    text = story(
        choices("coat: costs: {cash: 30}", "none"),
        choices("shoes: costs: {cash: 30}", "nought"),
        choices("bus: costs: {cash: 60}", "stay"),
        head=CASH,
    )
    assert opening(past_of(text, "coat", "shoes"), "a.bus").changes == ((2, "a.nought"),)


def test_two_other_choices_are_found_when_one_does_not_open() -> None:
    text = story(
        choices("coat: costs: {cash: 30}", "none"),
        choices("shoes: costs: {cash: 30}", "nought"),
        choices("bus: costs: {cash: 90}", "stay"),
        head=CASH,
    )
    assert opening(past_of(text, "coat", "shoes"), "a.bus").changes == ((1, "a.none"), (2, "a.nought"))


def test_what_nothing_opens_is_said_after_how_many_plays() -> None:
    text = story(choices("coat: costs: {cash: 30}", "none"), choices("bus: costs: {cash: 900}", "stay"), head=CASH)
    assert opening(past_of(text, "coat"), "a.bus") == Opening((), 1, True)


def test_the_choices_that_made_the_road_are_those_no_other_option_of_which_leads_there() -> None:
    text = story(
        choices("look", "wait"),
        choices("left: go: b", "right: go: c"),
        head=FLAGS,
        scenes="""  b:
    body:
      - choices: [{choose: Knock, id: knock}, {choose: Sit, id: sit}]
      - choices: [{choose: Leave, id: leave, end: e}, {choose: Stay, id: stay, end: f}]
  c:
    body: [{end: f}]
""",
        end=False,
    )
    past = past_of(text + "  f: {title: F}\n", "look", "left", "b.knock", "b.leave")
    assert Otherwise(past, Machine(past.machine.program, with_text=False)).forks(4) == (4, 2)
