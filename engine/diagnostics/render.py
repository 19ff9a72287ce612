"""Diagnostics as lines of text: place, code, sentence, the source line, a caret, a hint."""

from __future__ import annotations

from collections.abc import Sequence

from engine.diagnostics.model import Diagnostic

MOST_SHOWN = 200
_WIDEST = 160
_LONGEST_HINT = 600


def render(found: Diagnostic) -> str:
    """One complaint as two or three lines, without a line end after the last."""
    place = found.place
    head = f"{place.file}:{place.line}:{place.column}: {found.code} {found.severity}: {found.message}"
    hint = f"  {_short(found.hint)}" if found.hint else ""
    if not found.source.strip():
        return head + (f"\n   {hint}" if hint else "")
    start = max(0, place.column - 1 - _WIDEST // 2) if len(found.source) > _WIDEST else 0
    shown = _plain(found.source[start : start + _WIDEST])
    offset = place.column - 1 - start
    carets = "^" * max(1, min(place.length, len(shown) - offset))
    indent = len(shown) - len(shown.lstrip())
    return f"{head}\n    {shown[indent:]}\n    {' ' * max(0, offset - indent)}{carets}{hint}"


def render_all(found: Sequence[Diagnostic]) -> str:
    """Every complaint, at most `MOST_SHOWN`, and how many more there are; "" for none."""
    parts = [render(each) for each in found[:MOST_SHOWN]]
    if len(found) > MOST_SHOWN:
        parts.append(f"... and {len(found) - MOST_SHOWN} more.")
    return "\n".join(parts)


def _short(hint: str) -> str:
    """A hint that repeats what was written may be as long as that was."""
    return hint if len(hint) <= _LONGEST_HINT else hint[: _LONGEST_HINT - 1] + "\u2026"


def _plain(line: str) -> str:
    return "".join(char if char.isprintable() else " " for char in line)
