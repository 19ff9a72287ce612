"""The options of a block continued from the same state: same chance, and the same later choices while they are open.

In: a state as the choices that lead to it. Out: what each continuation said, offered and came to. A reader who
continues prefers, of what is open, what a hash of his seed puts first; so two continuations that meet the same menu
choose alike, and each by itself is as uniform as a play. With a policy, its rule goes before the hash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from engine.machine import Machine, Run
from engine.machine.draws import fraction
from engine.program.layout import CellValue

Among = Callable[[Sequence[str]], Sequence[str]]
"""Of what is open, what a policy lets choose from."""

NO_ENDING = "(none)"


class Text(NamedTuple):
    """What one turn showed: passages as (id, text), then what was offered as (choice, open, label)."""

    said: tuple[tuple[str, str], ...]
    offers: tuple[tuple[str, bool, str], ...]


class Continued(NamedTuple):
    """One continuation: its turns, the option's own first, and its ending."""

    turns: tuple[Text, ...]
    ending: str


def cells_at(machine: Machine, seed: int, profile: str, choices: Sequence[str]) -> list[CellValue]:
    """The cells of the state that `choices` lead to."""
    run = machine.begin(seed, profile)
    for choice in choices:
        run.choose(choice)
    return run.cells


def continued(
    machine: Machine, seed: int, cells: Sequence[CellValue], option: str, among: Among, most: int
) -> Continued:
    """Take `option` and go on to the end."""
    run = machine.run_from(seed, list(cells))
    run.choose(option)
    turns = [_text(run)]
    for choice in chosen(run, seed, among, most):
        run.choose(choice)
        turns.append(_text(run))
    return Continued(tuple(turns), run.change.ending or NO_ENDING)


def ended(machine: Machine, seed: int, cells: Sequence[CellValue], option: str, among: Among, most: int) -> str:
    """The ending only."""
    run = machine.run_from(seed, list(cells))
    run.choose(option)
    for choice in chosen(run, seed, among, most):
        run.choose(choice)
    return run.change.ending or NO_ENDING


def chosen(run: Run, seed: int, among: Among, most: int) -> Iterator[str]:
    """What the reader with this seed chooses where `run` stands, again and again while it is taken; `most` times."""
    met: dict[str, int] = {}
    for _ in range(most):
        opened = [offer[0] for offer in run.change.offers if offer[1]]
        if not opened or run.change.ending is not None:
            return
        wanted = among(opened) if len(opened) > 1 else opened
        if len(wanted) > 1:
            times = met[wanted[0]] = met.get(wanted[0], 0) + 1
            yield min(wanted, key=lambda choice: fraction(seed, choice, times))
        else:
            yield wanted[0]


def _text(run: Run) -> Text:
    change = run.change
    return Text(tuple((passage, text) for passage, text, _ in change.said), tuple(change.offers))
