"""What counts as an answer: text is tidied and bounded, a number is read and bounded, nothing is anything else."""

import contextlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import ChoiceError
from engine.expr import LARGEST, Words
from engine.program import Ask
from engine.program.answers import LONGEST, canonical, read_answer, seen


def asking(kind, least, most, default=None):
    return Ask("a.q", "x", kind, Words(()), least, most, default)


TEXT = asking("text", 1, 20)
NUMBER = asking("number", 1, 5000)
ANY = st.text(st.characters(), max_size=60) | st.text("a \t\n\x1b\x0e\u200d\u202e\u0301e[/]{}", max_size=60)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("Ilyusha", "Ilyusha"),
        ("  two \t words\n", "two words"),
        ("e\u0301", "é"),
        ("a\x00b\x1b[31mc\x0ed\x0fe\x1ff", "ab[31mcde f"),
        ("\u202eabc\u2069\ufeff\ud800", "abc"),
        ("[/] {{ 1 }} _x_ {% if %}", "[/] {{ 1 }} _x_ {% i"),
        ("x" * 400, "x" * 20),
        ("x" * 19 + "  yz", "x" * 19),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_text_is_tidied_and_cut(typed, taken):
    assert read_answer(TEXT, typed) == taken


@pytest.mark.parametrize("typed", ["", "   ", "\x00\x1b", "\u200d", "\u2067"])
def test_text_that_is_nothing_is_asked_again_or_gives_the_default(typed):
    with pytest.raises(ChoiceError, match=r"Type an answer of at most 20 characters\."):
        read_answer(TEXT, typed)
    assert read_answer(TEXT.replace(default="Ilyusha"), typed) == "Ilyusha"


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("29", 29),
        (" 1 500 ", 1500),
        ("1,500", 1500),
        ("1, 500", 1500),
        ("+5", 5),
        ("007", 7),
        ("1\u00a0500", 1500),
        ("٣", 3),
    ],
)
def test_a_number_is_read_with_spaces_and_commas_between_thousands(typed, taken):
    assert read_answer(NUMBER, typed) == taken


@pytest.mark.parametrize("typed", ["", "0", "5001", "-1", "1,5", "1.5", "1e3", "five", "1 2", "--1", "9" * 5000, "²"])
def test_what_is_no_number_or_outside_its_bounds_is_asked_again_in_words(typed):
    with pytest.raises(ChoiceError, match=r"^Type a whole number from 1 to 5,000\.$"):
        read_answer(NUMBER, typed)


def test_a_number_below_zero_may_be_written_with_either_minus():
    wide = asking("number", -LARGEST, LARGEST)
    assert [read_answer(wide, each) for each in ("-1 500", "\u2212 3", "-0")] == [-1500, -3, 0]


@given(ANY, st.integers(1, LONGEST))
def test_an_answer_taken_once_gives_itself_again(typed, most):
    asked = asking("text", 1, most, "x")
    taken = read_answer(asked, typed)
    assert read_answer(asked, taken) == taken
    assert 1 <= len(taken) <= most
    assert taken == " ".join(taken.split()) == unicodedata.normalize("NFC", taken)
    assert not {unicodedata.category(each) for each in taken} & {"Cc", "Cs", "Zl", "Zp"}
    assert seen(taken) == taken


@given(ANY)
def test_nothing_typed_where_a_number_is_asked_is_more_than_a_number_or_a_refusal(typed):
    with contextlib.suppress(ChoiceError):
        assert 1 <= read_answer(NUMBER, typed) <= 5000


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (TEXT, "answer"),
        (asking("text", 1, 3), "ans"),
        (asking("text", 1, 20, "Ilyusha"), "Ilyusha"),
        (NUMBER, 1),
        (asking("number", -LARGEST, LARGEST), 0),
        (asking("number", -LARGEST, -3), -3),
        (asking("number", 4, 9, 7), 7),
    ],
)
def test_who_does_not_type_gives_the_canonical_answer_which_is_valid(asked, answer):
    assert canonical(asked) == answer == read_answer(asked, answer)


def test_what_is_valid_is_said_of_every_bound():
    said = []
    for asked in (asking("number", 1, LARGEST), asking("number", -LARGEST, 9), asking("number", -LARGEST, LARGEST)):
        with pytest.raises(ChoiceError) as caught:
            read_answer(asked, "x")
        said.append(str(caught.value))
    assert said == [
        "Type a whole number of at least 1.",
        "Type a whole number of at most 9.",
        "Type a whole number.",
    ]
