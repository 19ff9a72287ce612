"""Answering on the screen: the line, its bound, the keys beside it, and words that are only words."""

from __future__ import annotations

import pytest
from textual import events

from engine.machine import Machine
from engine.session import Session
from engine.tui.messages import Start
from engine.tui.widgets.answer import Answer, Field
from engine.tui.widgets.menu import Menu
from tests.stories import corpus, machine_of, story
from tests.stories.sitting import MemoryDesk, plainly
from tests.tui.fakes import POISON
from tests.tui.screen import Scene, Scenery, run
from tests.tui.test_both_faces import CHOICE, screen_words

NAME = "questions-are-asked-and-answered"
SIZES = ((80, 24), (40, 20))
POISONED = story(
    "ask: {id: q, into: nick, kind: text, max: 100, default: '[/] {{ x', question: 'Who [sealed] [/] {{ nick }}?'}",
    "'Hello, {{ nick }}.'",
    "choices:\n  - choose: Go on with {{ nick }}",
    "ask: {id: again, into: nick, kind: text, question: 'And now {{ nick }}?'}",
    head="variables: {nick: {text: '[bold]', title: Name}}\n",
)


def asked(scene: Scene, machine: Machine | None = None, size: tuple[int, int] = (80, 24)) -> None:
    """Run `scene` at the first question of a story."""
    desk = MemoryDesk(machine or Machine(corpus(NAME)))
    start = Start(story=desk.machine.program.id, profile="default", seed=0)
    run(scene, desk=desk, start=start, size=size)  # type: ignore[arg-type]


def session(at: Scenery) -> Session:
    return at.desk.sessions[-1]  # type: ignore[attr-defined,no-any-return]


def field(at: Scenery) -> Field:
    return at.app.screen.query_one(Field)


async def write(at: Scenery, text: str) -> None:
    """Type `text`, character by character."""
    for char in text:
        field(at).post_message(events.Key(char, char))
    await at.settle()


