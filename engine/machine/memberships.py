"""Sets in a reader's words: what is in one, what is missing from it, what should not be there.

In: a declared set, ids of its values. Out: clauses, "" where the story has no words. The story's own come first: `no:`
before what is missing ("you do not know the ferry"), `yes:` before what is there; else the title stands before.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.expr import Value
from engine.expr.sets import Members, and_list, listed
from engine.program import Quantity, Variable

Declared = Variable | Quantity


def in_words(declared: Declared, value: Members) -> str:
    """All that is in a set: "the rumour and the ferry", or the words for an empty one."""
    words: dict[Value, str] = {each: each.replace("_", " ") for each in value}
    return listed(value, {**words, **dict(declared.names)})


def missing(declared: Declared, wanted: Sequence[str], present: Members, last: str) -> str:
    """That none of `wanted` is in the set; `last` (and, or) stands before the last of them."""
    said = and_list([_word(declared, each) for each in wanted], last)
    own = dict(declared.names).get(False)
    if own is not None:
        return f"{own} {said}".strip()
    return f"{declared.title}: {said} needed; now {in_words(declared, present)}" if declared.title else ""


def present(declared: Declared, found: str) -> str:
    """That `found` is in the set, where it should not be."""
    said = _word(declared, found)
    own = dict(declared.names).get(True)
    if own is not None:
        return f"{own} {said}".strip()
    return f"{declared.title}: {said}" if declared.title else ""


def _word(declared: Declared, value: str) -> str:
    return dict(declared.names).get(value) or value.replace("_", " ")
