"""Views as plain lines, in the one order they always have: heading, text, what changed, question, choices.

In: views and pages. Out: lines without line ends. No escape sequence, cursor movement or drawing character leaves here,
whatever a story holds.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator

from engine.session import ChoiceView, Page, SessionView, StoryCard, TurnView
from engine.session.emphasis import strip
from engine.session.transcript import ending_lines, turn_lines

_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\u2500-\u259f\u2800-\u28ff\ufeff]"
)
_RUN = re.compile(r"([^\w\s]|_)\1{3,}")

COMMANDS_WHILE_ASKED = "A line that begins with / is a command: /help, /back."


def clean(text: str) -> str:
    """`text` without what a braille line or a screen reader would stumble over; a tab becomes a space."""
    return _RUN.sub(r"\1\1\1", _UNWANTED.sub("", strip(text).replace("\t", " ")))


def wrapped(line: str, width: int) -> Iterator[str]:
    """`line` broken at spaces to at most `width` characters; as it is for 0. The author's own breaks are kept."""
    for piece in clean(line).split("\n"):
        yield from (textwrap.wrap(piece, width, break_on_hyphens=False) or [""]) if width else [piece]


def turn(view: SessionView, because: Callable[[], Iterable[str]] = tuple) -> Iterator[str]:
    """A whole turn: an empty line, what came, what it came of, an empty line, what can be done.

    `because` is asked when all before it has been taken.
    """
    yield ""
    yield from arrived(view.turn)
    yield from because()
    if view.ending is not None:
        yield ""
        yield from ending_lines(view.ending)
        yield "This is the end of this play-through. Everything is kept: back, record, facts, or quit."
    elif view.asked is not None:
        yield ""
        yield view.question
        yield f"{view.asked.valid} {COMMANDS_WHILE_ASKED}"
    elif view.choices:
        yield ""
        yield view.question
        yield from (choice(each) for each in view.choices)


def arrived(view: TurnView) -> Iterator[str]:
    """Heading, text, changes and warnings of a turn; the chosen label is not repeated to the one who just typed it."""
    lines = list(turn_lines(view))
    yield from lines[1:] if view.chosen else lines


def choice(view: ChoiceView) -> str:
    """As in "3. Closed: Fly to Yerevan. No seats before the fifth." """
    label = strip(view.label)
    if view.reason is not None:
        stop = "" if label.endswith((".", "?", "!")) else "."
        return f"{view.number}. Closed: {label}{stop} {view.reason}"
    return f"{view.number}. {label}" + (f" ({view.cost})" if view.cost else "")


def page(view: Page) -> Iterator[str]:
    """A page: its title, then its sections."""
    yield f"{view.title}."
    for section in view.sections:
        if section.heading:
            yield section.heading if section.heading.endswith(".") else f"{section.heading}."
        yield from section.paragraphs


def threshold(card: StoryCard) -> Iterator[str]:
    """What stands before the first scene."""
    yield f"{card.title}."
    if card.about:
        yield card.about
    if card.notes:
        yield "Before you begin."
        yield from card.notes
    yield from card.opening


def people(card: StoryCard) -> Iterator[str]:
    """The men to choose from, numbered."""
    for number, man in enumerate(card.profiles, 1):
        told = (("", f"{man.title}."), ("", man.about), ("Has: ", man.has), ("Lacks: ", man.lacks))
        yield f"{number}. " + " ".join(f"{title}{_whole(text)}" for title, text in told if text)


def _whole(text: str) -> str:
    """`text` with a stop at its end."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def numbered(lines: Iterable[str]) -> Iterator[str]:
    """Lines with their numbers, from 1."""
    return (f"{number}. {line}" for number, line in enumerate(lines, 1))
