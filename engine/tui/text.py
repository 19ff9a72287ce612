"""The one place where words become something Textual draws: no markup parser ever sees them.

In: text that is ready to show, with emphasis marked by SO and SI. Out: `Content`. Must not know what the words say.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from engine.session import emphasis

EMPHASIS = "italic"
TAB = " " * 4

_UNSEEN = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd")
_SHOWN = _UNSEEN | {0x09: TAB, 0x0A: "\n", 0x0D: ""}


def words(text: str, style: str = "") -> Content:
    """`text` literally, its emphasis in italics; control characters other than line ends and tabs show as U+FFFD."""
    parts = [(_visible(part), _style(style, emphasised)) for part, emphasised in emphasis.spans(text)]
    return Content.assemble(*parts)


def paragraphs(texts: Iterable[str]) -> Content:
    """Several paragraphs with an empty line between them."""
    return Content("\n\n").join([words(text) for text in texts])


def plain(text: str) -> str:
    """`text` as `words` shows it, without any style."""
    return _visible(emphasis.strip(text))


def _visible(text: str) -> str:
    return text.translate(_SHOWN)


def _style(style: str, emphasised: bool) -> str:
    return f"{style} {EMPHASIS}".strip() if emphasised else style
