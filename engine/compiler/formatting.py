"""What `formalities fmt` does to one file: lines put right if asked, ids written out if asked, the whole in order.

In: a file's name and bytes. Out: its new bytes, or the diagnostics for which it is left alone. Opens no file.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass

from engine.compiler.arrange import arranged
from engine.compiler.ids import with_ids
from engine.compiler.mending import Mended, mended, misread
from engine.compiler.nodes import Map, Node, Scalar, Seq
from engine.compiler.reader import MOST_BYTES, read
from engine.diagnostics import Bag, Diagnostic


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file's bytes as they should be; as they were, with `diagnostics`, where it must be left alone."""

    content: bytes
    mended: tuple[Mended, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def formatted(file: str, raw: bytes, *, ids: bool = False, repair: bool = False) -> Formatted:
    """The file in order. Raises RuntimeError, our own fault, rather than give back what means another thing."""
    text = _text(raw)
    if text is None:
        bag = Bag()
        read(file, raw, bag)
        return Formatted(raw, (), bag.sorted())
    done: tuple[Mended, ...] = ()
    if repair:
        text, done, left = mended(file, text)
    else:
        left = misread(file, text)
    if left:
        return Formatted(raw, (), left if not repair else misread(file, _text(raw) or ""))
    top = _read(file, text)
    if ids and top is not None:
        text = with_ids(text, top)
        top = _read(file, text)
    made = arranged(text)
    if not _same(top, _read(file, made)):
        raise RuntimeError(f"{file} could not be set in order; it was left as it is")
    mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
    return Formatted(mark + made.encode(), done)


def _text(raw: bytes) -> str | None:
    """The text of a file that can be read at all."""
    try:
        return raw.decode("utf-8-sig") if len(raw) <= MOST_BYTES else None
    except UnicodeDecodeError:
        return None


def _read(file: str, text: str) -> Map | None:
    return read(file, text.encode(), Bag())


def _same(one: Node | None, other: Node | None) -> bool:
    """Whether two trees hold the same keys and texts, but for blanks at the ends of a block's lines."""
    if isinstance(one, Map) and isinstance(other, Map):
        pairs = zip(one.items(), other.items(), strict=False)
        return len(one) == len(other) and all(a == b and _same(x, y) for (a, x), (b, y) in pairs)
    if isinstance(one, Seq) and isinstance(other, Seq):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return one.style == other.style and (one == other or _trimmed(one) == _trimmed(other) != [])
    return one is None and other is None


def _trimmed(text: Scalar) -> list[str]:
    """The lines of a block without blanks at their ends and without empty ones at its own; [] for other text."""
    return re.sub(r"[ \t]+$", "", text, flags=re.M).rstrip("\n").split("\n") if text.style in ("|", ">") else []
