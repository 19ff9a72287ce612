"""The last row: the keys that matter most here, at most four where the screen is narrow.

In: ids of bindings in order of weight; their present keys come from the screen, so a changed keymap shows at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

NARROW = 60
GAP = 2


@dataclass(frozen=True, slots=True)
class Key:
    """One key as shown, and what it does."""

    shown: str
    about: str
    action: str

    @property
    def width(self) -> int:
        """Cells it takes."""
        return len(self.shown) + 1 + len(self.about)


def fitting(keys: Sequence[Key], width: int) -> list[Key]:
    """Those of `keys` that fit `width` cells, the first ones first; never more than four on a narrow screen."""
    fit: list[Key] = []
    for key in keys:
        if sum(each.width + GAP for each in fit) + key.width <= width:
            fit.append(key)
    return fit[:4] if width < NARROW else fit


class KeyLine(Widget):
    """A row of keys; each can be clicked."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__()
        self.ids = tuple(ids)

    def on_mount(self) -> None:
        """Follow changes of the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _: Screen[object]) -> None:
        self.refresh()

    def keys(self) -> list[Key]:
        """The keys shown now, as many as fit."""
        active = {each.binding.id: each for each in reversed(self.screen.active_bindings.values())}
        found = [active[id_].binding for id_ in self.ids if id_ in active]
        all_keys = [Key(self.app.get_key_display(each), each.description, each.action) for each in found]
        return fitting(all_keys, self.content_size.width)

    def render(self) -> Content:
        """The keys in one row."""
        parts = [Content.assemble((key.shown, "$mark bold"), (f" {key.about}", "$quiet")) for key in self.keys()]
        return Content(" " * GAP).join(parts)

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        left = self.gutter.left
        for key in self.keys():
            if left <= event.x < left + key.width:
                await self.screen.run_action(key.action)
                return
            left += key.width + GAP
