"""A story on the screen while it is written: mistakes beside the page, the play made again, values seen and changed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.widgets import Static

from engine.cli.desk import LocalDesk
from engine.cli.watching import BY_HAND, Beginning, Watching
from engine.session import Settings
from engine.tui.app import Formalities
from engine.tui.messages import Start
from engine.tui.screens import writing
from engine.tui.screens.writing import Writing
from tests.cli.test_watching import STORY, edit
from tests.idle import truly_idle
from tests.pictures import SIZES
from tests.tui.screen import Scenery
from tests.tui.test_sizes import SNAPSHOTS, compare

WRONG = ("go: street", "go: stret")
PATIENCE = 20
"""Seconds until a story must have been read."""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(writing, "EVERY", 0.02)
    path = tmp_path / "story.yaml"
    path.write_text(STORY, encoding="utf-8")
    return path


class Author(Scenery):
    """The application with its watch, and the file that is written."""

    def __init__(self, app: Formalities, pilot: object, file: Path) -> None:
        super().__init__(app, pilot, None)  # type: ignore[arg-type]
        self.file = file

    @property
    def play(self) -> Writing:
        return next(each for each in self.app.screen_stack if isinstance(each, Writing))

    async def save(self, *pairs: tuple[str, str]) -> None:
        """Edit the file, and wait until it has been read."""
        edit(self.file, *pairs)
        await asyncio.wait_for(self._read(), PATIENCE)
        await self.settle()

    async def _read(self) -> None:
        while self.play.written.changed() or self.play._reads:
            await asyncio.sleep(0.01)

    def heard(self) -> str:
        return str(self.play.query_one(".heard", Static).content)


def run(file: Path, scene: Callable[[Author], Awaitable[None]], size: tuple[int, int] = (80, 24)) -> Formalities:
    """Run `scene` with the story under watch."""
    watch = Watching(str(file), Beginning(), Settings())
    app = Formalities(LocalDesk(story=str(file)), Start(), {}, watch.begin(), watch)

    async def play() -> None:
        async with app.run_test(size=size) as pilot:
            author = Author(app, pilot, file)
            await author.settle()
            await scene(author)

    with truly_idle(app):
        asyncio.run(play())
    return app


@pytest.mark.parametrize("size", [(120, 40), (100, 30), (80, 24), (40, 20)])
def test_a_mistake_stands_beside_the_page_and_goes_when_it_is_mended(file: Path, size: tuple[int, int]) -> None:
    async def scene(at: Author) -> None:
        await at.press("1", "1")
        turn = at.play.session.view.turn.id
        assert "REF010" not in at.flat()
        await at.save(WRONG)
        assert "story.yaml:19" in at.flat()
        assert "REF010" in at.flat()
        assert "You go on in the story as it was." in at.heard()
        assert at.play.session.view.turn.id == turn
        await at.press("2")
        assert "Rain." in at.flat()
        await at.save((WRONG[1], WRONG[0]), ("Rain.", "Snow."))
        assert "REF010" not in at.flat()
        assert "Snow." in at.flat()
        assert "The story was read again: 3 of 3 choices were made again." in at.heard()

    run(file, scene, size)


def test_the_page_of_mistakes_follows_the_story_while_it_is_open(file: Path) -> None:
    async def scene(at: Author) -> None:
        await at.save(WRONG)
        await at.press("x")
        assert 'no scene is called "stret"' in at.flat()
        await at.save((WRONG[1], WRONG[0]))
        assert at.name == "Mistakes"
        assert "Nothing to complain about." in at.flat()
        await at.press("escape")
        assert "The story was read again" in at.heard()

    run(file, scene)


def test_where_a_choice_is_gone_the_reason_is_told_in_a_line(file: Path) -> None:
    gone = "          - {choose: Open the drawer, id: drawer, once: true, do: cash -= 100, then: Two red covers.}\n"

    async def scene(at: Author) -> None:
        await at.press("2", "1")
        await at.save((gone, ""))
        assert "The story has no choice kitchen.drawer any more" in at.heard()
        assert [each.label for each in at.play.session.view.choices] == ["Buy a kettle", "Go out"]

    run(file, scene)


def test_an_ending_is_read_anew_where_one_stands_at_it(file: Path) -> None:
    async def scene(at: Author) -> None:
        await at.press("3", "2", "1")
        assert at.name == "Ending"
        await at.save(("You stay.", "You stay where you are."))
        assert at.name == "Ending"
        assert "You stay where you are." in at.flat()

    run(file, scene)


def test_a_value_is_changed_by_hand_and_the_branch_is_marked(file: Path) -> None:
    async def scene(at: Author) -> None:
        await at.press("1", "u")
        assert "cash = 49900" in at.flat()
        assert "by kitchen.drawer:cash, choice 1" in at.flat()
        assert "calm = true (worked out)" in at.flat()
        await at.press("1")
        assert "A number, at least 0. Now 49900" in at.flat()
        await at.press("4", "enter")
        assert "cash is 4 by your own hand" in at.flat()
        assert "by you, the author, choice 2" in at.flat()
        await at.press("3")
        assert "worked out from others" in at.flat()
        await at.press("escape")
        assert at.play.session.machine.values(at.play.session.cells)["cash"] == 4
        assert "Closed: Buy a kettle" in at.flat()
        await at.press("d")
        assert BY_HAND in at.flat()
        await at.press("escape")
        await at.save(("Rain.", "Snow."))
        assert at.play.session.machine.values(at.play.session.cells)["cash"] == 4

    run(file, scene)


def test_values_are_found_by_how_their_names_begin(file: Path) -> None:
    async def scene(at: Author) -> None:
        await at.press("u", "slash", "k", "n", "enter")
        assert "knows = []" in at.flat()
        assert "cash" not in at.flat()
        await at.press("1", "x", "enter")
        assert "is no value for knows" in at.flat()
        await at.press("1", *"[list]", "enter")
        assert "knows = [list]" in at.flat()

    run(file, scene)


def test_keys_answer_while_the_story_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SOON", 0.05)

    async def scene(at: Author) -> None:
        watch, slow = at.play.written, asyncio.Event()
        loop, read = asyncio.get_running_loop(), watch.read

        def slowly() -> object:
            found = read()
            asyncio.run_coroutine_threadsafe(slow.wait(), loop).result(PATIENCE)
            return found

        watch.read = slowly  # type: ignore[method-assign]
        edit(at.file, ("Rain.", "Snow."))
        while "Reading the story" not in at.heard():
            await asyncio.sleep(0.01)
        await at.pilot.press("3")
        await at.pilot.pause()
        assert "Rain." in at.flat()
        edit(at.file, ("Snow.", "Hail."))
        slow.set()
        await asyncio.wait_for(at._read(), PATIENCE)
        await at.settle()
        assert "Hail." in at.flat()
        assert "1 of 1 choices" in at.heard()

    run(file, scene)


def test_nothing_is_drawn_while_nothing_changes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(at: Author) -> None:
        drawn: list[object] = []
        await at.pilot.pause(0.2)
        monkeypatch.setattr(at.app, "_display", lambda *each: drawn.append(each))
        await asyncio.sleep(0.3)
        assert drawn == []
        await at.save(WRONG)
        assert drawn

    run(file, scene)


def test_a_story_that_is_written_is_not_left_for_others(file: Path) -> None:
    async def scene(at: Author) -> None:
        await at.press("escape")
        assert at.name == "Writing"
        assert "its plays are not kept" in at.flat()
        await at.press("v")

    app = run(file, scene)
    assert app.handed is app.sitting.session is not None


def test_help_and_the_palette_name_the_keys_of_an_author(file: Path) -> None:
    async def scene(at: Author) -> None:
        assert {"Mistakes", "Values"} <= {each.title for each in at.play.palette()}
        await at.press("question_mark", "end")
        assert "x What is wrong with the story." in at.flat()

    run(file, scene)


@pytest.mark.parametrize(("name", "keys"), [("writing", ()), ("mistakes", ("x",)), ("values", ("u",))])
def test_the_screens_of_an_author_are_as_they_were(file: Path, name: str, keys: tuple[str, ...]) -> None:
    *others, first = SIZES

    async def scene(at: Author) -> None:
        await at.press("1")
        await at.save(WRONG)
        await at.press(*keys)
        for size in (first, *others):
            await at.resize(*size)
            compare(SNAPSHOTS / f"{name}-{size[0]}x{size[1]}.txt", at.grid() + "\n")

    run(file, scene, first)
