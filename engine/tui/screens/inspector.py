"""What is behind the page: every value with what wrote it last; the one taken can be changed by the author's hand.

In: a way to ask for the values, and one to set: "cash = 5", which answers in words. Out: None when closed, or another
page's name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from engine.session import Page
from engine.session.inspecting import ValueLine
from engine.tui.screens.ask import AskLine
from engine.tui.screens.page import PageScreen
from engine.tui.widgets.leaf import Leaf
from engine.tui.widgets.menu import Menu, Row

SHOWN = 40
"""Values that one page lists."""

MORE = " more"
"""Id of the row that leads on; no name begins with a space."""

NONE = "Nothing has a name that begins so."
WORKED_OUT = "{} is worked out from others and cannot be changed."


def value_rows(values: Sequence[ValueLine], first: int) -> list[Row]:
    """The values from the one at `first`, and the way to the rest."""
    shown = values[first : first + SHOWN]
    rows = [Row(each.name, at, f"{each.name} = {each.value}", each.cause) for at, each in enumerate(shown, first + 1)]
    left = len(values) - first - len(shown)
    return [*rows, Row(MORE, 0, f"{left} more")] if left else rows


class Inspector(PageScreen):
    """A page whose options are values."""

    AUTO_FOCUS = "Menu"
    KIND = "list"
    FOOT = ("page.close", "menu.enter", "values.find", "command.help", "app.palette")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,г", "close", "Close", show=False, id="values.close"),
        Binding("slash", "narrow", "Find", tooltip="Only values whose names begin so.", show=False, id="values.find"),
    ]

    def __init__(self, values: Callable[[str], Sequence[ValueLine]], set_: Callable[[str], str]) -> None:
        super().__init__(Page("Values", ()), "values", others=True)
        self._values, self._set = values, set_
        self._prefix, self._first = "", 0
        self._known = tuple(values(""))

    def reading(self) -> tuple[Widget, ...]:
        """The values alone; a title says what they are."""
        return self.page(Leaf(), value_rows(self._known, 0))

    async def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Ask for another value, or go on to the rest of them."""
        name = message.row.id
        if name == MORE:
            self._first += SHOWN
            await self._show(0)
            return
        line = next(each for each in self._known if each.name == name)
        if line.worked_out:
            self.say(WORKED_OUT.format(name))
            return
        question = f"{line.wanted}. Now {line.value}, {line.cause}:"
        self.app.push_screen(AskLine(name, question, line.value), lambda typed: self._typed(name, typed))

    async def _typed(self, name: str, typed: str | None) -> None:
        if typed is not None:
            self.say(self._set(f"{name} = {typed}"))
            await self._show(self.menu.here)

    async def _show(self, here: int) -> None:
        self._known = tuple(self._values(self._prefix))
        await self.menu.show(value_rows(self._known, self._first), here)

    def action_narrow(self) -> None:
        """Ask how the names begin."""
        self.app.push_screen(AskLine("Find", "How the names begin:", self._prefix), self._narrowed)

    async def _narrowed(self, typed: str | None) -> None:
        self._prefix, self._first = typed or "", 0
        await self._show(0)
        self.say("" if self._known else NONE)
