"""What the screen draws and plain lists: the map with the ways gone, the record by day, branches as a tree, papers."""

import pytest

from engine.errors import ChoiceError
from engine.session import Session
from tests.night_ferry.test_night_ferry import machine
from tests.stories.sitting import MemoryJournal, sit


def session(*numbers: int) -> Session:
    made = sit(machine(), journal=MemoryJournal())
    for number in numbers:
        made.choose(number)
    return made


def test_a_way_that_was_gone_is_told_from_those_that_were_not() -> None:
    places = session(3, 2).places()
    gone = {leg.title for place in places for leg in place.legs if leg.travelled}
    assert gone == {"The mail boat", "The strait ferry"}
    assert [place.id for place in places if place.here] == ["vell"]
    assert {place.id for place in places if place.been} == {"ostra", "lamb", "midra", "vell"}


def test_a_closed_road_has_its_reason_and_a_crossing_what_it_would_say() -> None:
    legs = {leg.title: leg for place in session(3).places() for leg in place.legs}
    assert legs["The causeway"].kind == "closed"
    assert legs["The causeway"].why.startswith("T1: There are")
    assert (legs["The instrument desk"].kind, legs["The instrument desk"].let) == ("crossing", False)


def test_a_paper_says_where_it_would_be_good_and_where_not() -> None:
    papers = {each.heading: each.paragraphs[-1] for each in session().page("papers").sections}
    assert papers["The violin"] == "Good at: The instrument desk."
    assert papers["The instrument book"].startswith("Not good at: The instrument desk. D4: ")


def test_the_record_goes_by_day_and_opens_to_what_was_read() -> None:
    made = session(1, 2)
    assert [(each.number, each.day, each.hour) for each in made.timeline()] == [
        (1, "Friday 14 June", "15:00"),
        (2, "Friday 14 June", "15:10"),
    ]
    told = [line for section in made.page("record", "1").sections for line in section.paragraphs]
    assert told[0] == "You chose: Ring the school back"
    assert told[-1] == "To stand before this choice again, say: go 1"


@pytest.mark.parametrize("words", ["0", "3", "x", "branch 1"])
def test_a_choice_that_was_not_made_cannot_be_opened(words: str) -> None:
    with pytest.raises(ChoiceError, match="Say record and the number of a choice, from 1 to 2"):
        session(1, 2).page("record", words)


def test_branches_are_a_tree() -> None:
    made = session(1, 2)
    made.go("2")
    made.choose(1)
    made.go("1")
    made.choose(2)
    assert [(each.number, each.parent, each.after, each.here) for each in made.tree()] == [
        (1, 0, 0, False),
        (2, 1, 1, False),
        (3, 1, 0, True),
    ]


def test_two_branches_are_laid_side_by_side_from_where_they_part() -> None:
    made = session(1, 2)
    made.go("2")
    made.choose(1)
    found = made.compared("1")
    assert [(number, mine.chosen, theirs.chosen) for number, mine, theirs in found.rows] == [
        (2, "Read the instrument book", "Take the case down to the mail boat")
    ]
    assert found.parts == "They part after choice 1."
    assert made.compared("2") is None
