"""The ending: its title, its text, and what comes after it, as far as it is known.

In: a session that stands at an ending. Out: None, or the name of a command for the play-through ("back").
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from engine.session import EndingView
from engine.tui.screens.commanded import Commanded
from engine.tui.text import paragraphs, words
from engine.tui.widgets.leaf import Leaf, sections
from engine.tui.widgets.menu import Menu, Row

WAYS = (
    ("record", "Read the record of this play-through."),
    ("back", "Go back one choice."),
    ("library", "To the stories."),
)


class Ending(Commanded[str | None]):
    """The last page."""

    FOOT = ("command.help", "command.back", "play.library", "command.quit", "command.record", "app.palette")

    def compose(self) -> ComposeResult:
        """The text, and the ways from here."""
        ending = self.session.view.ending or EndingView("", "", (), ())
        rows = [Row(id_, number, label) for number, (id_, label) in enumerate(WAYS, 1)]
        with Vertical(classes="column"):
            leaf = Leaf(
                Static(words(ending.title), classes="title"),
                Static(paragraphs(ending.paragraphs), classes="text"),
                *sections(ending.debrief),
            )
            yield from self.page(leaf, rows)
        yield self.keyline()

    async def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Go one of the ways."""
        if message.row.id == "library":
            self.action_library()
        else:
            await self.action_command(message.row.id)

    async def action_command(self, name: str) -> None:
        """What goes to another turn closes the ending; the play-through does the rest."""
        if name in ("back", "again") or name.startswith("go "):
            self.dismiss(name)
        else:
            await super().action_command(name)
