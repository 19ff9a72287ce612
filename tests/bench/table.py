"""The lines that `make bench` prints: name, value, ratio, target, verdict; plain text in columns."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

_FORM = "{:<52}{:>14}  {:>9}  {:<16}{}"


def head(title: str) -> None:
    """A heading and the names of the columns."""
    print(f"\n{title}\n" + _FORM.format("", "", "ratio", "target", "").rstrip(), flush=True)


def line(
    name: str, value: str, ratio: float | None = None, *, least: float | None = None, most: float | None = None
) -> None:
    """One measure; `least` or `most` is what its ratio is held against."""
    target = verdict = ""
    if least is not None or most is not None:
        target = f"at least {least:g}" if least is not None else f"at most {most:g}"
        verdict = "PASS" if met(ratio, least, most) else "MISS"
    said = "" if ratio is None else f"{ratio:.3f}" if ratio < 10 else f"{ratio:.1f}"
    print(_FORM.format(name, value, said, target, verdict).rstrip(), flush=True)


def note(sentence: str) -> None:
    """A sentence of its own."""
    print(sentence, flush=True)


def met(ratio: float | None, least: float | None, most: float | None) -> bool:
    """Whether the target is met."""
    if ratio is None:
        return False
    return (least is None or ratio >= least) and (most is None or ratio <= most)


def milliseconds(seconds: float) -> str:
    """With its unit."""
    return f"{seconds * 1e3:,.1f} ms"


def microseconds(seconds: float) -> str:
    """With its unit."""
    return f"{seconds * 1e6:,.2f} us"


def per_second(seconds: float, turns: int) -> str:
    """Turns in a second."""
    return f"{turns / seconds:,.0f} turns/s"


def ratio_of(base: Sequence[float], other: Sequence[float]) -> float:
    """Median of the ratios of each round: how much of the base's speed the other reaches."""
    return statistics.median(mine / its for mine, its in zip(base, other, strict=True))
