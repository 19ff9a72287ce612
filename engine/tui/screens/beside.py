"""Two paths side by side, from where they part: two branches, or one man's decisions made by another.

In: pairs of turns in words. Out: None when closed. On a narrow screen the two stand under each other.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from engine.session import Page, Section, TurnView
from engine.session.lives import Lives
from engine.session.transcript import turn_lines
from engine.session.view import Compared
from engine.tui.screens.page import PageScreen
from engine.tui.text import paragraphs, words
from engine.tui.widgets.edge import Edge
from engine.tui.widgets.leaf import Leaf, sections

_NOTHING = "Nothing here."


class BesideScreen(PageScreen):
    """A page in two columns."""

    KIND = "broad"

    def __init__(self, title: str, name: str, parts: Iterable[Widget]) -> None:
        super().__init__(Page(title, ()), name, others=True)
        self._parts = tuple(parts)

    def reading(self) -> tuple[Widget, ...]:
        """All of it, in one leaf."""
        return Leaf(*self._parts), Edge()


def of_branches(found: Compared) -> BesideScreen:
    """This path and another branch."""
    names = (found.mine, found.theirs)
    parts: list[Widget] = [*sections((Section("", (found.parts,)),))]
    for number, mine, theirs in found.rows:
        parts += [Static(f"Choice {number}", classes="heading"), _pair(names, _told(mine), _told(theirs))]
    return BesideScreen(found.title, "compare", [*parts, *sections(found.ends)])


def of_lives(lives: Lives, page: Page, most: int) -> BesideScreen:
    """A life, and another man's with the same decisions; `page` is the same in plain, for its first and last words."""
    parts: list[Widget] = [*sections(page.sections[:1])]
    for row in lives.rows[lives.shared : lives.shared + most]:
        parts.append(Static(f"Choice {row.number}", classes="heading"))
        theirs = [*([row.why] if row.why else []), *_told(row.theirs)]
        parts.append(_pair((lives.man, lives.other), _told(row.mine), theirs))
    return BesideScreen(page.title, "as", [*parts, *sections(page.sections[-1:])])


def _told(turn: TurnView | None) -> list[str]:
    return list(turn_lines(turn)) if turn is not None else []


def _pair(names: tuple[str, str], *told: list[str]) -> Horizontal:
    """Two texts, each under the name of its side, for on a narrow screen one stands over the other."""
    sides = zip(names, told, strict=True)
    return Horizontal(*(Static(_side(name, lines or [_NOTHING])) for name, lines in sides), classes="beside")


def _side(name: str, lines: list[str]) -> Content:
    return Content("\n").join([words(name[:1].upper() + name[1:], "$mark"), paragraphs(lines)])
