"""One sort of quotation marks and apostrophes all through, for stories that ask for it."""

from __future__ import annotations

import re

from engine.compiler.checks.material import Material
from engine.compiler.checks.walking import literals, texts
from engine.diagnostics import Bag

_OTHERS = {"straight": re.compile("[\u2018\u2019\u201c\u201d]"), "curly": re.compile("[\"']")}


def check_quotes(story: Material, wanted: str, bag: Bag) -> None:
    """The first mark of the other sort in each text; nothing where none is `wanted`."""
    if not wanted:
        return
    found = "curly" if wanted == "straight" else "straight"
    for lowered, at, step in story.steps():
        for words in texts(step):
            mark = _OTHERS[wanted].search(" ".join(literals(words.parts)))
            if mark is not None:
                bag.add("STY008", lowered.places[at], found=found, wanted=wanted, mark=mark[0])
                break
