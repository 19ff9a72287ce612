"""Which screen answers which line: `papers`, `record 12`, `why money`. One place for all pages of a play-through.

In: a session and a line as one would type it. Out: a screen to be shown over the others.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

from engine.session import Page, Said, Section, Session, StoryCard, read_command
from engine.session.lives import MOST_TOLD
from engine.tui import listing
from engine.tui.screens import beside
from engine.tui.screens.book import Book
from engine.tui.screens.page import PageScreen
from engine.tui.screens.rows import RecordPage, RowsPage
from engine.tui.screens.saves import SavesScreen
from engine.tui.screens.settings import SettingsScreen
from engine.tui.sitting import Sitting
from engine.tui.widgets.cards import Card
from engine.tui.widgets.chart import Chart
from engine.tui.widgets.edge import Edge
from engine.tui.widgets.leaf import Leaf, sections
from engine.tui.widgets.menu import Row
from engine.tui.wording import UNDECIDED

LATEST = 2**31
"""More choices than any path has."""


class Drawn(PageScreen):
    """A page with something drawn above its sections."""

    def __init__(self, page: Page, name: str, parts: Callable[[], list[Widget]]) -> None:
        super().__init__(page, name, others=True)
        self._parts = parts

    def reading(self) -> tuple[Widget, ...]:
        """What is drawn and what is said."""
        return Leaf(*self._parts()), Edge()


class PageMaker:
    """Makes the pages of one session."""

    def __init__(self, session: Session, sitting: Sitting) -> None:
        self._session, self._sitting = session, sitting

    def open(self, line: str) -> Book[str | None]:
        """The screen for `line`. Raises ChoiceError in words where the line means nothing here."""
        if line.startswith("branch "):
            return self._branch(int(line.split()[1]))
        said = read_command(line)
        assert isinstance(said, Said), line
        name, words = said.command.name, said.words
        makers: dict[str, Callable[[str], Book[str | None]]] = {
            "papers": self._papers,
            "map": self._map,
            "record": self._record,
            "branches": self._branches,
            "compare": self._compare,
            "as": self._as,
            "why": self._why,
            "ledger": self._ledger,
            "notes": self._notes,
            "find": self._find,
            "saves": self._saves,
            "settings": lambda _: SettingsScreen(self._sitting, others=True),
        }
        made = makers.get(name)
        return made(words) if made else PageScreen(self._session.page(name, words), name, others=True)

    def _rows(self, page: Page, name: str, rows: list[Row], *, listed: bool = False) -> RowsPage:
        return RowsPage(page, name, rows, self.open, listed=listed)

    # -- what he has and where he is -------------------------------------------------------------------------------

    def _papers(self, _: str) -> Book[str | None]:
        page = self._session.page("papers")
        return Drawn(page, "papers", lambda: [Card(each) if each.heading else _text(each) for each in page.sections])

    def _map(self, _: str) -> Book[str | None]:
        page, places = self._session.page("map"), self._session.places()
        if not any(each.legs for each in places):
            return PageScreen(page, "map", others=True)
        return Drawn(
            page, "map", lambda: [Chart(places), *sections((Section("The same as a list", ()), *page.sections))]
        )

    # -- what was ----------------------------------------------------------------------------------------------------

    def _record(self, words: str) -> Book[str | None]:
        if not words:
            turns = self._session.timeline()
            told = () if turns else self._session.page("record").sections
            return RecordPage(Page("Record", told), lambda until: listing.record_rows(turns, until), self.open)
        page = self._session.page("record", words)
        most = max((each.number for each in self._session.timeline()), default=0)
        return self._rows(Page(page.title, page.sections[:1]), "record", listing.turn_rows(int(words), most))

    def _branches(self, _: str) -> Book[str | None]:
        rows = listing.branch_rows(self._session.tree())
        rows += listing.restoring_rows(self._session.page("branches"), len(rows) + 1)
        return self._rows(Page("Branches", ()), "branches", rows, listed=True)

    def _branch(self, number: int) -> Book[str | None]:
        found = next(each for each in self._session.tree() if each.number == number)
        page = Page(found.name or f"Branch {number}", (Section("", (found.told,)),))
        return self._rows(page, "branches", listing.ways_of_branch(found), listed=True)

    def _compare(self, words: str) -> Book[str | None]:
        found = self._session.compared(words) if words else None
        if found is None:
            return PageScreen(self._session.page("compare", words), "compare", others=True)
        return beside.of_branches(found)

    def _as(self, words: str) -> Book[str | None]:
        if words:
            lives = self._session.lives(words)
            return beside.of_lives(lives, self._session.page("as", words), MOST_TOLD)
        card, present = self._card(), self._session.record.header.profile
        men = [(each.id, each.name) for each in (card.profiles if card else ()) if each.id != present]
        told = "Your decisions made by another man." if men else "There is only one man."
        return self._rows(Page("As another", (Section("", (told,)),)), "as", listing.men_rows(men), listed=True)

    def _find(self, words: str) -> Book[str | None]:
        found = self._session.found(words)
        told = () if found else (f"“{words}” was not found in what you have read.",)
        page = Page(f"“{words}”", (Section("", told),))
        return self._rows(page, "find", listing.found_rows(found), listed=True)

    # -- why -----------------------------------------------------------------------------------------------------------

    def _why(self, words: str) -> Book[str | None]:
        page = self._session.page("why", words)
        asking = ("You can also ask",)
        kept = tuple(each for each in page.sections if not each.paragraphs[0].startswith(asking))
        kept = kept or (Section("", (UNDECIDED,)),)
        rows = listing.why_rows(self._session.view, page, self._labels(), words)
        return self._rows(Page(page.title, kept), "why", rows)

    def _ledger(self, _: str) -> Book[str | None]:
        return PageScreen(self._session.page("ledger"), "ledger", others=True)

    def _labels(self) -> dict[int, str]:
        return {each.number: each.label for each in self._session.timeline()}

    # -- what is kept --------------------------------------------------------------------------------------------------

    def _notes(self, _: str) -> Book[str | None]:
        return self._rows(Page("Notes", ()), "notes", listing.note_rows(self._session.page("notes")), listed=True)

    def _saves(self, _: str) -> Book[str | None]:
        card = self._card()
        return SavesScreen(self._sitting.desk.saves(card.id) if card else (), card, others=True)

    def _card(self) -> StoryCard | None:
        cards = self._sitting.desk.stories()
        return next((each for each in cards if self._session.view.story in (each.id, each.title)), None)


def _text(section: Section) -> Widget:
    return sections((section,))[0]
