"""Which measures of one man moved between two versions of a story.

In: two `MeasuresReport`s taken alike. Out: pairs of the measures that moved.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.frozen import Frozen
from engine.workbench.measures.estimates import Estimate
from engine.workbench.measures.judging import Measured, MeasuresReport


class Moved(Frozen):
    """One measure before and after."""

    before: Measured
    after: Measured


def moved_measures(before: MeasuresReport, after: MeasuresReport) -> Iterator[Moved]:
    """Measures whose verdict is another, or whose figures are further apart than both leave open."""
    earlier = {each.name: each for each in before.measures}
    for each in after.measures:
        was = earlier[each.name]
        if was.verdict != each.verdict or _apart(was.estimate, each.estimate):
            yield Moved(was, each)


def _apart(one: Estimate | None, other: Estimate | None) -> bool:
    if one is None or other is None:
        return one is not other
    return one.high < other.low or other.high < one.low
