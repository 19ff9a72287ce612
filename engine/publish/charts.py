"""Bars as SVG that stands inside a page: no script, no outside resource, colours of the page itself.

In: labels and amounts. Out: markup. Each chart says in words what it shows, for who does not see it, and each bar
carries its figure as a title.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, LEFT, FOOT = 640, 180, 8, 22
_ROW = 22


def histogram(title: str, bars: Sequence[tuple[int, int]], marks: Sequence[tuple[int, str]] = ()) -> str:
    """Upright bars: (where a band begins, how many). `marks` are places on the same axis with a word."""
    if not bars:
        return ""
    first, band = bars[0][0], (bars[1][0] - bars[0][0] if len(bars) > 1 else 1)
    most = max(count for _, count in bars) or 1
    step = (WIDTH - 2 * LEFT) / len(bars)
    parts = [
        _bar(LEFT + at * step, step, count / most, f"{low} to {low + band - 1}: {count:,}")
        for at, (low, count) in enumerate(bars)
    ]
    every = max(1, len(bars) // 8)
    parts += [
        f'<text x="{LEFT + at * step:.1f}" y="{HEIGHT + 16}">{low}</text>'
        for at, (low, _) in enumerate(bars)
        if at % every == 0
    ]
    parts += [_mark(LEFT + (value - first) / band * step, words) for value, words in marks]
    return _svg(title, "".join(parts), HEIGHT + FOOT)


def _bar(x: float, width: float, share: float, says: str) -> str:
    height = share * (HEIGHT - 20)
    return (
        f'<rect class="bar" x="{x:.1f}" y="{HEIGHT - height:.1f}" width="{max(1.0, width - 1):.1f}" '
        f'height="{height:.1f}"><title>{escape(says)}</title></rect>'
    )


def _mark(x: float, words: str) -> str:
    return (
        f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="14" y2="{HEIGHT}"/>'
        f'<text x="{x + 4:.1f}" y="12">{escape(words)}</text>'
    )


def rows(title: str, bars: Sequence[tuple[str, float, str]]) -> str:
    """Bars lying one under another: (what, how much, the figure in words)."""
    most = max((amount for _, amount, _ in bars), default=0) or 1
    parts = []
    for at, (what, amount, says) in enumerate(bars):
        y, width = at * _ROW + 4, amount / most * (WIDTH - 330)
        parts.append(
            f'<text x="0" y="{y + 13}">{escape(what)}</text>'
            f'<rect class="bar" x="200" y="{y}" width="{width:.1f}" height="{_ROW - 6}"/>'
            f'<text x="{206 + width:.1f}" y="{y + 13}">{escape(says)}</text>'
        )
    return _svg(title, "".join(parts), len(bars) * _ROW + 8)


def _svg(title: str, inside: str, height: int) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
        f"<title>{escape(title)}</title>{inside}</svg>"
    )
