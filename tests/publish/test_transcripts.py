"""A play-through as a document: the same words in every form, none of them mark-up, and JSON that plays again."""

import json
import re
from html.parser import HTMLParser

import pytest

from engine.errors import UserError
from engine.machine import Machine
from engine.publish import as_html, as_json, as_markdown, as_text, record_from_json
from engine.record import replay
from engine.session.emphasis import strip
from tests.record.test_why import FLAGS, choices
from tests.stories import corpus, program_of, story
from tests.stories.sitting import sit

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
    record = record_from_json(as_json(made))
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
    ["", "[]", "{}", "null", '{"format": 2}', '{"format": 1, "story": 3}', "[" * 100_000, '{"format": 1, "turns": 7}'],
)
def test_what_is_no_transcript_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="transcript"):
        record_from_json(text)
