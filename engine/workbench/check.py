"""A check as a report: the diagnostics, and one sentence about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from engine.diagnostics import Diagnostic
from engine.frozen import Frozen
from engine.record import StorySource


class CheckReport(Frozen):
    """Diagnostics in order of place, and a summary in one sentence."""

    diagnostics: tuple[Diagnostic, ...]
    summary: str


class Outcome(Protocol):
    """What the compiler says of a story."""

    @property
    def scenes(self) -> int:
        """How many scenes were written."""

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """All diagnostics."""


def check(source: StorySource, compiled: Outcome) -> CheckReport:
    """The report on a story that was looked through."""
    found = tuple(compiled.diagnostics)
    files = _counted(len(source.files), "file")
    errors = sum(each.severity == "error" for each in found)
    if not found:
        scenes = _counted(compiled.scenes, "scene") if compiled.scenes else "no scene"
        return CheckReport(found, f"{source.name}: {files}, {scenes}, nothing to complain about.")
    parts = [_counted(errors, "error")] if errors else []
    parts += [_counted(len(found) - errors, "warning")] if len(found) > errors else []
    return CheckReport(found, f"{source.name}: {' and '.join(parts)} in {files}.")


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" + ("" if count == 1 else "s")
