"""The manners a story declares for itself, as values. All are off until the manifest names them.

In: the shape of `manners:`. Out: `Manners`; diagnostics for a value that is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.compiler import values
from engine.compiler.nodes import Scalar
from engine.compiler.schema import MannersShape
from engine.diagnostics import Bag


@dataclass(frozen=True, slots=True)
class Manners:
    """Limits in words (`passage`, `stretch`) and characters (`label`), a school grade; 0 and "" mean: not asked for."""

    passage: int = 0
    stretch: int = 0
    label: int = 0
    grade: int = 0
    numbers: str = ""
    foreign: str = ""
    truth: str = ""
    quotes: str = ""
    characters: str = ""


_WORDS = {
    "numbers": ("cite",),
    "foreign": ("script", "emphasis"),
    "truth": ("declared",),
    "quotes": ("straight", "curly"),
    "characters": ("plain",),
}


def read_manners(shape: MannersShape | None, bag: Bag) -> Manners:
    """What the manifest asks for."""
    if shape is None:
        return Manners()
    limits = {name: _limit(getattr(shape, name), bag) for name in ("passage", "stretch", "label", "grade")}
    words = {name: _word(getattr(shape, name), known, bag) for name, known in _WORDS.items()}
    return Manners(**limits, **words)  # type: ignore[arg-type]


def _limit(written: Scalar | None, bag: Bag) -> int:
    if written is None:
        return 0
    found = values.whole_number(written)
    if found is None or not 0 < found < 1_000_000:
        bag.add("VAL002", written.place, value=written)
        return 0
    return found


def _word(written: Scalar | None, known: tuple[str, ...], bag: Bag) -> str:
    if written is None:
        return ""
    if written not in known:
        bag.add("VAL010", written.place, value=written, known=" or ".join(known))
        return ""
    return str(written)
