"""The settings: short versions of hard passages, the colours, consequences. A change holds at once and is kept.

In: the sitting. Out: None, or another page's name.
"""

from __future__ import annotations

from textual.widget import Widget

from engine.session import Page, Section
from engine.tui import themes
from engine.tui.screens.page import PageScreen
from engine.tui.sitting import Sitting
from engine.tui.widgets.leaf import Leaf, sections
from engine.tui.widgets.menu import Menu, Row
from engine.tui.wording import SETTINGS, because_label, safe_label, theme_label


class SettingsScreen(PageScreen):
    """A page with options that turn over when they are taken."""

    AUTO_FOCUS = "Menu"
    KIND = "list"
    FOOT = ("page.close", "menu.enter", "command.help", "app.palette")

    def __init__(self, sitting: Sitting, *, others: bool = False) -> None:
        super().__init__(Page("Settings", (Section("", (SETTINGS,)),)), "settings", others=others)
        self.sitting = sitting

    def reading(self) -> tuple[Widget, ...]:
        """A sentence over the options."""
        return self.page(Leaf(*sections(self.shown.sections)), self._rows())

    def _rows(self) -> tuple[Row, ...]:
        settings = self.sitting.settings
        labels = {"safe": safe_label, "theme": theme_label, "because": because_label}
        return tuple(Row(id_, number, said(settings)) for number, (id_, said) in enumerate(labels.items(), 1))

    async def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Turn the setting over, and show how it stands now."""
        self.sitting.turn(message.row.id)
        self.app.theme = themes.known(self.sitting.settings.theme)
        await self.menu.show(self._rows(), message.row.number - 1)
