"""The same play as one JSON object a line, for tools."""

from __future__ import annotations

import json
from typing import Any

from engine.frozen import Frozen
from engine.session.emphasis import strip


def as_json(kind: str, shown: Frozen) -> str:
    """One line: a view, a page or whatever is plain, with its `kind` (turn, page, ...); emphasis left out."""
    return json.dumps({"kind": kind, **_plain(shown)}, ensure_ascii=False)


def error_json(sentence: str) -> str:
    """One line for a wrong answer."""
    return json.dumps({"kind": "error", "message": sentence}, ensure_ascii=False)


def _plain(shown: Any) -> Any:
    """A view as mappings and lists."""
    if isinstance(shown, Frozen):
        return {name: _plain(value) for name, value in zip(type(shown).field_names, shown.fields(), strict=True)}
    if isinstance(shown, str):
        return strip(shown)
    return [_plain(each) for each in shown] if isinstance(shown, tuple) else shown
