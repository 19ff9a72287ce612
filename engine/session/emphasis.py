"""Emphasis in text that is ready to show: marked by SO and SI, split into spans or taken out."""

from __future__ import annotations

from engine.expr.marks import BEGIN, END


def strip(text: str) -> str:
    """`text` without its emphasis."""
    return text.replace(BEGIN, "").replace(END, "")


def spans(text: str) -> tuple[tuple[str, bool], ...]:
    """`text` as (words, emphasised) in order; unbalanced marks are forgiven, empty spans left out."""
    found: list[tuple[str, bool]] = []
    emphasised = False
    start = 0
    for at, char in enumerate(text):
        if char in (BEGIN, END):
            if at > start:
                found.append((text[start:at], emphasised))
            emphasised, start = char == BEGIN, at + 1
    if start < len(text):
        found.append((text[start:], emphasised))
    return tuple(found)
