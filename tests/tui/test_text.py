"""Story text is data: what a markup parser would eat appears as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.session.emphasis import BEGIN, END, strip
from engine.tui.messages import Start
from engine.tui.text import plain, words
from tests.pictures import KEYS, PLAYED
from tests.tui.fakes import POISON, FakeDesk, poisoned
from tests.tui.screen import Scenery, run

MARKS = ("[/]", "[sealed]", "[@click=app.quit]x[/]", "{{", "\\", "東京", "e\u0301", "שלום", "مرحبا", "[bold]!")


OURS = {"palette", "settings", "status", "find"}
"""Screens without a story's words, or with few of them."""


@pytest.mark.parametrize(
    "name", [name for name, (start, _) in KEYS.items() if start is not PLAYED and name not in OURS]
)
def test_poison_appears_literally_on_every_screen(name: str) -> None:
    start, keys = KEYS[name]

    async def scene(at: Scenery) -> None:
        await at.press(*keys)
        for size in ((40, 20), (80, 24), (120, 40)):
            await at.resize(*size)
        seen = at.flat()
        assert [mark for mark in MARKS if mark not in seen] == []

    run(scene, desk=FakeDesk(words=poisoned()), start=start, size=(80, 24))


def test_a_click_on_poison_does_nothing() -> None:
    async def scene(at: Scenery) -> None:
        for x in range(4, 76, 3):
            await at.pilot.click(offset=(x, 5))
        assert at.app.is_running
        assert at.name == "Play"

    run(scene, desk=FakeDesk(words=poisoned()), start=Start(resume="ilya-1"))


def test_emphasis_is_in_italics_and_leaves_no_mark() -> None:
    content = words(f"a {BEGIN}b{END} c")
    assert content.plain == "a b c"
    assert [(span.start, span.end, span.style) for span in content.spans] == [(2, 3, "italic")]


def test_control_characters_are_shown_as_such() -> None:
    assert words("a\x1b[31mb\x07\x9b").plain == "a\ufffd[31mb\ufffd\ufffd"


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_words_keep_every_character(text: str) -> None:
    assert words(text).plain == plain(text) == strip(text)


def test_the_poison_is_whole() -> None:
    assert words(POISON).plain == POISON.replace("\t", "    ")
