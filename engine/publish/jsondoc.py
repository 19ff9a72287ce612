"""A told play-through as JSON, and back to a record that can be played again.

The document is one object: `format` (2), `story`, `title`, `version`, `fingerprint`, `profile`, `man`, `seed`, `begun`,
`turns` and `ending`. A turn has `number`, `choice` (its id, "" for the opening), `label`, `when`, `passages` (each with
`heading` and `paragraphs`), `changed`, `drawn` ([stream, count, outcome]), `because`, `sources`. The answer to a
question stands in `typed`, null where it was left out. A turn that carried a state over from an earlier version of the
story has no choice, the cells in `carried` ([cell, old, new]), and in `left_out` those that hold something typed. What
is needed to play it again is `story`, `profile`, `seed` and each turn's `choice`, `drawn`, `typed` and `carried`; the
rest is for reading.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from engine.errors import UserError
from engine.frozen import Frozen
from engine.program.layout import CellValue
from engine.record import Header, Record, Turn
from engine.record.fitting import MOVED
from engine.session.emphasis import strip
from engine.session.told import Told, ToldTurn

FORMAT, FORMATS = 2, (1, 2)
"""What is written, what is read. 1 has neither `typed` nor `carried`."""

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
        **({"typed": turn.typed} if turn.view.answered else {}),
        **(_state(turn) if turn.number and not turn.choice else {}),
    }


def _state(turn: ToldTurn) -> dict[str, object]:
    return {"carried": [list(each) for each in turn.carried], "left_out": list(turn.left_out)}


class ReadBack(Frozen):
    """A record whose turns hold what is needed to make them again, no more; and sentences about what is not in it."""

    record: Record
    told: tuple[str, ...]


def read_json(text: str) -> ReadBack:
    """To be played again, not resumed. Raises UserError in words.

    Where an answer was left out, that of a player who types nothing takes its place.
    """
    try:
        raw = json.loads(text)
        if raw["format"] not in FORMATS:
            raise UserError(f"This transcript is of format {raw['format']}; this program reads format {FORMAT}.")
        turns = [_turn_from(number, each) for number, each in enumerate(raw["turns"])]
        record, told = Record(_header(raw)), list(_answers(raw["turns"]))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise UserError("This is not a transcript in JSON, or it was changed so that it cannot be read.") from error
    for number, turn in enumerate(turns):
        if number and not (turn.choice or turn.wrote):
            told.append(
                f"After choice {number - 1} the story had changed, and this transcript does not hold the state that "
                "was carried over; what came later cannot be made again."
            )
            break
        record.add(turn)
    return ReadBack(record, tuple(told))


def _turn_from(number: int, raw: Any) -> Turn:
    drawn = tuple((_text(stream), int(count), _text(outcome)) for stream, count, outcome in raw["drawn"])
    carried = tuple((_text(cell), _value(old), _value(new), MOVED) for cell, old, new in raw.get("carried", ()))
    typed = raw.get("typed")
    if typed is not None and type(typed) not in (int, str):
        raise TypeError(typed)
    parent = number - 1 if number else None
    return Turn(number, parent, "", _text(raw["choice"]), carried if number else (), drawn, typed=typed)


def _answers(turns: Any) -> Iterator[str]:
    """A sentence where answers were left out."""
    missing = [number for number, each in enumerate(turns) if "typed" in each and each["typed"] is None]
    if missing:
        numbers = ", ".join(map(str, missing[:9])) + (" and others" if len(missing) > 9 else "")
        yield (
            f"What was typed is not in this transcript (choice {numbers}); "
            "the answer of a player who types nothing takes its place."
        )
    for number, each in enumerate(turns):
        if each.get("left_out"):
            count = len(each["left_out"])
            values = "1 value" if count == 1 else f"{count} values"
            yield f"The state carried over at choice {number} comes without {values} that may have been typed."


def _value(raw: Any) -> CellValue:
    if isinstance(raw, list):
        return tuple(_text(each) for each in raw)
    if raw is not None and type(raw) not in (int, bool, str):
        raise TypeError(raw)
    value: CellValue = raw
    return value


def _header(raw: Any) -> Header:
    story, title, version, fingerprint, profile = (
        _text(raw[name]) for name in ("story", "title", "version", "fingerprint", "profile")
    )
    return Header(story, title, version, fingerprint, profile, _seed(raw["seed"]), _text(raw["begun"]))


def _text(raw: Any) -> str:
    if type(raw) is not str:
        raise TypeError(raw)
    return raw


def _seed(raw: Any) -> int:
    if type(raw) is not int or abs(raw) > _LARGEST_SEED:
        raise TypeError(raw)
    return raw
