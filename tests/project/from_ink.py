"""The guide for those who know ink, read as pairs: each says what ink is written, what ours is, and what both show.

In: a page in Markdown. Out: `Pair`s; and transcripts of plays of either side, in the form that the page has them:
a line of text, a menu's `1. label`, an answer's `> 1`; spaces and blank lines do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.compiler import compile_story
from engine.compiler.compile import Compiled
from engine.diagnostics import render_all
from engine.machine import Machine
from engine.session import Session
from engine.session.emphasis import strip
from tests.stories.sitting import sit

PAGE = Path(__file__).resolve().parents[2] / "story" / "FROM-INK.md"
SEEDS = range(40)
_LINES = r"(?:(?!^```).*\n)*"
_PAIR = re.compile(
    rf"^### (?P<title>.+)\n(?:(?!^#|^```).*\n)*"
    rf"^```ink\n(?P<ink>{_LINES})^```\n\s*"
    rf"^```yaml (?P<kind>body|story)\n(?P<yaml>{_LINES})^```\n\s*"
    rf"(?P<texts>(?:^```text\n{_LINES}^```\n\s*)+)",
    re.M,
)
_TEXT = re.compile(rf"^```text\n({_LINES})^```", re.M)
_HEAD = "id: pair\ntitle: Pair\nstart: {start}\n"
_ENDINGS = "endings: {done: {title: The end}}\n"

Turns = Iterable[tuple[Iterable[str], Iterable[str]]]
"""For each turn what was said, and the labels of what was offered."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One example. `plays` are the transcripts that may be shown: several where chance decides."""

    title: str
    ink: str
    story: str
    plays: tuple[str, ...]

    @property
    def choices(self) -> tuple[int, ...]:
        """The numbers of the choices taken, from 1."""
        return tuple(int(line[2:]) for line in self.plays[0].splitlines() if line.startswith("> "))

    @property
    def seeds(self) -> range:
        """What to play it with: one seed is enough where chance has no part."""
        return SEEDS if len(self.plays) > 1 else SEEDS[:1]


def pairs(page: str) -> tuple[Pair, ...]:
    """All pairs of a page, in order."""
    return tuple(
        Pair(
            found["title"],
            found["ink"],
            _whole(found["kind"], found["yaml"]),
            tuple(_tidy(text.splitlines()) for text in _TEXT.findall(found["texts"])),
        )
        for found in _PAIR.finditer(page)
    )


def _whole(kind: str, written: str) -> str:
    """The story around a block, as the page's first section says it."""
    if kind == "body":
        inside = "".join(f"      {line}\n" for line in written.splitlines())
        written = f"scenes:\n  start:\n    body:\n{inside}      - end: done\n"
    first = re.search(r"^scenes:\n(?:\s*#.*\n)*  (\w+):", written, re.M)
    assert first, f"no scene in\n{written}"
    return _HEAD.format(start=first[1]) + written + ("" if re.search("^endings:", written, re.M) else _ENDINGS)


def transcript(turns: Turns, choices: Iterable[int]) -> str:
    """A play as the page shows it."""
    answers = [f"> {number}" for number in choices]
    lines: list[str] = []
    for at, (said, labels) in enumerate(turns):
        lines += said
        lines += [f"{number}. {label}" for number, label in enumerate(labels, 1)]
        lines += answers[at : at + 1]
    return _tidy(lines)


def _tidy(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in (" ".join(each.split()) for each in lines) if line)


def compiled(pair: Pair) -> Compiled:
    """Our side, compiled."""
    return compile_story({"pair.yaml": pair.story.encode()})


def machine_of(pair: Pair) -> Machine:
    """Our side, ready to play; a complaint of the compiler is a failure."""
    made = compiled(pair)
    assert made.program is not None, render_all(made.diagnostics)
    return Machine(made.program)


def play(machine: Machine, choices: tuple[int, ...], seed: int) -> str:
    """What our side shows when these choices are taken."""
    return transcript(_turns(sit(machine, seed=seed), choices), choices)


def _turns(session: Session, choices: tuple[int, ...]) -> Iterator[tuple[list[str], list[str]]]:
    view = session.view
    for number in (*choices, 0):
        shown = [strip(text) for passage in view.turn.passages for text in passage.paragraphs]
        assert not view.turn.warnings, view.turn.warnings
        yield [line for text in shown for line in text.split("\n")], [strip(each.label) for each in view.choices]
        if number:
            view = session.choose(number)
