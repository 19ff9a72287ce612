"""Play on the screen: choosing, going back, reading, leaving."""

from __future__ import annotations

import pytest

from engine.session.emphasis import strip
from engine.tui.messages import Start
from engine.tui.screens.ending import Ending
from engine.tui.widgets.edge import Edge
from engine.tui.widgets.menu import Line, Menu
from engine.tui.widgets.prose import Prose, Turn
from tests.tui.fakes import FakeDesk, FakeSession
from tests.tui.screen import Scenery, run


def _chosen(at: Scenery) -> list[str]:
    return [turn.chosen for turn in at.session.turns[1:]]


def _read(at: Scenery) -> str:
    """All prose that is mounted, as a transcript."""
    turns = at.app.screen.query_one(Prose).query(Turn)
    shown = [str(each.content).replace("\n\n> ", "\n\nYou chose: ") for each in turns]
    return "\n\n".join(shown) + "\n"


def test_digits_choose() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("2", "1", "2")
        assert _chosen(at) == [
            "Wait with the others until the list moves.",
            "Sign for it.",
            "Tell him about the summons.",
        ]

    run(scene)


def test_digits_choose_while_the_prose_has_the_focus() -> None:
    async def scene(at: Scenery) -> None:
        at.app.screen.query_one(Prose).focus()
        await at.press("1")
        assert len(at.session.turns) == 2

    run(scene)


@pytest.mark.parametrize("key", ["&", "+"])
def test_digits_choose_in_layouts_that_need_shift_for_them(key: str) -> None:
    async def scene(at: Scenery) -> None:
        await at.press({"&": "ampersand", "+": "plus"}[key])
        assert len(at.session.turns) == 2

    run(scene)


def test_commands_answer_in_the_russian_layout() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("cyrillic_small_letter_ze")
        assert "Papers" in at.grid()

    run(scene)


def test_digits_typed_fast_are_all_taken_in_order() -> None:
    async def scene(at: Scenery) -> None:
        await at.pilot.press("1", "1", "1", "1")
        await at.settle()
        assert len(at.session.turns) == 5
        assert at.app.screen.query_one(Prose).shown == tuple(at.session.turns)

    run(scene)


def test_arrows_and_enter_choose() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("down", "enter")
        assert _chosen(at) == ["Wait with the others until the list moves."]

    run(scene)


def test_a_click_chooses() -> None:
    async def scene(at: Scenery) -> None:
        line = list(at.app.screen.query(Line))[1]
        await at.pilot.click(line)
        await at.settle()
        assert _chosen(at) == ["Wait with the others until the list moves."]

    run(scene)


def test_the_marked_option_is_told_by_a_sign() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("down")
        marked = [line for line in at.grid().splitlines() if line.lstrip().startswith(">")]
        assert len(marked) == 1
        assert "2. Wait with the others" in marked[0]

    run(scene)


def test_a_locked_choice_says_why_and_changes_nothing() -> None:
    async def scene(at: Scenery) -> None:
        sentence = "Closed: Fly to Yerevan. No seats before the fifth."
        assert at.flat().count(sentence) == 1
        await at.press("3")
        assert at.flat().count(sentence) == 2
        assert len(at.session.turns) == 1
        await at.press("1")
        assert sentence not in at.flat()

    run(scene)


def test_a_choice_shows_what_it_costs() -> None:
    async def scene(at: Scenery) -> None:
        assert "1. Buy the bicycle from the boy. (25,000 roubles)" in at.flat()

    run(scene)


def test_back_goes_back_one_choice() -> None:
    async def scene(at: Scenery) -> None:
        before = at.grid()
        await at.press("1", "b")
        assert len(at.session.turns) == 1
        assert at.grid() == before

    run(scene)


def test_back_at_the_first_choice_says_that_there_is_none() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("b")
        assert "nothing to go back to" in at.flat()

    run(scene)


def test_the_new_passage_begins_at_the_top_of_the_pane() -> None:
    async def scene(at: Scenery) -> None:
        for _ in range(4):
            await at.press("1")
            prose = at.app.screen.query_one(Prose)
            assert prose.query(Turn).last().region.y == prose.region.y

    run(scene)


