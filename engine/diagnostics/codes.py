"""The one table of codes: for each its stage, severity, sentence, remedy and the smallest story that triggers it.

A code is three letters for the stage and three digits, and never changes its meaning:
YML reading YAML - KEY keys and shapes - VAL values - NAM names and ids - REF references - EXP expressions - TXT text -
TYP types - WLD documents, routes and crossings - FLO the flow of scenes - STO storylets - SCH the schedule -
REN renamed ids - ASK questions to the player - STY the story's own manners.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.diagnostics.table_asking import ASKING
from engine.diagnostics.table_meaning import MEANING
from engine.diagnostics.table_moving import MOVING
from engine.diagnostics.table_reading import READING
from engine.diagnostics.table_world import WORLD


@dataclass(frozen=True, slots=True)
class Rule:
    """A row. `template` takes named words; `remedy` is for a writer; `sample` triggers it ("" if it needs a file)."""

    code: str
    severity: str
    template: str
    remedy: str
    sample: str


def _table(*rows: tuple[str, str, str, str, str]) -> dict[str, Rule]:
    table = {row[0]: Rule(*row) for row in rows}
    if len(table) != len(rows):
        raise ValueError("a code stands twice in the table")
    return table


CODES = _table(*READING, *MEANING, *WORLD, *ASKING, *MOVING)
