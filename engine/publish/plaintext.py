"""A told play-through as plain text: paragraphs parted by empty lines, no mark-up."""

from __future__ import annotations

from engine.publish.parts import parts
from engine.session.emphasis import strip
from engine.session.told import Told

_LEADS = {"choice": "You chose: ", "source": "Source: "}


def as_text(told: Told) -> str:
    """The text, with a line end at its end."""
    return "\n\n".join(_LEADS.get(kind, "") + strip(text) for kind, text in parts(told)) + "\n"
