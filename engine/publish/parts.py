"""The parts of a told play-through in the order every document has them: what each paragraph is, and its words.

In: `Told`. Out: pairs of a kind and a text that may hold emphasis. Kinds are title, about, choice, heading, prose,
changed, because, source and ending.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.session import EndingView
from engine.session.told import Told, ToldTurn

Part = tuple[str, str]


def parts(told: Told) -> Iterator[Part]:
    """All of it."""
    header = told.header
    yield "title", header.title
    man = f"{told.man}. " if told.man else ""
    yield "about", f"{man}Version {header.version}, begun {header.begun}, seed {header.seed}."
    if told.left_out:
        yield "about", "What the player typed is left out."
    for turn in told.turns:
        yield from _turn(turn)
    if told.ending is not None:
        yield from _ending(told.ending, told.ending_because)


def _turn(turn: ToldTurn) -> Iterator[Part]:
    if turn.view.chosen:
        yield "choice", f"{turn.number}. {turn.view.chosen}"
    elif turn.carried:
        yield "about", f"{turn.number}. The story had changed; all went on as it was."
    for passage in turn.view.passages:
        if passage.heading:
            yield "heading", passage.heading
        yield from (("prose", paragraph) for paragraph in passage.paragraphs)
    if turn.view.changed:
        yield "changed", " ".join(turn.view.changed)
    yield from (("because", sentence) for sentence in turn.because)
    yield from (("source", sentence) for sentence in turn.sources)


def _ending(ending: EndingView, because: tuple[str, ...]) -> Iterator[Part]:
    yield "ending", ending.title
    yield from (("prose", paragraph) for paragraph in ending.paragraphs)
    yield from (("because", sentence) for sentence in because)
    for section in ending.debrief:
        yield "heading", section.heading
        yield from (("prose", paragraph) for paragraph in section.paragraphs)