@pytest.mark.parametrize("size", SIZES)
def test_a_question_is_answered_with_enter(size: tuple[int, int]) -> None:
    async def scene(at: Scenery) -> None:
        assert "What does she call him? Type an answer of at most 20 characters." in at.flat()
        assert "Enter Answer Esc Keys" in at.flat()
        await write(at, "Ilya b 1 q")
        assert "> Ilya b 1 q" in at.grid()
        await at.press("enter")
        assert session(at).record.turns[1].typed == "Ilya b 1 q"
        assert '"Ilya b 1 q," she reads.' in at.flat()
        assert "And how old is Ilya b 1 q now?" in at.flat()
        assert field(at).value == ""
        await write(at, "29")
        await at.press("enter")
        assert not at.app.screen.query_one(Answer).display
        assert "> 1. Sign it for her" in at.grid()
        await at.press("2")
        assert "Which street?" in at.flat()

    asked(scene, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_escape_leaves_the_line_for_commands_and_loses_nothing(size: tuple[int, int]) -> None:
    async def scene(at: Scenery) -> None:
        await write(at, "Il")
        await at.press("escape")
        assert at.name == "Play"
        assert "> 1. Type the answer." in at.grid()
        assert "? Help" in at.grid()
        await at.press("r")
        assert "No choice has been made yet." in at.flat()
        await at.press("escape", "?")
        assert "What does she call him? Type an answer of at most 20" in at.flat()
        await at.press("escape", "1")
        assert "Type the answer." not in at.grid()
        await write(at, "ya")
        await at.press("enter", "escape", "b")
        assert session(at).record.turns[1].typed == "Ilya"
        assert session(at).record.standing == 0
        assert field(at).has_focus
        await at.press("escape", "escape")
        assert at.name == "Library"

    asked(scene, size=size)


def test_an_empty_line_gives_the_default_which_stands_there_in_grey() -> None:
    async def scene(at: Scenery) -> None:
        assert "> Ilyusha" in at.grid()
        await at.press("enter")
        assert session(at).record.turns[1].typed == "Ilyusha"

    asked(scene)


def test_a_wrong_answer_says_what_is_valid_and_stays_to_be_mended() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("enter")
        await write(at, "1x7")
        assert field(at).value == "17", "letters are not taken where a number is asked"
        await at.press("enter")
        assert at.flat().count("Type a whole number from 18 to 99.") == 2
        assert field(at).value == "17"
        assert len(session(at).record.turns) == 2
        await at.press("backspace")
        await write(at, "8")
        await at.press("enter")
        assert session(at).record.turns[2].typed == 18

    asked(scene)


def test_the_line_holds_no_more_than_the_bound_typed_or_pasted() -> None:
    async def scene(at: Scenery) -> None:
        await write(at, "x" * 25)
        assert field(at).value == "x" * 20
        field(at).value = ""
        field(at).post_message(events.Paste("a\x1b[31mb\tc\x00" + "y" * 400 + "\nz"))
        await at.settle()
        assert field(at).value == "a[31mb c" + "y" * 12
        assert "\x1b" not in at.grid()

    asked(scene)


@pytest.mark.parametrize("size", SIZES)
def test_poison_typed_is_shown_as_it_is_and_meets_no_parser(size: tuple[int, int]) -> None:
    poison = "[/] [sealed] [@click=app.quit]x[/] {{ \\ 東京 [bold]!"

    async def scene(at: Scenery) -> None:
        assert "Who [sealed] [/] [bold]?" in at.flat()
        await write(at, poison)
        await at.press("enter")
        assert f"Hello, {poison}." in at.flat()
        assert f"Name: {poison}." in at.flat()
        await at.press("r")
        assert f"1. Who [sealed] [/] [bold]? {poison}" in at.flat()
        await at.press("escape", "i")
        assert poison in at.flat()
        await at.press("escape", "1")
        assert f"And now {poison}?" in at.flat()
        await at.press("escape", "home")
        assert f"> Who [sealed] [/] [bold]? {poison}" in at.flat() or size == (40, 20)

    asked(scene, machine_of(POISONED), size)


def test_the_line_is_gone_where_choices_are_offered_and_back_again_after_going_back() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("enter")
        await write(at, "20")
        await at.press("enter")
        assert not at.app.screen.query_one(Answer).display
        assert at.app.screen.query_one(Menu).display
        await at.press("b")
        assert at.app.screen.query_one(Answer).display
        assert not at.app.screen.query_one(Menu).display
        assert field(at).has_focus

    asked(scene)


@pytest.mark.parametrize("size", [(1, 1), (20, 3), (10, 5), (60, 9), (150, 50)])
def test_a_question_survives_any_size(size: tuple[int, int]) -> None:
    async def scene(at: Scenery) -> None:
        await at.resize(*size)
        assert len(at.grid().splitlines()) <= size[1]
        await at.resize(80, 24)
        await write(at, "Ilya")
        await at.press("enter")
        assert session(at).record.turns[1].typed == "Ilya"

    asked(scene)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+d", "ctrl+q"])
def test_control_keys_leave_from_the_line(key: str) -> None:
    async def scene(at: Scenery) -> None:
        await write(at, "Il")
        await at.pilot.press(key)

    asked(scene)


def test_answers_read_the_same_on_both_faces() -> None:
    machine, found = Machine(corpus(NAME)), list[str]()
    answers = [f" Ilya  {POISON[:3]} ", "29", "2", "Here"]

    async def scene(at: Scenery) -> None:
        for answer in answers[:3]:
            if session(at).view.asked:
                await write(at, answer)
                await at.press("enter")
            else:
                await at.press(answer)
        found.extend(screen_words(at))

    asked(scene, machine, (120, 40))
    lines = plainly(machine, answers[:3], echo=False).splitlines()[1:-1]
    asking = ("What does she", "And how old", "What do you do", "Which street", "Type ", ">")
    wanted = [line for line in lines if line and not line.startswith(asking) and not CHOICE.match(line)]
    assert [line for line in found if line.strip()] == wanted
