"""The map drawn as a schematic: from where he stands outward, each road a line of its own kind and a word.

In: the places of a map. Out: lines of text for a width. `drawn` is the whole of it and knows no screen.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from engine.session.view import Leg, MapPlace
from engine.tui.text import plain, words

HERE, BEEN, UNSEEN = "◆", "●", "○"
_ROADS = {"open": "──", "closed": "╳╳", "crossing": "┄┄"}
_GONE = "━━"
STYLES = {"place": "bold", "road": "", "closed": "$quiet", "told": "$quiet"}
_LEAST = 12
"""Letters of a line that are left for words, however deep it stands."""


Drawn = tuple[str, str, str]
"""A line: what is drawn before the words, the words, and what they say (place, road, closed, told)."""


def drawn(places: Sequence[MapPlace], width: int) -> list[Drawn]:
    """The schematic, lines of at most `width` cells; a place is drawn once, and named where a road comes again."""
    known = {each.id: each for each in places}
    seen: set[str] = set()
    lines: list[Drawn] = []
    for place in places:
        if place.id not in seen and (place.here or place.legs):
            lines += [("", "", "told")] if lines else []
            lines += _place(place, known, seen, "", width)
    return lines


def _place(place: MapPlace, known: Mapping[str, MapPlace], seen: set[str], margin: str, width: int) -> Iterator[Drawn]:
    seen.add(place.id)
    sign, told = _how(place)
    yield from _wrapped(f"{place.title}{told}", f"{margin}{sign} ", f"{margin}  ", "place", width)
    for at, leg in enumerate(place.legs, 1):
        corner, beneath = ("└", "    ") if at == len(place.legs) else ("├", "│   ")
        line = _GONE if leg.travelled and leg.kind != "closed" else _ROADS[leg.kind]
        kind = "closed" if leg.kind == "closed" else "road"
        beneath = f"{margin}{beneath}"
        yield from _wrapped(_named(leg, known, seen), f"{margin}{corner}{line} ", beneath, kind, width)
        for each in filter(None, (leg.told, leg.why)):
            yield from _wrapped(each, beneath, beneath, "told", width)
        if leg.to_id in known and leg.to_id not in seen:
            yield from _place(known[leg.to_id], known, seen, beneath, width)


def _how(place: MapPlace) -> tuple[str, str]:
    """The sign of a place, and the words that say the same."""
    if place.here:
        return HERE, ": you are here"
    return (BEEN, ": you have been there") if place.been else (UNSEEN, "")


def _named(leg: Leg, known: Mapping[str, MapPlace], seen: Collection[str]) -> str:
    """The road, how it stands in words, and where it goes, unless that place is drawn right under it."""
    kind = leg.kind if leg.kind != "crossing" else "crossing, would pass" if leg.let else "crossing, would refuse"
    gone = ", gone" if leg.travelled else ""
    to = f", to {leg.to}" if leg.to_id in seen or leg.to_id not in known else ""
    return f"{leg.title}{to} ({kind}{gone})"


def _wrapped(text: str, first: str, then: str, kind: str, width: int) -> Iterator[Drawn]:
    pieces = textwrap.wrap(plain(text), max(_LEAST, width - len(then))) or [""]
    for at, piece in enumerate(pieces):
        yield (then if at else first), piece, kind


class Chart(Widget):
    """The schematic as a widget; it is drawn anew for each width."""

    def __init__(self, places: Sequence[MapPlace]) -> None:
        super().__init__()
        self.places = tuple(places)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as it has lines."""
        return len(drawn(self.places, width))

    def render(self) -> Content:
        """The lines in their colours; each colour says only what the words say."""
        lines = drawn(self.places, self.content_size.width)
        return Content("\n").join(words(margin, "$mark") + words(text, STYLES[kind]) for margin, text, kind in lines)
