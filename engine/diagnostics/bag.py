"""Where diagnostics are gathered while a story is compiled: all at once, never the first only."""

from __future__ import annotations

from dataclasses import replace

from engine.diagnostics.codes import CODES
from engine.diagnostics.model import Diagnostic, Place

_LONGEST_WORD, _LONGEST_HINT = 200, 2_000
"""Characters. A hint may be a whole line to paste."""


class Bag:
    """Collects diagnostics; knows the source lines so that each can show its own.

    Adding the same code at the same place twice keeps the first.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, Place], Diagnostic] = {}
        self._texts: dict[str, str] = {}
        self._lines: dict[str, list[str]] = {}

    def know_source(self, file: str, text: str) -> None:
        """Remember the text of `file`, for the line under a complaint."""
        self._texts[file] = text
        self._lines.pop(file, None)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, code: str, place: Place, *, hint: str | None = None, fix: str | None = None, **words: object) -> None:
        """Add `code` at `place`; `words` fill the template of the code. Unknown codes are our own fault (KeyError).

        `fix` is the whole line put right, without its indent; where there is one, it is the hint.
        """
        rule = CODES[code]
        message = rule.template.format(**{name: _cut(str(word), _LONGEST_WORD) for name, word in words.items()})
        hint = None if hint is None else _cut(hint, _LONGEST_HINT)
        source = self.source_line(place)
        if fix is not None:
            hint = f"write: {fix}"
        self._found.setdefault((code, place), Diagnostic(code, rule.severity, message, place, source, hint, fix))

    def take(self, found: Diagnostic) -> None:
        """Add a diagnostic that another bag was given; its source line is looked up in this one."""
        kept = replace(found, source=self.source_line(found.place))
        self._found.setdefault((found.code, found.place), kept)

    def source_line(self, place: Place) -> str:
        """The line that `place` is on, or "" when the file is not known."""
        if place.file not in self._lines and place.file in self._texts:
            self._lines[place.file] = self._texts[place.file].splitlines()
        lines = self._lines.get(place.file, [])
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""

    @property
    def has_errors(self) -> bool:
        """Whether anything found forbids the story to run."""
        return any(found.severity == "error" for found in self._found.values())

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All that was found, by file, line and column."""
        return tuple(sorted(self._found.values(), key=lambda found: (found.place, found.code)))


def _cut(text: str, most: int) -> str:
    """What is quoted from a story, no longer than a reader can use."""
    return text if len(text) <= most else text[: most - 1] + "…"
