"""The plain face, byte by byte."""

import json
import random
import re
from io import StringIO

import pytest

from engine.machine import Machine
from engine.plain import Plain, Start
from engine.session import COMMANDS
from tests.stories import NAMES, SHIPPED, corpus, files_of, machine_of, program_of, story
from tests.stories.sitting import MemoryDesk, plainly

UNWANTED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters, ESC, CR and BS among them; the line end is left
    "\u2028\u2029\u202a-\u202e\u2066-\u2069"  # line and direction marks
    "\u2500-\u259f\u2800-\u28ff]"  # box drawing, blocks, braille
)
ROW = re.compile(r"([^\w\s])\1{3}|_{4}")
WORDS = [each.name for each in COMMANDS if each.name != "quit"]
WRONG = [
    "0",
    "99",
    "-1",
    "1.5",
    "x",
    "",
    "  ",
    "\x1b[A",
    "\x00",
    "settings loud",
    "settings",
    "é" * 300,
    "1 2",
    "back back",
    "٣",
]
POISON = "poison-text-is-only-text"


def scan(text: str) -> None:
    """Nothing that a braille line or a screen reader would stumble over."""
    found = UNWANTED.search(text)
    assert not found, repr(text[max(0, found.start() - 60) : found.end() + 20])
    row = ROW.search(text)
    assert not row, repr(text[max(0, row.start() - 60) : row.end() + 20])


def in_order(printed: str) -> None:
    """In each turn: question, then choices numbered from 1, then the prompt; nothing after the choices."""
    for turn in printed.split("\n> ")[:-1]:
        numbers = [int(found) for found in re.findall(r"^(\d+)\. ", turn, re.M)]
        lines = turn.splitlines()
        if numbers and re.match(r"\d+\. ", lines[-1]) and "Record." not in turn:
            last = numbers[::-1]
            start = last.index(1)
            assert last[: start + 1] == list(range(start + 1, 0, -1)), turn
            block = lines[-(start + 1) :]
            assert all(re.match(rf"{number}\. ", line) for number, line in enumerate(block, 1)), turn


def random_answers(luck: random.Random, most: int) -> list[str]:
    kinds = luck.choices(
        ["1", "2", "3", "4", *WORDS[:3], luck.choice(WORDS), luck.choice(WRONG)], k=luck.randint(1, most)
    )
    return [*kinds]


@pytest.mark.parametrize("name", NAMES)
def test_sixty_five_random_plays_of_a_corpus_story_print_nothing_unwanted(name):
    machine = Machine(corpus(name))
    for seed in range(65):
        luck = random.Random(seed)
        printed = plainly(machine, random_answers(luck, 12), seed=seed, echo=False)
        scan(printed)
        in_order(printed)


@pytest.fixture(scope="module")
def shipped() -> Machine:
    if not (SHIPPED / "story.yaml").exists():
        pytest.skip("the story is not here")
    return Machine(program_of(files_of(SHIPPED)))


def plays_of(machine: Machine, seeds: range, most: int) -> None:
    profiles = [each.id for each in machine.program.profiles]
    for seed in seeds:
        luck = random.Random(seed)
        answers = [
            luck.choice("1234") if luck.random() < 0.9 else luck.choice(WORDS) for _ in range(luck.randint(1, most))
        ]
        printed = plainly(machine, answers, seed=seed, profile=luck.choice(profiles), echo=False)
        scan(printed)
        in_order(printed)


def test_a_hundred_random_plays_of_the_shipped_story_print_nothing_unwanted(shipped):
    plays_of(shipped, range(100), 60)


@pytest.mark.proof
def test_a_thousand_random_plays_of_the_shipped_story_print_nothing_unwanted(shipped):
    plays_of(shipped, range(1000, 2000), 150)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_answer_loses_nothing_and_says_what_is_valid(wrong):
    machine = machine_of(story("choices:\n  - choose: Go on\n  - choose: Go back", "choices:\n  - choose: Stay"))
    desk = MemoryDesk(machine)
    printed = plainly(machine, [wrong], echo=False, desk=desk)
    assert len(desk.journals[0].entries) == 1
    said = printed.split("> ")[1]
    assert re.search(r"from 1 to 2|1 to 2|settings short|You read|Type ", said) or wrong == "٣", said
    after = plainly(machine, [wrong, "1"], echo=False)
    assert "1. Stay" in after


def test_an_ambiguous_prefix_lists_what_it_may_mean():
    machine = machine_of(story("choices:\n  - choose: Go on"))
    for word in ("se", "pap", "re", "pe", "sa", "so", "he", "gl", "fa"):
        meant = [each.name for each in COMMANDS if each.name.startswith(word)]
        printed = plainly(machine, [word], echo=False)
        if len(meant) > 1:
            assert f'"{word}" may mean {" or ".join(meant)}.' in printed
        else:
            assert "may mean" not in printed
    assert any(
        len([each for each in COMMANDS if each.name.startswith(letter)]) > 1 for letter in "abcdefghijklmnopqrstuvwxyz"
    )


