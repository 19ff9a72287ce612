"""The pages `why` and `ledger` say causes in the story's own words, nearest first."""

from engine.machine import Machine
from tests.record.test_why import CASH, FLAGS, choices
from tests.stories import program_of, story
from tests.stories.sitting import plainly, sit

GATE = story(
    choices("sign: do: a1 = true, remember: you signed for the summons", "go_on"),
    "if: a1\nthen: [{do: out = true}]",
    "'{% if out %}They have your name.{% endif %} So it goes.'",
    choices("cross: needs: not out", "stay"),
    head=FLAGS,
)


def session(text: str, *numbers: int):
    made = sit(Machine(program_of(text)))
    for number in numbers:
        made.choose(number)
    return made


def lines(page) -> list[str]:
    return [line for section in page.sections for line in (section.heading, *section.paragraphs) if line]


def test_a_closed_choice_answers_with_its_chain_and_with_what_would_have_opened_it() -> None:
    assert lines(session(GATE, 1).why("1")) == [
        "Take cross",
        "Out.",
        "Because out (choice 1).",
        "That, because you signed for the summons (choice 1).",
        "What would have opened it",
        "At choice 1 this instead: Take go_on.",
    ]


def test_a_hidden_variable_is_looked_through() -> None:
    hidden = GATE.replace("out: {flag: false, yes: out, no: in}", "out: {flag: false, hidden: true}")
    assert lines(session(hidden, 1).why("1"))[2] == "Because you signed for the summons (choice 1)."


def test_why_alone_tells_of_closed_choices_and_of_words_on_the_page() -> None:
    said = lines(session(GATE, 1).why())
    assert said[:2] == ["1. Take cross", "Out."]
    assert "On this page" in said
    assert "You can also ask: why n." in said


def test_what_was_never_touched_is_the_storys_own() -> None:
    assert lines(session(GATE, 2).why("n")) == ["N: 0", "From the start: N: 0."]
    assert "Nothing that was done decided this; the story has it so." in lines(session(GATE, 2).why("2"))


def test_a_name_or_number_that_is_not_there_says_what_can_be_asked() -> None:
    assert lines(session(GATE).why("9")) == ["There is no such choice here."]
    assert lines(session(GATE).why("weather")) == ["Ask why and a number, or one of: n."]


def test_costs_that_only_together_close_a_choice_are_told_as_such() -> None:
    text = story(
        choices("coat: costs: {cash: 30}", "none"),
        choices("shoes: costs: {cash: 25}", "nought"),
        choices("bun: costs: {cash: 5}", "hunger"),
        choices("bus: costs: {cash: 90}", "stay"),
        head=CASH,
    )
    said = lines(session(text, 1, 1, 1).why("1"))
    assert said[2:4] == [
        "Because, with the rest, you chose \u201cTake coat\u201d (choice 1).",
        "Because, with the rest, you chose \u201cTake shoes\u201d (choice 2).",
    ]


def test_the_ledger_names_what_came_of_each_choice() -> None:
    said = lines(session(GATE, 1, 2).page("ledger"))
    assert "1. Take sign: you chose" not in said
    assert "1. Take sign: one; out; \u201cTake cross\u201d stood closed: Out." in said
    assert "2. Take stay: nothing yet." in said


def test_the_ledger_says_what_closed_a_choice_and_what_others_did() -> None:
    text = GATE.replace("'{% if out", "{remember: they put you down for Monday}\n      - '{% if out")
    assert lines(session(text, 1, 2).page("ledger"))[:6] == [
        "Decided by you",
        "One. Because you signed for the summons (choice 1).",
        "Out. That, because you signed for the summons (choice 1).",
        "\u201cTake cross\u201d stood closed: Out. That, because you signed for the summons (choice 1).",
        "Decided for you",
        "They put you down for Monday.",
    ]


def test_plain_answers_why_and_a_number() -> None:
    shown = plainly(Machine(program_of(GATE)), ["1", "why 1", "ledger"])
    assert "That, because you signed for the summons (choice 1)." in shown
    assert "What came of each choice." in shown


def test_the_ledger_quotes_the_words_that_a_choice_decided() -> None:
    text = story(
        choices("sign: do: a1 = true, remember: you signed for the summons", "go_on"),
        choices("wait", "rest"),
        "'So it goes on till the evening. {% if a1 %}They have your name and they read it out.{% endif %} Then night.'",
        choices("on", "off"),
        head=FLAGS,
    )
    said = lines(session(text, 1, 1).page("ledger"))
    assert "\u201c...They have your name and they read...\u201d. Because you signed for the summons (choice 1)." in said
    assert "1. Take sign: one; \u201c...They have your name and they read...\u201d." in said
