"""Consequences as they arrive: which earlier choice decided the page, in one line, as often as the reader wants."""

from engine.machine import Machine
from engine.record.causes import Tracer
from engine.session import Session, Settings
from tests.record.test_why import CLOCK, FLAGS, choices
from tests.stories import program_of, story
from tests.stories.sitting import MemoryDesk, MemoryJournal, header_of, plainly, sit

LATE = story(
    choices("sign: do: a1 = true, remember: you signed for the summons, takes: 1h", "go_on"),
    choices("wait: takes: 26h", "stay: takes: 1h"),
    "'{% if a1 %}They have your name.{% endif %} So it goes.'",
    choices("on", "off"),
    "'{% if a1 %}They say it again.{% endif %}'",
    choices("last", "end"),
    head=CLOCK,
)
LINE = "Because you signed for the summons, 08:00."


def machine() -> Machine:
    return Machine(program_of(LATE))


def session(*numbers: int, because: str = "always") -> Session:
    made = Session.begin(at := machine(), header_of(at.program), MemoryJournal(), Settings(because=because))
    for number in numbers:
        made.choose(number)
        made.arrival()
    return made


def test_a_page_that_an_earlier_choice_decided_says_which_and_when() -> None:
    found = session(1, 2).arrival()
    assert (found.sentence, found.number) == (LINE, 1)


def test_another_day_is_told_by_its_name() -> None:
    assert session(1, 1).arrival().sentence == "Because you signed for the summons, Tuesday."


def test_the_page_right_after_a_choice_says_nothing_of_it() -> None:
    assert session(1).arrival() is None


def test_what_no_choice_decided_says_nothing() -> None:
    assert session(2, 2).arrival() is None


def test_a_choice_that_was_just_named_is_not_named_again_but_its_page_says_it_still() -> None:
    made = session(1, 2, 1)
    assert made.arrival() is None
    made.back()
    assert made.arrival().sentence == LINE


def test_nobody_asks_before_something_is_remembered(monkeypatch) -> None:
    monkeypatch.setattr(Tracer, "trace", None)
    assert session(2, 2).arrival() is None


def test_who_wants_none_is_told_nothing() -> None:
    assert session(1, 2, because="none").arrival() is None


def test_plain_says_it_between_the_text_and_the_question() -> None:
    lines = plainly(machine(), ["1", "2"]).splitlines()
    assert lines[lines.index(LINE) - 1] == "They have your name. So it goes."
    assert lines[lines.index(LINE) + 2] == "What do you do?"


def test_plain_says_it_after_the_fact_where_that_is_wanted() -> None:
    said = plainly(machine(), ["settings because after", "1", "2", "1"])
    before, _, after = said.partition(LINE)
    assert "They have your name." in before
    assert "They say it again." in after
    assert "They say it again." not in before


def test_the_setting_is_kept_and_told() -> None:
    desk = MemoryDesk(machine())
    said = plainly(desk.machine, ["settings because never", "settings because none", "1", "2"], desk=desk)
    assert "Say settings short, settings full, or settings because none, after, always." in said
    assert desk.kept.because == "none"
    assert "Which earlier choice decided a page is told never." in said
    assert LINE not in said


def test_the_opening_owes_nothing_to_anybody() -> None:
    assert sit(Machine(program_of(story("Hello.", head=FLAGS)))).arrival() is None