def test_again_goes_back_to_the_first_line() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("1", "1", "home", "a")
        prose = at.app.screen.query_one(Prose)
        assert prose.query(Turn).last().region.y == prose.region.y

    run(scene)


def test_the_line_under_the_prose_says_when_there_is_more() -> None:
    async def scene(at: Scenery) -> None:
        edge = at.app.screen.query_one(Edge)
        assert edge.more
        await at.press("end")
        assert not edge.more
        await at.press("home")
        assert edge.more

    run(scene, size=(40, 20))


def test_the_transcript_on_the_screen_is_the_sessions() -> None:
    async def scene(at: Scenery) -> None:
        at.session.turns_to_end = 99
        await at.press("1", "2", "1", "2")
        assert _read(at) == strip(at.session.transcript())

    run(scene)


def test_only_the_last_turns_stay_mounted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.tui.widgets.prose.MOUNTED", 3)

    async def scene(at: Scenery) -> None:
        await at.press("1", "1", "1", "1", "1")
        prose = at.app.screen.query_one(Prose)
        assert prose.shown == tuple(at.session.turns[-3:])
        assert prose.query(Turn).last().region.y == prose.region.y

    run(scene)


def test_the_ending_shows_its_text_and_debrief_and_leads_back() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("1", "1")
        assert "Go on to the end." in at.flat()
        await at.press("1")
        assert at.name == "Ending"
        assert "Tbilisi" in at.grid()
        await at.press("end")
        assert "What would have been enough?" in at.flat()
        await at.press("2")
        assert at.name == "Play"
        assert len(at.session.turns) == 2

    run(scene, desk=FakeDesk(turns_to_end=2))


def test_an_ending_leads_to_the_stories_and_lets_the_session_go() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("1", "1", "1")
        assert isinstance(at.app.screen, Ending)
        await at.press("3")
        assert at.name == "Library"
        assert at.session.closed

    run(scene, desk=FakeDesk(turns_to_end=2))


def test_a_side_pane_shows_how_he_stands_where_there_is_room() -> None:
    async def scene(at: Scenery) -> None:
        assert "41,000 roubles" in at.grid()
        await at.resize(109, 40)
        assert "41,000 roubles" not in at.grid()
        assert "Upper Lars" in at.grid()
        await at.press("i")
        assert "41,000 roubles" in at.grid()

    run(scene, size=(110, 40))


@pytest.mark.parametrize("key", ["q", "ctrl+d", "ctrl+q"])
def test_leaving_asks_nothing_and_ends_well(key: str) -> None:
    async def scene(at: Scenery) -> None:
        await at.pilot.press(key)

    assert run(scene).return_value == 0


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+d"])
@pytest.mark.parametrize("before", [(), ("p",), ("ctrl+p",), ("t",)])
def test_control_keys_leave_from_anywhere(before: tuple[str, ...], key: str) -> None:
    async def scene(at: Scenery) -> None:
        await at.press(*before)
        await at.pilot.press(key)

    assert run(scene).return_value == (130 if key == "ctrl+c" else 0)


def test_keys_can_be_changed() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("1", "z")
        assert len(at.session.turns) == 1
        assert "z Back" in at.grid()

    run(scene, keymap={"command.back": "z"})


def test_a_story_that_stopped_offers_ways_out() -> None:
    async def scene(at: Scenery) -> None:
        at.session._choices = lambda _: ()  # type: ignore[method-assign,assignment]
        at.session.turns_to_end = 99
        await at.press("1")
        assert "stopped here by a fault" in at.flat()
        assert [row.label for row in at.app.screen.query_one(Menu).rows] == ["Go back one choice.", "To the stories."]

    run(scene)


def test_a_refused_start_ends_with_two_and_a_sentence() -> None:
    async def scene(at: Scenery) -> None:
        await at.pilot.pause()

    app = run(scene, start=Start(resume="nothing"))
    assert (app.return_value, app.refusal) == (2, "There is no save called nothing.")


def test_a_session_that_comes_from_the_other_face_looks_as_one_that_was_opened() -> None:
    async def scene(at: Scenery) -> None:
        opened.append(at.grid())

    opened: list[str] = []
    for session in (None, FakeSession()):
        run(scene, size=(120, 40), session=session)
    assert opened[0] == opened[1]
