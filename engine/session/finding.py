"""Finding words in what was read: where they stand, with a piece of the sentence around them.

In: turns as they were told, oldest first. Out: `FoundLine`s, the last read first. Upper and lower case are alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.session.emphasis import strip
from engine.session.transcript import turn_lines
from engine.session.view import FoundLine, Page, Section, TurnView

AROUND = 60
"""Letters of a piece on each side of what was found."""

MOST_FOUND = 50


def found(turns: Iterable[tuple[int, TurnView]], words: str) -> tuple[FoundLine, ...]:
    """The first place in each paragraph where `words` stand, at most MOST_FOUND of them, the latest first."""
    wanted = " ".join(words.casefold().split())
    lines = [FoundLine(number, piece) for number, turn in turns for piece in _pieces(turn, wanted)]
    return tuple(lines[: -MOST_FOUND - 1 : -1])


def _pieces(turn: TurnView, wanted: str) -> Iterator[str]:
    for line in turn_lines(turn):
        said = " ".join(strip(line).split())
        at = said.casefold().find(wanted)
        if at >= 0:
            yield _piece(said, at, at + len(wanted))


def _piece(line: str, start: int, end: int) -> str:
    """The words around a place, cut at spaces, with an ellipsis where something is left out."""
    first = line.rfind(" ", 0, max(0, start - AROUND)) + 1 if start > AROUND else 0
    last = line.find(" ", end + AROUND) if end + AROUND < len(line) else len(line)
    last = len(line) if last < 0 else last
    return f"{'… ' if first else ''}{line[first:last]}{' …' if last < len(line) else ''}"


def found_page(lines: tuple[FoundLine, ...], words: str) -> Page:
    """The same as a page."""
    said = tuple(f"{f'Choice {each.number}' if each.number else 'The opening'}: {each.piece}" for each in lines)
    return Page("Find", (Section("", said or (f"“{words}” was not found in what you have read.",)),))
