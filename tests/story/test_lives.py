"""The two men's decisions made by each other, told as a reader meets them."""

import random
from functools import cache

import pytest

from engine.machine import Machine
from engine.session import Session
from engine.session.lives import lives_page
from tests.stories.sitting import sit
from tests.story.test_border_formalities import program

MEN = [("ilya", "denis"), ("denis", "ilya")]


@cache
def machine() -> Machine:
    return Machine(program())


def played(man: str, seed: int, most: int = 60) -> Session:
    """A play at random, to its end or so many choices."""
    session, luck = sit(machine(), seed=seed, profile=man), random.Random(seed)
    for _ in range(most):
        numbers = [each.number for each in session.view.choices if each.reason is None]
        if not numbers:
            break
        session.choose(luck.choice(numbers))
    return session


@pytest.mark.parametrize(("man", "other"), MEN)
@pytest.mark.parametrize("seed", range(6))
def test_each_decision_stands_beside_one_of_the_other_mans_own(man: str, other: str, seed: int) -> None:
    session = played(man, seed)
    lives = session.lives(other)
    assert [each.number for each in lives.rows] == list(range(1, len(lives.rows) + 1)), (
        "none waits, none is passed over"
    )
    assert {each.stood for each in lives.rows} == {"never"}
    assert {each.rule for each in lives.rows} <= {"place", "first"}
    assert all(each.mine is not None and each.theirs is not None and not each.why for each in lives.rows)
    assert len({each.took_id for each in lives.rows}) == len(lives.rows), "he goes on"
    choices = len(session.record.path()) - 1
    assert len(lives.rows) + lives.left == choices
    assert lives.left == 0 or lives.other_ending is not None


@pytest.mark.parametrize(("man", "other"), MEN)
def test_the_page_says_once_why_nothing_is_the_same(man: str, other: str) -> None:
    lives = played(man, 1).lives(other)
    page = lives_page(lives)
    assert page.title == f"{lives.man}, and {lives.other} with the same decisions"
    told = [line for section in page.sections for line in section.paragraphs]
    assert told[:2] == [
        "They part at the first choice.",
        f"No road of {lives.other}'s leads to these choices of {lives.man}'s. Each stands for a choice of "
        f"{lives.other}'s own: the one at the same place of the menu, or else the first that is open.",
    ]
    assert not any("could not be chosen there" in line for line in told)
    headings = [each.heading for each in page.sections[1:-1]]
    assert headings[:4] == [f"Choice 1, {lives.man}", lives.other, f"Choice 2, {lives.man}", lives.other]
    assert page.sections[-1].heading == "How they end"


def test_who_is_asked_for_is_told_in_words() -> None:
    session = played("ilya", 0, 3)
    [section] = session.page("as").sections
    assert section.paragraphs == ("Say whose life is to be told with your decisions: as denis, as bair, as soslan.",)
