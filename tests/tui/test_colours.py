"""Contrast, as computed from what would reach the terminal."""

from __future__ import annotations

import pytest

from engine.session import Settings
from engine.tui.themes import THEMES
from tests.pictures import KEYS, desk_for
from tests.tui.fakes import FakeDesk
from tests.tui.screen import PLAYING, Scenery, run

COLOURED = [theme.name for theme in THEMES if not theme.ansi]
TAKEN = [(name, tuple(COLOURED[at % len(COLOURED) :: len(COLOURED)])) for at, name in enumerate(KEYS)]
"""Each screen in one theme, each theme with every fourth screen or so; the long proof has each in all of them."""


@pytest.mark.parametrize(
    ("name", "themes"), [*TAKEN, *(pytest.param(name, tuple(COLOURED), marks=pytest.mark.proof) for name in KEYS)]
)
def test_all_text_has_a_contrast_of_four_and_a_half(name: str, themes: tuple[str, ...]) -> None:
    start, keys = KEYS[name]

    async def scene(at: Scenery) -> None:
        await at.press(*keys)
        for theme in themes:
            at.app.theme = theme
            await at.settle()
            poor = {(text.strip(), round(found, 1)) for text, found, _ in _words(at) if found < 4.5}
            assert (theme, poor) == (theme, set())

    run(scene, desk=desk_for(start), start=start, size=(120, 40))


@pytest.mark.parametrize("theme", COLOURED)
@pytest.mark.parametrize("keys", [(), ("1", "pageup")], ids=["now", "before"])
def test_prose_has_a_contrast_of_seven(keys: tuple[str, ...], theme: str) -> None:
    async def scene(at: Scenery) -> None:
        await at.press(*keys)
        prose = [found for text, found, _ in at.colours() if "bakery" in text or "notice" in text or "list" in text]
        assert prose
        assert min(prose) >= 7

    run(scene, desk=FakeDesk(kept=Settings(theme=theme)), size=(80, 40))


def test_the_terminals_own_colours_are_left_alone() -> None:
    async def scene(at: Scenery) -> None:
        assert all(style.color.is_default and style.bgcolor.is_default for _, _, style in at.colours())

    run(scene, desk=FakeDesk(kept=Settings(theme="terminal")))


def test_no_colour_is_sent_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def scene(at: Scenery) -> None:
        assert all(style.color.is_default and style.bgcolor.is_default for _, _, style in at.colours())
        assert "> 1." in at.grid()

    run(scene, start=PLAYING)


def _words(at: Scenery) -> list[tuple[str, float, object]]:
    """Pieces that hold letters or digits: lines and scroll bars are not text."""
    return [each for each in at.colours() if any(char.isalnum() for char in each[0])]


@pytest.mark.parametrize("colourless", [True, False], ids=["no-colour", "terminal"])
def test_the_palettes_marked_line_is_told_without_colour(monkeypatch: pytest.MonkeyPatch, colourless: bool) -> None:
    if colourless:
        monkeypatch.setenv("NO_COLOR", "1")

    async def scene(at: Scenery) -> None:
        await at.press("ctrl+p")
        marked = [text.strip() for text, _, style in at.colours() if style.underline]
        assert marked == ["Again", "Read this passage again."]

    run(scene, desk=FakeDesk(kept=Settings(theme="dark" if colourless else "terminal")))
