"""JSON as storage writes and reads it: compact UTF-8, whole numbers only, and one error for all that can be wrong.

In and out: bytes and plain values. Knows no file.
"""

from __future__ import annotations

import json
from typing import NoReturn


def json_bytes(value: object) -> bytes:
    """`value` as one line of UTF-8 without a line end; half a surrogate pair is written as an escape.

    Raises ValueError for NaN and TypeError for what JSON has no form for.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"), allow_nan=False).encode()


def json_value(text: bytes) -> object:
    """What `text` says. Raises ValueError for anything damaged: no UTF-8, NaN, nesting or numbers without measure."""
    said = text.decode()
    try:
        return _value(said)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _value(said: str) -> object:
    """As `json.loads`, which looks for blanks at both ends of each text; ours has none, and a save has many lines."""
    try:
        value, end = _DECODER.raw_decode(said)
    except ValueError:
        end = -1
    return value if end == len(said) else _DECODER.decode(said)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_no_constant)
