"""The same play as one JSON object a line, for tools."""

from __future__ import annotations

import json
from dataclasses import asdict

from engine.session import Page, SessionView
from engine.session.emphasis import strip


def as_json(kind: str, shown: SessionView | Page) -> str:
    """One line: the view or page with `kind` (turn or page); emphasis left out."""
    return (
        strip(json.dumps({"kind": kind, **asdict(shown)}, ensure_ascii=False))
        .replace("\\u000e", "")
        .replace("\\u000f", "")
    )


def error_json(sentence: str) -> str:
    """One line for a wrong answer."""
    return json.dumps({"kind": "error", "message": sentence}, ensure_ascii=False)
