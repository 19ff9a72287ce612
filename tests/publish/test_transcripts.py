"""A play-through as a document: the same words in every form, none of them mark-up, and JSON that plays again."""

import json
import re
from html.parser import HTMLParser

import pytest

from engine.errors import UserError
from engine.machine import Machine
from engine.publish import as_html, as_json, as_markdown, as_text, read_json
from engine.record import moved, replay
from engine.session import Session, Settings
from engine.session.emphasis import strip
from engine.session.moving import TRANSCRIPT
from tests.record.test_why import FLAGS, choices
from tests.stories import HERE, corpus, program_of, story
from tests.stories.sitting import header_of, sit

TEXT = story(
    "Hello _you_.",
    choices("sign: do: a1 = true, remember: you signed for it", "go_on"),
    "'{% if a1 %}They have your name.{% endif %} So.'",
    "chance: {id: guard, of: {waved: {weight: 1, then: Waved.}, searched: {weight: 1, then: Searched.}}}",
    choices("cross", "stay"),
    head=FLAGS,
)


def told(program, *numbers: int, **options: bool):
    session = sit(Machine(program), seed=3)
    for number in numbers:
        session.choose(number)
    return session.told(**options)


class Page(HTMLParser):
    """The tags and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.words += data


def test_every_form_holds_all_that_was_said_and_chosen() -> None:
    made = told(program_of(TEXT), 1, 2)
    said = [strip(line) for turn in made.turns for each in turn.view.passages for line in each.paragraphs]
    assert len(said) == 3
    for document in (as_text(made), Page(as_html(made)).words, re.sub(r"[*\\]", "", as_markdown(made))):
        for line in (*said, "Take sign", "Take stay"):
            assert line in document


def test_a_paragraph_that_two_scenes_share_is_one_in_every_form() -> None:
    made = told(corpus("prose-goes-on-in-the-next-scene"), 1)
    line = "The train is on time, says the board, and says it again."
    for document in (as_text(made), Page(as_html(made)).words, as_markdown(made)):
        assert line in document
    turns = json.loads(as_json(made))["turns"]
    assert [len(each["paragraphs"]) for each in turns[0]["passages"]] == [2, 0, 0, 1]


def test_causes_are_told_only_when_asked_for() -> None:
    because = "Because you signed for it (choice 1)."
    assert because not in as_text(told(program_of(TEXT), 1))
    assert because in as_text(told(program_of(TEXT), 1, causes=True))


def test_sources_are_told_only_when_asked_for() -> None:
    program = corpus("people-documents-and-facts-are-told")
    without, with_sources = as_text(told(program)), as_text(told(program, sources=True))
    assert "Source: " not in without
    assert "Source: " in with_sources


def test_poison_stays_words_in_every_form() -> None:
    made = told(corpus("poison-text-is-only-text"))
    page = Page(as_html(made))
    known = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "em", "br"}
    assert set(page.tags) <= known
    words = [strip(line) for turn in made.turns for each in turn.view.passages for line in each.paragraphs]
    for line in words:
        for piece in line.split("\n"):
            assert piece in page.words
    assert not re.search(r"(?<!\\)[<\[]", as_markdown(made).split("\n\n", 2)[2])


def test_a_page_fetches_nothing() -> None:
    page = as_html(told(program_of(TEXT), 1))
    assert "<script" not in page
    assert "src=" not in page
    assert "@import" not in page
    assert "url(" not in page


def test_json_read_back_plays_the_same_choices_with_the_same_draws() -> None:
    program = program_of(TEXT)
    made = told(program, 1, 2)
    record = read_json(as_json(made)).record
    again = replay(Machine(program), record.header.seed, record.header.profile, record.path())
    assert again.lost == ""
    assert [change.drawn for change in again.changes] == [list(turn.drawn) for turn in made.turns]
    said = [text for change in again.changes for _, text, _ in change.said]
    assert said == [text for turn in json.loads(as_json(made))["turns"] for text in _texts(turn, program, made)]


def _texts(turn, program, made) -> list[str]:
    """Paragraphs of one turn with their emphasis, as the machine says them."""
    view = made.turns[turn["number"]].view
    return [line for each in view.passages for line in each.paragraphs]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"format": 3}', '{"format": 1, "story": 3}', "[" * 100_000, '{"format": 1, "turns": 7}'],
)
def test_what_is_no_transcript_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="transcript"):
        read_json(text)


LETTER = corpus("questions-are-asked-and-answered")
FORMS = {"text": as_text, "markdown": as_markdown, "html": as_html, "json": as_json}
NAME, STREET = "Zvyozdochka", "Malaya Bronnaya"


def letter(**options: bool):
    """A letter whose every question was answered; the years are 43, the kilometres 1,917."""
    session = sit(Machine(LETTER))
    session.answer(NAME)
    session.answer("43")
    session.choose(1)
    session.answer("1917")
    session.answer(STREET)
    assert session.view.ending is not None
    return session.told(**options)


@pytest.mark.parametrize("form", FORMS)
def test_what_was_typed_is_left_out_of_every_form_unless_asked_for(form: str) -> None:
    bare, whole = FORMS[form](letter(causes=True)), FORMS[form](letter(causes=True, typed=True))
    for word in (NAME, STREET, "Bronnaya", "1917", "1,917", "43 years"):
        assert word not in bare
    for word in (NAME, STREET, "1,917", "43"):
        assert word in whole
    assert "left out" in bare
    assert "left out" not in whole


def test_the_rest_of_the_words_stay_as_they_were() -> None:
    said = as_text(letter()).split("\n\n")
    assert "What the player typed is left out." in said
    assert "You chose: 1. What does she call him? [left out]" in said
    assert '"[left out]," she reads. So far it is signed by nobody.' in said
    assert "You chose: 2. And how old is [left out] now? [left out]" in said
    assert "He is not too old for it." in said
    assert "[left out] kilometres, then, with love, [left out]." in said
    assert said[-1] == "[left out] will read it.\n"


def test_where_nothing_was_typed_nothing_is_left_out() -> None:
    made = told(program_of(TEXT), 1, 2)
    assert not made.left_out
    assert made == told(program_of(TEXT), 1, 2, typed=True)


def test_a_transcript_without_answers_plays_again_with_those_of_one_who_types_nothing() -> None:
    read = read_json(as_json(letter()))
    again = replay(Machine(LETTER), 0, read.record.header.profile, read.record.path())
    assert again.lost == ""
    assert "1,900 kilometres" in " ".join(text for _, text, _ in again.changes[-2].said)
    assert read.told == (
        "What was typed is not in this transcript (choice 1, 2, 4, 5); "
        "the answer of a player who types nothing takes its place.",
    )


def test_a_transcript_with_answers_plays_again_with_them() -> None:
    made = letter(typed=True)
    read = read_json(as_json(made))
    assert read.told == ()
    again = replay(Machine(LETTER), 0, read.record.header.profile, read.record.path())
    assert [[text for _, text, _ in change.said] for change in again.changes] == [
        [line for each in turn.view.passages for line in each.paragraphs] for turn in made.turns
    ]


def carried(typed: bool = False):
    """A letter that stood at its third question and was carried over as it was, and what its transcript reads back."""
    text = (HERE / "good" / "questions-are-asked-and-answered.yaml").read_text()
    old = sit(Machine(LETTER))
    for answer in (NAME, "43"):
        old.answer(answer)
    machine = Machine(program_of(text.replace("min: 18, max: 99", "min: 18, max: 40"), "narrow"))
    found = moved(machine, old.record, LETTER)
    assert [each.kind for each in found.moving.offers] == ["sound", "state"]
    session = Session.moved(
        machine, old.record, header_of(machine.program), None, Settings(), found=found, offer="state"
    )
    read = read_json(as_json(session.told(typed=typed)))
    again = Session.moved(machine, read.record, header_of(machine.program), None, Settings(), of=TRANSCRIPT)
    return session, read, again


def test_a_state_that_was_carried_over_is_carried_over_again() -> None:
    session, read, again = carried(typed=True)
    assert read.told == ()
    assert again._run.cells == session._run.cells
    assert again.view.choices == session.view.choices
    assert again.view.turn.warnings == ("From the transcript 2 of 2 choices were made again.",)


def test_what_may_have_been_typed_is_left_out_of_a_carried_state_and_that_is_said() -> None:
    session, read, again = carried()
    for form in FORMS.values():
        assert NAME not in form(session.told())
    assert read.told[-1] == "The state carried over at choice 2 comes without 1 value that may have been typed."
    names = session.machine.layout.names
    differ = {name for name, one, two in zip(names, session._run.cells, again._run.cells, strict=True) if one != two}
    assert differ == {"age", "nickname"}


def test_a_carried_state_that_the_transcript_does_not_hold_ends_what_can_be_made_again() -> None:
    session, _, _ = carried(typed=True)
    raw = json.loads(as_json(session.told(typed=True)))
    raw["format"] = 1
    del raw["turns"][2]["carried"]
    read = read_json(json.dumps(raw))
    assert len(read.record.turns) == 2
    assert read.told == (
        "After choice 1 the story had changed, and this transcript does not hold the state that was carried over; "
        "what came later cannot be made again.",
    )


@pytest.mark.parametrize(
    "row", [["age", 1, "x"], ["nickname", "", 3], ["@stack", [], ["nowhere"]], ["@place", "", "x"]]
)
def test_a_carried_state_that_makes_no_sense_is_refused_in_words(row: list[object]) -> None:
    session, _, _ = carried(typed=True)
    raw = json.loads(as_json(session.told(typed=True)))
    raw["turns"][2]["carried"].append(row)
    read = read_json(json.dumps(raw))
    again = Session.moved(
        session.machine, read.record, header_of(session.machine.program), None, Settings(), of=TRANSCRIPT
    )
    assert "makes no sense in this one." in again.view.turn.warnings[0]


def test_a_turn_that_carried_a_state_over_says_so() -> None:
    session, _, _ = carried()
    assert "2. The story had changed; all went on as it was." in as_text(session.told())
