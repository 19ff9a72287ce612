"""Pages, palette, library, threshold, settings."""

from __future__ import annotations

import pytest

from engine.session import COMMANDS
from engine.tui.app import Formalities
from engine.tui.messages import Start
from engine.tui.screens.book import Book
from engine.tui.screens.page import PAGES
from tests.tui.fakes import FakeDesk, save_line
from tests.tui.screen import Scenery, run

KEY_NAMES = {"?": "question_mark"}
KEYS = {each.name: KEY_NAMES.get(each.key, each.key) for each in COMMANDS if each.key}


@pytest.mark.parametrize("closing", ["escape", "q", "its own"])
def test_every_page_opens_and_closes_by_key(closing: str) -> None:
    async def scene(at: Scenery) -> None:
        before = at.grid()
        for name in sorted(set(PAGES) - {"find"}):  # which is a line to type in
            await at.press(KEYS[name])
            assert at.name != "Play"
            await at.press(KEYS[name] if closing == "its own" else closing)
            assert at.name == "Play"
            assert at.grid() == before

    run(scene)


def test_a_page_opens_from_the_palette() -> None:
    async def scene(at: Scenery) -> None:
        for name in ("so far", "settings", "saves"):
            await at.press("ctrl+p")
            await at.pilot.press(*(letter if letter != " " else "space" for letter in name))
            await at.pilot.pause(0.3)
            await at.press("enter")
            await at.settle()
            assert getattr(at.app.screen, "called", "") == name
            await at.press("escape")

    run(scene)


def test_the_palette_lists_the_commands_of_play() -> None:
    async def scene(at: Scenery) -> None:
        assert isinstance(at.app.screen, Book)
        listed = {each.help for each in at.app.screen.palette()}
        assert listed >= {each.about for each in COMMANDS if each.key}

    run(scene)


def test_a_page_turns_to_another_by_its_key() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("p", "e")
        assert "People 1" in at.grid()
        await at.press("escape")
        assert at.name == "Play"

    run(scene)


def test_help_names_the_keys_of_the_screen() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("question_mark")
        await at.press("end")
        assert "i When, where and how you stand." in at.flat()

    run(scene)


@pytest.mark.parametrize(("size", "most"), [((40, 20), 4), ((80, 24), 8), ((120, 40), 9)])
def test_the_line_of_keys_fits(size: tuple[int, int], most: int) -> None:
    async def scene(at: Scenery) -> None:
        from engine.tui.widgets.keyline import KeyLine

        keys = at.app.screen.query_one(KeyLine).keys()
        assert 3 <= len(keys) <= most
        assert {"Help", "Leave"} <= {key.about for key in keys}

    run(scene, size=size)


def test_the_library_shows_how_the_last_play_through_stands() -> None:
    async def scene(at: Scenery) -> None:
        assert at.name == "Library"
        assert "1. Continue: Ilya 26 turns, last played 2026-09-26 14:05." in at.flat()
        await at.press("1")
        assert at.name == "Play"
        assert at.desk.asked == [("resume", "ilya-1")]

    run(scene, start=Start())


def test_the_library_opens_other_saves_and_says_what_is_wrong_with_them() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("3")
        assert "Its last line was torn and has been set aside." in at.flat()
        assert "Closed: broken. Its header cannot be read." in at.flat()
        await at.press("4")
        assert at.desk.asked == []
        await at.press("2")
        assert at.desk.asked == [("resume", "sanan-1")]
        assert at.name == "Play"

    run(scene, start=Start())


def test_a_save_that_cannot_be_opened_is_told_in_the_library() -> None:
    async def scene(at: Scenery) -> None:
        at.desk.lines = ()
        await at.press("1")
        assert "There is no save called ilya-1." in at.flat()
        assert at.name == "Library"

    run(scene, start=Start())


def test_the_threshold_begins_as_the_man_chosen() -> None:
    async def scene(at: Scenery) -> None:
        assert at.name == "Threshold"
        assert "Has: A car, and a brother in Darkhan." in at.flat()
        await at.press("2")
        assert at.name == "Opening"
        assert at.desk.asked == []
        await at.press("enter")
        assert at.desk.asked == [("begin", "border-formalities", "sanan", 7)]
        assert at.name == "Play"

    run(scene, desk=FakeDesk(lines=()), start=Start(story="border-formalities", seed=7))


def test_a_story_played_before_opens_the_library() -> None:
    async def scene(at: Scenery) -> None:
        assert at.name == "Library"

    run(scene, start=Start(story="border-formalities"))


def test_a_profile_named_begins_at_once() -> None:
    async def scene(at: Scenery) -> None:
        assert at.desk.asked == [("begin", "border-formalities", "ilya", None)]
        assert at.name == "Play"

    run(scene, start=Start(story="border-formalities", profile="ilya"))


def test_the_reading_setting_is_kept_from_the_threshold() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("3")
        assert at.desk.kept.safe
        assert "Short versions of hard passages: on" in at.flat()

    run(scene, desk=FakeDesk(lines=()), start=Start(story="border-formalities"))


def test_the_reading_setting_reaches_the_session_when_the_page_closes() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("t", "1", "escape")
        assert at.session.settings.safe
        assert at.name == "Play"

    run(scene)


def test_the_colours_go_round_and_are_kept() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("t")
        for name in ("cream", "contrast", "terminal", "dark"):
            await at.press("2")
            assert (at.app.theme, at.desk.kept.theme) == (name, name)

    run(scene)


def test_resuming_the_save_that_is_open_keeps_its_session() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("1", "l", "1")
        assert at.name == "Play"
        assert len(at.desk.opened) == 1
        assert not at.session.closed

    run(scene, desk=FakeDesk(lines=(save_line("ilya-1", "ilya", 26),)))


def test_another_save_takes_the_place_of_the_open_one() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("l", "2")
        assert [each.closed for each in at.desk.opened] == [True, False]

    app = run(scene)
    assert isinstance(app, Formalities)
