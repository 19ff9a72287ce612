"""A diagnostic and the place it points at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import NamedTuple

_MANY, _LOOKED_AT, _APART, _LONGEST = 300, 50, 3, 200


class Place(NamedTuple):
    """A stretch of one line of one file. `line` and `column` are one-based; `length` is in characters, at least 1.

    `file` is the path as the author would type it; "" when the story has no file (a test).
    """

    file: str
    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One complaint. `source` is the whole line pointed at ("" when unknown); `hint` one clause or None.

    `fix` is that line put right, without its indent, where it can be put right without asking; else None.
    """

    code: str
    severity: str
    message: str
    place: Place
    source: str = ""
    hint: str | None = None
    fix: str | None = None

    def as_json(self) -> dict[str, object]:
        """Plain mapping for `--json`; keys are stable."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "length": self.place.length,
            "hint": self.hint,
            "fix": self.fix,
        }


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, or None when nothing is near.

    Of very many names only some that begin alike and are of like length are looked at, so that a thousand misspelt
    names among a thousand known ones are still told of soon.
    """
    names = list(known)
    if len(names) > _MANY:
        alike = (each for each in names if each[:1] == name[:1] and abs(len(each) - len(name)) < _APART)
        names = list(islice(alike, _LOOKED_AT))
    found = get_close_matches(name[:_LONGEST], names, n=1, cutoff=0.6)
    return found[0] if found else None
