"""Draws every screen at three sizes in each theme, to be looked at: `python -m tests.pictures [folder]`.

In: the fake desk of tests/tui. Out: one SVG a screen, size and theme, in the folder ("pictures" unless named).
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.session import Settings
from engine.tui.app import Formalities
from engine.tui.messages import Start
from engine.tui.themes import TITLES
from tests.tui.fakes import FakeDesk

SIZES = ((80, 24), (120, 40), (40, 20))
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
}


async def draw(
    start: Start, keys: tuple[str, ...], size: tuple[int, int], theme: str, take: Callable[[Formalities], Any]
) -> Any:
    """What `take` makes of the screen after `keys`."""
    app = Formalities(FakeDesk(kept=Settings(theme=theme)), start, {})
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        for key in keys:
            await pilot.press(key)
            await settle(app, pilot)
        return take(app)


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
    for theme in TITLES:
        for name, (start, keys) in KEYS.items():
            for size in SIZES:
                label = f"{name}-{size[0]}x{size[1]}-{theme}"
                if wanted and not any(each in label for each in wanted):
                    continue
                svg = asyncio.run(draw(start, keys, size, theme, lambda app: app.export_screenshot(title="")))
                (folder / f"{label}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "pictures"), tuple(sys.argv[2:]))
