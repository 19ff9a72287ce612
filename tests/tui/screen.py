"""What the tests of the screens share: an application in a pilot, its screen as text, its colours as numbers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from rich.color import Color
from rich.style import Style
from textual.pilot import Pilot

from engine.tui.app import Formalities
from engine.tui.messages import Start
from tests.idle import truly_idle
from tests.pictures import settle
from tests.tui.fakes import FakeDesk, FakeSession

Scene = Callable[["Scenery"], Awaitable[None]]
PLAYING = Start(resume="ilya-1")


class Scenery:
    """An application that is running, and what a test does with it."""

    def __init__(self, app: Formalities, pilot: Pilot[int], desk: FakeDesk) -> None:
        self.app, self.pilot, self.desk = app, pilot, desk

    @property
    def session(self) -> FakeSession:
        return self.desk.opened[-1]

    @property
    def name(self) -> str:
        return type(self.app.screen).__name__

    async def settle(self) -> None:
        """Wait until threads have answered and everything is drawn."""
        await settle(self.app, self.pilot)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    def grid(self) -> str:
        """The screen as lines of text without trailing blanks."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    def flat(self) -> str:
        """The screen's words with single blanks, so that wrapping does not matter."""
        return " ".join(self.grid().split())

    def colours(self) -> Iterator[tuple[str, float, Style]]:
        """Each piece of visible text with its contrast to its ground, as it would reach the terminal."""
        for strip in self.app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                if segment.text.strip() and style and style.color and style.bgcolor:
                    yield segment.text, contrast(style.color, style.bgcolor), style


def run(
    scene: Scene, *, desk: FakeDesk | None = None, start: Start = PLAYING, size: tuple[int, int] = (80, 24), **keys: Any
) -> Formalities:
    """Run `scene` with an application of its own, and give the application back after it has ended."""
    at = desk or FakeDesk()
    app = Formalities(at, start, keys.get("keymap", {}), keys.get("session"))

    async def play() -> None:
        async with app.run_test(size=size) as pilot:
            scenery = Scenery(app, pilot, at)
            await scenery.settle()
            await scene(scenery)

    with truly_idle(app):
        asyncio.run(play())
    return app


def contrast(text: Color, ground: Color) -> float:
    """The contrast of two colours by WCAG 2.2, from 1 to 21."""
    one, other = sorted((_luminance(text), _luminance(ground)))
    return (other + 0.05) / (one + 0.05)


def _luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
