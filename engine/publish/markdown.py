"""A told play-through as Markdown. The story's own words are escaped, so that none of them is mark-up."""

from __future__ import annotations

import re

from engine.publish.parts import parts
from engine.session.emphasis import spans
from engine.session.told import Told

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_AT_LINE_START = re.compile(r"(?m)^(\s*)([-+=]|\d+(?=[.)]))")
_FORMS = {
    "title": "# {}",
    "choice": "> **{}**",
    "heading": "### {}",
    "changed": "*{}*",
    "because": "> {}",
    "source": "> Source: {}",
    "ending": "## {}",
}


def as_markdown(told: Told) -> str:
    """The document, with a line end at its end."""
    return "\n\n".join(_FORMS.get(kind, "{}").format(_line(kind, text)) for kind, text in parts(told)) + "\n"


def _line(kind: str, text: str) -> str:
    emphasis = "" if kind in ("changed", "choice") else "*"
    said = "".join(_marked(_escaped(words), emphasis if strong else "") for words, strong in spans(text))
    return said.replace("\n", "\\\n") if kind == "prose" else said.replace("\n", " ")


def _escaped(words: str) -> str:
    return _AT_LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", words))


def _marked(words: str, mark: str) -> str:
    """Emphasis hugs its words, or Markdown does not see it."""
    bare = words.strip()
    if not mark or not bare:
        return words
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{before}{mark}{bare}{mark}{after}"
