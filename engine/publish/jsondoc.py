"""A told play-through as JSON, and back to a record that can be played again.

The document is one object: `format` (1), `story`, `title`, `version`, `fingerprint`, `profile`, `man`, `seed`, `begun`,
`turns` and `ending`. A turn has `number`, `choice` (its id, "" for the opening), `label`, `when`, `passages` (each with
`heading` and `paragraphs`), `changed`, `drawn` ([stream, count, outcome]), `because`, `sources`. What is needed to play
it again is `story`, `profile`, `seed` and each turn's `choice` and `drawn`; the rest is for reading. A turn may have
`typed`, an answer as it was taken: what a person typed is never written here, what an exploration tried is.
"""

from __future__ import annotations

import json
from typing import Any, cast

from engine.errors import UserError
from engine.record import Header, Record, Turn
from engine.session.emphasis import strip
from engine.session.told import Told, ToldTurn

FORMAT = 1
_LARGEST_SEED = 2**63


def as_json(told: Told) -> str:
    """The document, indented, with a line end at its end."""
    header, ending = told.header, told.ending
    document = {
        "format": FORMAT,
        **{name: getattr(header, name) for name in ("story", "title", "version", "fingerprint", "profile")},
        "man": told.man,
        "seed": header.seed,
        "begun": header.begun,
        "turns": [_turn(each) for each in told.turns],
        "ending": None
        if ending is None
        else {
            "id": ending.id,
            "title": ending.title,
            "paragraphs": [strip(each) for each in ending.paragraphs],
            "debrief": [{"heading": each.heading, "paragraphs": list(each.paragraphs)} for each in ending.debrief],
            "because": list(told.ending_because),
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _turn(turn: ToldTurn) -> dict[str, object]:
    return {
        "number": turn.number,
        "choice": turn.choice,
        "label": strip(turn.view.chosen),
        "when": turn.when,
        "passages": [
            {"heading": strip(each.heading), "paragraphs": [strip(line) for line in each.paragraphs]}
            for each in turn.view.passages
        ],
        "changed": list(turn.view.changed),
        "drawn": [list(each) for each in turn.drawn],
        "because": list(turn.because),
        "sources": list(turn.sources),
    }


def record_from_json(text: str) -> Record:
    """A record whose turns hold choices and draws only: to be played again, not resumed. Raises UserError in words."""
    try:
        raw = json.loads(text)
        if raw["format"] != FORMAT:
            raise UserError(f"This transcript is of format {raw['format']}; this program reads format {FORMAT}.")
        record = Record(_header(raw))
        for number, turn in enumerate(raw["turns"]):
            drawn = tuple((_text(stream), int(count), _text(outcome)) for stream, count, outcome in turn["drawn"])
            parent, choice = number - 1 if number else None, _text(turn["choice"])
            record.add(Turn(number, parent, "", choice, (), drawn, typed=_typed(turn.get("typed"))))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise UserError("This is not a transcript in JSON, or it was changed so that it cannot be read.") from error
    return record


def _header(raw: Any) -> Header:
    story, title, version, fingerprint, profile = (
        _text(raw[name]) for name in ("story", "title", "version", "fingerprint", "profile")
    )
    return Header(story, title, version, fingerprint, profile, _seed(raw["seed"]), _text(raw["begun"]))


def _text(raw: Any) -> str:
    if type(raw) is not str:
        raise TypeError(raw)
    return raw


def _typed(raw: Any) -> int | str | None:
    if raw is not None and type(raw) not in (int, str):
        raise TypeError(raw)
    return cast(int | str | None, raw)


def _seed(raw: Any) -> int:
    if type(raw) is not int or abs(raw) > _LARGEST_SEED:
        raise TypeError(raw)
    return raw
