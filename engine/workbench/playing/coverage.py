"""How often each line of a story's files was come to.

In: the files, where each step was written, counts of steps. Out: a `LineCount` for each line, file by file. Of several
steps on a line that which was done most counts; a passage of several lines is counted at its first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from engine.frozen import Frozen


class Place(Protocol):
    """Where something stands."""

    @property
    def file(self) -> str:
        """The file's name."""

    @property
    def line(self) -> int:
        """One-based."""


class LineCount(Frozen):
    """A line, one-based in `file`. `count` is None where nothing stands that could be come to."""

    file: str
    line: int
    count: int | None
    text: str


def coverage(
    files: Mapping[str, bytes], places: Mapping[str, Sequence[Place]], steps: Mapping[tuple[str, int], int]
) -> Iterator[LineCount]:
    """The lines of all files in which something was come to."""
    counts: dict[tuple[str, int], int] = {}
    for scene, found in places.items():
        for at, place in enumerate(found):
            key = (place.file, place.line)
            counts[key] = max(counts.get(key, 0), steps.get((scene, at), 0))
    for file, raw in files.items():
        if any(name == file and count for (name, _), count in counts.items()):
            for number, text in enumerate(raw.decode("utf-8", "replace").splitlines(), 1):
                yield LineCount(file, number, counts.get((file, number)), text)
