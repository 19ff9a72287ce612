"""The contenders behind one face: begin at the start, then take choices; and the walk that all of them take.

A walk is worked out once, by our machine: at each menu one of the open choices, by a seeded generator. The contenders
get it in the form they like best: ours by choice id, the others by place in the menu.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.compiler import compile_story
from engine.diagnostics import render_all
from engine.machine import Change, Machine
from engine.program import Program
from tests.bench.python_story import loaded, our_luck
from tests.bench.story import Story
from tests.bench.yaml_story import as_yaml

SEED = 7
Seen = tuple[str, tuple[tuple[str, bool], ...]]
"""What a turn shows: its text with single spaces, and each option's label and whether it is open."""


@dataclass(frozen=True)
class Walk:
    """Choices from the start on: full ids, and their places in the menus; what each draw gave, by order."""

    ids: tuple[str, ...]
    places: tuple[int, ...]
    outcomes: tuple[bool, ...]


def compiled(story: Story, fingerprint: str = "") -> Program:
    """The story in our language, compiled. Raises ValueError with the diagnostics if it is wrong."""
    made = compile_story(as_yaml(story), fingerprint)
    if made.program is None:
        raise ValueError(str(render_all(made.diagnostics))[:2000])
    return made.program


def take_walk(machine: Machine, turns: int, seed: int = 1) -> Walk:
    """A walk of so many turns."""
    choose = random.Random(seed).choice
    run = machine.begin(SEED)
    ids: list[str] = []
    places: list[int] = []
    outcomes = [outcome == "kept" for _, _, outcome in run.change.drawn]
    for _ in range(turns):
        offers = run.change.offers
        place = choose([at for at, offer in enumerate(offers) if offer[1]])
        ids.append(offers[place][0])
        places.append(place)
        run.choose(offers[place][0])
        outcomes += [outcome == "kept" for _, _, outcome in run.change.drawn]
    return Walk(tuple(ids), tuple(places), tuple(outcomes))


def plain(text: str) -> str:
    """With single spaces."""
    return " ".join(text.split())


# -- what each shows, for the comparison ---------------------------------------------------------------------------


def seen_by_ours(machine: Machine, walk: Walk) -> list[Seen]:
    """Every turn of the walk but the last."""
    run = machine.begin(SEED)
    found = []
    for choice in walk.ids:
        found.append(_seen(run.change))
        run.choose(choice)
    return found


def _seen(change: Change) -> Seen:
    text = " ".join(text for _, text, _ in change.said)
    return plain(text), tuple((plain(label), open_) for _, open_, label in change.offers)


def seen_by_hand(story: Story, walk: Walk) -> list[Seen]:
    """The same turns by the baseline, with the engine's draws."""
    names = loaded(story, our_luck(SEED))
    state, (text, options) = begin_by_hand(names)
    found = []
    for place in walk.places:
        found.append((plain(text), tuple((plain(label), open_) for _, label, open_, _ in options)))
        then, text, options = names["choose"](state, options, place)
        text = f"{then} {text}"
    return found


def begin_by_hand(names: dict[str, Any]) -> tuple[Any, tuple[str, list[Any]]]:
    """A state at the first scene, and what it shows."""
    state = names["State"]()
    return state, names[names["SCENES"][0].replace(".", "_")](state)


# -- seconds for a walk --------------------------------------------------------------------------------------------


def time_by_hand(names: dict[str, Any], places: Sequence[int]) -> float:
    """The baseline."""
    state, (_, options) = begin_by_hand(names)
    choose = names["choose"]
    begun = time.perf_counter()
    for place in places:
        _, _, options = choose(state, options, place)
    return time.perf_counter() - begun


def time_in_place(machine: Machine, ids: Sequence[str]) -> float:
    """Ours, a run; its change is taken as the front ends take it."""
    choose = machine.begin(SEED).choose
    begun = time.perf_counter()
    for choice in ids:
        change = choose(choice)
        _ = change.said, change.offers, change.wrote
    return time.perf_counter() - begun


def time_pure(machine: Machine, ids: Sequence[str]) -> float:
    """Ours, states in and states out."""
    state, _ = machine.start(SEED)
    choose = machine.choose
    begun = time.perf_counter()
    for choice in ids:
        state, change = choose(state, choice)
        _ = change.said, change.offers, change.wrote
    return time.perf_counter() - begun
