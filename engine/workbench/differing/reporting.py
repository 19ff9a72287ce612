"""A difference as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from engine.workbench.differing.compare import Altered, Difference
from engine.workbench.differing.meaning import KINDS

_PLURALS = {"person": "people", "crossing": "crossings", "derived": "derived variables"}
_PROSE = frozenset(("words", "safe", "text", "says", "about", "next", "door", "closed", "label", "why"))
_LONGEST = 60


def difference_lines(found: Difference) -> Iterator[str]:
    """What is gained, lost, renamed and changed, kind by kind; one line where nothing is."""
    if found.empty:
        yield "The two mean the same."
        return
    for kind in KINDS:
        lines = list(_of_kind(found, kind))
        if lines:
            yield f"{_plural(kind).capitalize()}:"
            yield from (f"  {line}" for line in lines)


def _plural(kind: str) -> str:
    return _PLURALS.get(kind, f"{kind}s")


def _of_kind(found: Difference, kind: str) -> Iterator[str]:
    yield from (f"gained {id_}" for each, id_ in found.gained if each == kind)
    yield from (f"lost {id_}" for each, id_ in found.lost if each == kind)
    yield from (f"{former} is now {present}" for each, former, present in found.renamed if each == kind)
    yield from (f"{each.id}: {_change(each)}" for each in found.altered if each.kind == kind)


def _change(altered: Altered) -> str:
    if altered.aspect in _PROSE and altered.before and altered.after:
        return f"{altered.aspect} reworded ({_reworded(altered.before, altered.after)})"
    if not altered.after:
        return f"no {altered.aspect} any more; it was {_cut(altered.before)}"
    was = f", was {_cut(altered.before)}" if altered.before else ", was not said"
    return f"{altered.aspect} {_cut(altered.after)}{was}"


def _reworded(before: str, after: str) -> str:
    """How much, and the first place that differs."""
    old, new = before.split(), after.split()
    codes = [each for each in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if each[0] != "equal"]
    if not codes:
        return "only its spaces"
    count = sum(max(code[2] - code[1], code[4] - code[3]) for code in codes)
    _, i, j, k, m = codes[0]
    one = "1 word" if count == 1 else f"{count} words"
    return f"{one}; first “{_cut(' '.join(old[i:j])) or '-'}” to “{_cut(' '.join(new[k:m])) or '-'}”"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 3]}..."
