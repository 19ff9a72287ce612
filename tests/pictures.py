"""Draws every screen at three sizes in each theme, to be looked at: `python -m tests.pictures [folder]`.

In: the fake desk of tests/tui, and the night ferry. Out: one SVG a screen, size and theme, in the folder ("pictures"
unless named). `python -m tests.pictures --readme` draws the two of README.md anew.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from engine.machine import Machine
from engine.session import Settings
from engine.tui.app import Formalities
from engine.tui.messages import Start
from engine.tui.themes import TITLES
from tests.idle import truly_idle
from tests.stories import files_of, program_of
from tests.stories.sitting import MemoryDesk
from tests.tui.fakes import FakeDesk

ROOT = Path(__file__).resolve().parent.parent
SIZES = ((80, 24), (120, 40), (40, 20))
PLAYED = Start(story="night-ferry", profile="tove", seed=0)
VELL = ("1", "2", "2")
DESK = ("3", "1", "1", "1", "1", "1", "1")
PARTED = ("1", "2", "b", "1")
KEYS: dict[str, tuple[Start, tuple[str, ...]]] = {
    "library": (Start(), ()),
    "saves": (Start(), ("3",)),
    "threshold": (Start(), ("2",)),
    "opening": (Start(), ("2", "1")),
    "threshold-end": (Start(), ("2", "end", "down")),
    "play-first": (Start(resume="ilya-1"), ()),
    "play": (Start(resume="ilya-1"), ("1", "1", "1")),
    "play-short": (Start(resume="ilya-1"), ("1",)),
    "play-up": (Start(resume="ilya-1"), ("1", "1", "pageup")),
    "play-closed": (Start(resume="ilya-1"), ("3",)),
    "ending": (Start(resume="ilya-1"), ("1", "1", "1", "1", "1", "1", "1")),
    "status": (Start(resume="ilya-1"), ("i",)),
    "papers": (Start(resume="ilya-1"), ("p",)),
    "settings": (Start(resume="ilya-1"), ("t",)),
    "help": (Start(resume="ilya-1"), ("?",)),
    "palette": (Start(resume="ilya-1"), ("ctrl+p",)),
    "find": (Start(resume="ilya-1"), ("1", "/", "b")),
    "ferry": (PLAYED, VELL),
    "because": (PLAYED, DESK),
    "cards": (PLAYED, (*VELL, "p")),
    "map": (PLAYED, (*VELL, "m")),
    "map-end": (PLAYED, (*VELL, "m", "end")),
    "people": (PLAYED, (*VELL, "e")),
    "record": (PLAYED, (*DESK, "r")),
    "turn": (PLAYED, (*DESK, "r", "enter")),
    "branches": (PLAYED, (*PARTED, "d")),
    "branch": (PLAYED, (*PARTED, "d", "1")),
    "compare": (PLAYED, (*PARTED, "d", "1", "2")),
    "why": (PLAYED, (*DESK, "w")),
    "why-one": (PLAYED, (*DESK, "w", "down", "down", "enter")),
    "ledger": (PLAYED, (*DESK, "c")),
    "notes": (PLAYED, (*VELL, "n")),
    "facts": (PLAYED, (*VELL, "f")),
    "found": (PLAYED, (*VELL, "/", "b", "o", "w", "enter")),
}


SHOWN = Start(story="border-formalities", profile="ilya", seed=0)
TO_THURSDAY = tuple("1222322211")
README = {"play": ("dark", (112, 30), TO_THURSDAY), "map": ("cream", (80, 26), (*TO_THURSDAY, "m"))}
"""The pictures of README.md: their theme, size and keys."""


async def draw(
    start: Start, keys: tuple[str, ...], size: tuple[int, int], theme: str, take: Callable[[Formalities], Any]
) -> Any:
    """What `take` makes of the screen after `keys`."""
    return (await draw_all(start, keys, size, (theme,), take))[0]


async def draw_all(
    start: Start,
    keys: tuple[str, ...],
    size: tuple[int, int],
    themes: Sequence[str],
    take: Callable[[Formalities], Any],
) -> list[Any]:
    """The same in several themes, one after another; an open palette keeps the colours it was opened in."""
    if "ctrl+p" in keys and len(themes) > 1:
        return [await draw(start, keys, size, theme, take) for theme in themes]
    app = Formalities(desk_for(start, themes[0]), start, {})
    found = []
    with truly_idle(app):
        async with app.run_test(size=size) as pilot:
            await settle(app, pilot)
            for key in keys:
                await pilot.press(key)
                await settle(app, pilot)
            for theme in themes:
                app.theme = theme
                await settle(app, pilot)
                found.append(take(app))
    return found


def picture(app: Formalities) -> str:
    """The screen as an SVG that needs nothing from elsewhere: no fonts, and no blanks for a viewer to swallow."""
    svg = re.sub(r"@font-face \{.*?\}", "", app.export_screenshot(title=""), flags=re.DOTALL)
    svg = svg.replace("Fira Code", "ui-monospace, Menlo, Consolas, DejaVu Sans Mono")
    return re.sub(r'x="([\d.]+)" (y="[\d.]+") textLength="([\d.]+)"([^>]*)>((?:&#160;)+)([^<]*)<', _moved, svg)


def _moved(found: re.Match[str]) -> str:
    """A piece of text without the blanks it begins with, as much further to the right."""
    x, y, length, more, blanks, text = found.groups()
    count, letters = blanks.count(";"), len(unescape(text))
    width = float(length) / (count + letters)
    return f'x="{float(x) + count * width:.1f}" {y} textLength="{letters * width:.1f}"{more}>{text}<'


def desk_for(start: Start, theme: str = "") -> Any:
    """A desk with the story that `start` names, to be played in earnest, or with a canned one."""
    if start not in (PLAYED, SHOWN):
        return FakeDesk(kept=Settings(theme=theme))
    desk = MemoryDesk(_machine(start.story or ""))
    desk.kept = Settings(theme=theme)
    return desk


@cache
def _machine(story: str) -> Machine:
    return Machine(program_of(files_of(ROOT / "story" / story)))


async def settle(app: Formalities, pilot: Any) -> None:
    """Wait until threads have answered and everything is drawn."""
    await pilot.pause()
    if app.workers:
        await app.workers.wait_for_complete()
        await pilot.pause()
    await pilot.pause()


def main(folder: Path, wanted: tuple[str, ...] = ()) -> None:
    """Draw all, or the screens named."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (start, keys) in KEYS.items():
        for width, height in SIZES:
            label = f"{name}-{width}x{height}"
            if wanted and not any(each in label for each in wanted):
                continue
            drawn = asyncio.run(draw_all(start, keys, (width, height), tuple(TITLES), picture))
            for theme, svg in zip(TITLES, drawn, strict=True):
                (folder / f"{label}-{theme}.svg").write_text(svg, encoding="utf-8")


def readme() -> None:
    """Draw the pictures of README.md."""
    for name, (theme, size, keys) in README.items():
        svg = asyncio.run(draw(SHOWN, keys, size, theme, picture))
        (ROOT / "tests" / "tui" / "pictures" / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--readme"]:
        sys.exit(readme())
    if sys.argv[1:2] and sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "pictures"), tuple(sys.argv[2:]))