def test_every_prefix_that_means_several_lists_them_all():
    machine = machine_of(story("choices:\n  - choose: Go on"))
    prefixes = {each.name[:length] for each in COMMANDS for length in range(1, 4)}
    keys = {each.key for each in COMMANDS}
    for word in sorted(prefixes - keys):
        meant = [each.name for each in COMMANDS if each.name.startswith(word)]
        if len(meant) > 1 and word not in {each.name for each in COMMANDS}:
            assert f'"{word}" may mean {" or ".join(meant)}.' in plainly(machine, [word], echo=False)


def test_quitting_and_the_end_of_input_say_where_it_is_saved():
    machine = machine_of(story("choices:\n  - choose: Go on"))
    assert plainly(machine, []).endswith('> \nSaved as "s-1".\n')
    assert plainly(machine, ["quit", "1"]).endswith('> quit\nSaved as "s-1".\n')


def test_a_turn_is_heading_text_changes_question_choices_prompt():
    head = "clock: {start: 2022-09-27 14:00, end: 2022-10-12 00:00}\nvariables: {cash: {number: 50, min: 0, unit: roubles, title: Money}}\n"  # noqa: E501
    source = story(
        "Hello.",
        "do: cash -= 9",
        "choices:\n  - choose: Go on\n  - {choose: Fly, needs: cash > 70}\nask: What now?",
        head=head,
    )
    source = source.replace("  a:\n", "  a:\n    title: The tail of the queue\n")
    assert plainly(machine_of(source), []) == (
        "S.\n"
        "\n"
        "Tuesday 27 September, 14:00. The tail of the queue.\n"
        "Hello.\n"
        "Money: 41 roubles left.\n"
        "\n"
        "What now?\n"
        "1. Go on\n"
        "2. Closed: Fly. Money: more than 70 roubles needed; now 41 roubles.\n"
        '> \nSaved as "s-1".\n'
    )


@pytest.mark.parametrize("width", [20, 40, 72])
def test_lines_are_no_wider_than_asked_and_lose_no_word(width):
    machine = Machine(corpus("people-documents-and-facts-are-told"))
    wide = plainly(machine, ["help", "1", "facts"], echo=False)
    narrow = plainly(machine, ["help", "1", "facts"], echo=False, width=width)
    assert max(len(line.removeprefix("> ")) for line in narrow.splitlines()) <= width
    assert "".join(narrow.split()) == "".join(wide.split())


@pytest.mark.parametrize("name", NAMES)
def test_json_is_one_object_a_line(name):
    machine = Machine(corpus(name))
    printed = plainly(
        machine,
        ["1", "2", "nonsense", "99", "help", "record", "back", "settings short", "again"],
        echo=False,
        json=True,
    )
    lines = printed.split("\n")
    assert lines.pop() == ""
    found = [json.loads(line) for line in lines]
    assert {each["kind"] for each in found} - {"because"} == {"turn", "page", "error"}
    assert found[0]["turn"]["id"] == 0
    assert "\x0e" not in printed
    assert "\\u000e" not in printed or name == POISON
    assert "\x1b" not in printed


def test_json_says_what_plain_says_and_keeps_a_backslash():
    found = [json.loads(line) for line in plainly(Machine(corpus(POISON)), [], echo=False, json=True).splitlines()]
    paragraphs = found[0]["turn"]["passages"][0]["paragraphs"]
    assert 'It\'s a "quote", a back\\slash, \\n, \\u000e, \\x1b and a\ttab.' in [
        each.replace(" tab", "\ttab") for each in paragraphs
    ]


def test_poison_passes_unharmed():
    printed = plainly(Machine(corpus(POISON)), ["1", "2"])
    for unharmed in (
        "[/]",
        "[sealed] letters",
        "[@click=app.quit]x[/]",
        "{{ and }} and {% if %}",
        "\\[escaped\\]",
        "中文 wide",
        "👩‍👩‍👧",
        "\\u000e, \\x1b",
        "[end] 'x'",
        "[/text]",
    ):
        assert unharmed in printed
    scan(printed)


def test_text_in_any_script_and_of_any_length_is_printed():
    long = "word " * 1900
    printed = plainly(machine_of(story(long, "Ünïcödé \u0301 שלום 𝔘.")), [])
    assert long.strip() in printed
    assert "Ünïcödé \u0301 שלום 𝔘." in printed


def test_the_other_face_is_turned_to_only_where_there_is_one_and_the_session_stays_open():
    machine = Machine(corpus(POISON))
    assert "There is no screen here." in plainly(machine, ["face"])
    desk, out = MemoryDesk(machine), StringIO()
    sitting = Plain(desk, StringIO("face\n"), out, asks=True, screen=True)
    assert sitting.play(Start(profile=machine.program.profiles[0].id)) == 0
    assert sitting.handed is desk.sessions[-1]
    assert not desk.journals[-1].closed
    assert "Saved as" not in out.getvalue()


def test_the_transcript_is_written_and_words_are_found():
    desk = MemoryDesk(Machine(corpus(POISON)))
    said = plainly(desk.machine, ["transcript", "find", "find quote", "find zebra"], desk=desk)
    assert "All that you have read is written to" in said
    assert desk.transcripts[desk.sessions[-1].view.save] == desk.sessions[-1].transcript()
    assert "Say find and the words to look for." in said
    assert 'The opening: It\'s a "quote"' in said
    assert "“zebra” was not found in what you have read." in said
