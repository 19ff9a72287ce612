"""What every screen has: something to read, something to choose, a line that speaks, a line of keys.

In: keys. Out: rows chosen, as `Menu.Chosen`, which each screen answers for itself. Must not know stories.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from engine.session import COMMANDS
from engine.tui.keys import READING, number_bindings, title
from engine.tui.messages import Pressed
from engine.tui.text import words
from engine.tui.widgets.edge import Edge
from engine.tui.widgets.keyline import KeyLine
from engine.tui.widgets.leaf import Leaf
from engine.tui.widgets.menu import Menu, Row
from engine.tui.wording import refusal

Result = TypeVar("Result")


class Book(Screen[Result], Generic[Result]):
    """A screen like a page of a book. `FOOT` are ids of bindings for the line of keys, by weight."""

    AUTO_FOCUS = "Menu"
    BINDINGS: ClassVar[list[BindingType]] = [*READING, *number_bindings()]
    FOOT: ClassVar[tuple[str, ...]] = ()
    OFFERED: ClassVar[tuple[str, ...]] = ("help", "settings", "quit")
    """Names of the commands that this screen answers; the palette lists them."""

    def page(self, leaf: Leaf, rows: Iterable[Row] = ()) -> tuple[Widget, ...]:
        """The widgets from the text to the options, from above."""
        said, question = Static("", classes="said"), Static("", classes="question")
        return leaf, Edge(), said, question, Menu(tuple(rows))

    def keyline(self) -> KeyLine:
        """The last row."""
        return KeyLine(self.FOOT)

    def say(self, text: str) -> None:
        """Say a sentence above the options, until the next is said; "" takes it away."""
        for said in self.query(".said").results(Static):
            if not text and not said.has_class("-speaks"):
                continue
            said.update(words(text))
            said.set_class(bool(text), "-speaks")

    @property
    def menu(self) -> Menu:
        """The options. Raises NoMatches on a screen that has none."""
        return self.query_one(Menu)

    def palette(self) -> Iterable[SystemCommand]:
        """What the command palette lists here."""
        for each in COMMANDS:
            if each.name in self.OFFERED:
                yield SystemCommand(title(each), each.about, lambda name=each.name: self._later(name))

    def _later(self, name: str) -> None:
        self.call_later(self.action_command, name)

    async def action_command(self, name: str) -> None:
        """Do what the command called `name` does on every screen; screens that know more answer first."""
        from engine.tui.help import help_page
        from engine.tui.screens.page import PageScreen

        if name == "quit":
            self.app.exit(0)
        elif name == "help":
            self.app.push_screen(PageScreen(help_page(self, self.app), "help"))

    def action_number(self, number: int) -> None:
        """A digit was pressed."""
        self.post_message(Pressed(number))

    def action_enter(self) -> None:
        """Take the marked option."""
        for menu in self.query(Menu):
            menu.take()

    def action_menu(self, by: int) -> None:
        """Move the mark."""
        for menu in self.query(Menu):
            menu.move(by)

    def action_leaf(self, motion: str) -> None:
        """Scroll the text: page_up, page_down, scroll_home or scroll_end."""
        leaf = self.query_one(Leaf)
        moves = {
            "page_up": leaf.scroll_page_up,
            "page_down": leaf.scroll_page_down,
            "scroll_home": leaf.scroll_home,
            "scroll_end": leaf.scroll_end,
        }
        moves[motion](animate=False)

    def on_pressed(self, message: Pressed) -> None:
        """Take the row of that number as the rows are by now."""
        for menu in self.query(Menu):
            menu.press(message.number)

    def on_menu_refused(self, message: Menu.Refused) -> None:
        """Say why a closed row is closed."""
        self.say(refusal(message.row))

    def on_leaf_scrolled(self) -> None:
        """Tell the line under the text whether there is more."""
        for edge in self.query(Edge):
            edge.tell(self.query_one(Leaf).more)
