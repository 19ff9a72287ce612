"""A play-through as plain text: what both front ends have shown, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.session.emphasis import strip
from engine.session.view import EndingView, TurnView


def transcript_of(turns: Iterable[TurnView], ending: EndingView | None) -> str:
    """Turns and ending as paragraphs parted by empty lines."""
    lines = [line for turn in turns for line in turn_lines(turn)]
    if ending is not None:
        lines += ending_lines(ending)
    return "\n\n".join(lines) + "\n"


def turn_lines(turn: TurnView) -> Iterator[str]:
    """What came of one choice, a paragraph a string: the choice, headings, text, changes, warnings."""
    if turn.chosen:
        yield f"You {'answered' if turn.answered else 'chose'}: {strip(turn.chosen)}"
    for passage in turn.passages:
        if passage.heading:
            yield strip(passage.heading)
        yield from (strip(paragraph) for paragraph in passage.paragraphs)
    if turn.changed:
        yield " ".join(turn.changed)
    yield from turn.warnings


def ending_lines(ending: EndingView) -> Iterator[str]:
    """An ending: its title, its text, its debrief."""
    yield strip(ending.title)
    yield from (strip(paragraph) for paragraph in ending.paragraphs)
    for section in ending.debrief:
        yield strip(section.heading)
        yield from (strip(paragraph) for paragraph in section.paragraphs)
