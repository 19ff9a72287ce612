"""Paragraphs that go on: a text that ends in a join mark is followed by the next in the same paragraph.

In: the texts that scenes said in one turn, scene by scene. Out: the paragraphs of each.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.expr.marks import JOIN
from engine.session.threshold import paragraphs


def flowing(said: Sequence[tuple[bool, Sequence[str]]]) -> tuple[tuple[str, ...], ...]:
    """The paragraphs of each scene, as many as scenes, maybe none of one; a paragraph stands where it began.

    In: for each scene whether it stands apart, so that nothing goes on in it, and its texts.
    """
    found: list[list[str]] = [[] for _ in said]
    pending, begun = "", 0
    for at, (apart, texts) in enumerate(said):
        if apart and pending:
            found[begun].append(pending.strip())
            pending = ""
        for text in texts:
            pieces = list(paragraphs(pending + text.removesuffix(JOIN)))
            first, pending = begun if pending else at, ""
            if text.endswith(JOIN) and pieces:
                begun = at if len(pieces) > 1 else first
                pending = pieces.pop() + " "
            found[first] += pieces[:1]
            found[at] += pieces[1:]
    if pending.strip():
        found[begun].append(pending.strip())
    return tuple(tuple(each) for each in found)
