"""Lines that YAML misreads, put right as their diagnostics say.

In: the text of a file. Out: the text with each such line replaced, what was replaced, and what is still wrong with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.compiler.reader import read
from engine.compiler.shape import shape
from engine.diagnostics import Bag, Diagnostic

_MOST_ROUNDS = 200
"""A mistake may hide the next one of its scene, so that a file is read again after each round."""

_MOST_TIMES = 3
"""How often one line is put right before it is left alone."""


@dataclass(frozen=True, slots=True)
class Mended:
    """One line that was put right: its number, the code of its mistake, and the line before and after."""

    line: int
    code: str
    before: str
    after: str


def mended(file: str, text: str) -> tuple[str, tuple[Mended, ...], tuple[Diagnostic, ...]]:
    """The text put right as far as it can be, what was done, and the errors of reading that are left."""
    done: list[Mended] = []
    times: dict[int, int] = {}
    for _ in range(_MOST_ROUNDS):
        found = misread(file, text)
        fixes = {each.place.line: each for each in reversed(found) if each.fix is not None}
        fixes = {line: each for line, each in fixes.items() if times.get(line, 0) < _MOST_TIMES}
        if not fixes:
            break
        text = _replaced(text, fixes, done)
        times.update({line: times.get(line, 0) + 1 for line in fixes})
    return text, tuple(done), misread(file, text)


def misread(file: str, text: str) -> tuple[Diagnostic, ...]:
    """The errors of YAML in a file, those included that show only by what stands in a body."""
    bag = Bag()
    top = read(file, text.encode(), bag)
    if top is not None:
        shape(file, top, bag)
    return tuple(each for each in bag.sorted() if each.code.startswith("YML") and each.severity == "error")


def _replaced(text: str, fixes: Mapping[int, Diagnostic], done: list[Mended]) -> str:
    lines = text.splitlines(keepends=True)
    for number, found in sorted(fixes.items()):
        line = lines[number - 1]
        bare = line.rstrip("\r\n\x85\u2028\u2029")
        after = bare[: len(bare) - len(bare.lstrip())] + (found.fix or "")
        lines[number - 1] = after + line[len(bare) :]
        done.append(Mended(number, found.code, bare.strip(), after.strip()))
    return "".join(lines)
