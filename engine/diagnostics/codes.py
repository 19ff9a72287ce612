"""The one table of codes: for each its stage, severity, sentence, remedy and the smallest story that triggers it.

A code is three letters for the stage and three digits, and never changes its meaning. The rows stand one file a stage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.diagnostics.table_asking import ASKING
from engine.diagnostics.table_expressions import EXPRESSIONS
from engine.diagnostics.table_facts import FACTS
from engine.diagnostics.table_flow import FLOW
from engine.diagnostics.table_keys import KEYS
from engine.diagnostics.table_logic import LOGIC
from engine.diagnostics.table_manners import MANNERS
from engine.diagnostics.table_measures import MEASURING
from engine.diagnostics.table_moving import MOVING
from engine.diagnostics.table_names import NAMES
from engine.diagnostics.table_reading import READING
from engine.diagnostics.table_references import REFERENCES
from engine.diagnostics.table_text import TEXT
from engine.diagnostics.table_types import TYPES
from engine.diagnostics.table_use import USE
from engine.diagnostics.table_values import VALUES
from engine.diagnostics.table_world import WORLD

STAGES = {
    "YML": "reading YAML",
    "KEY": "keys and shapes",
    "VAL": "values",
    "NAM": "names and ids",
    "REF": "references",
    "EXP": "conditions and values",
    "TYP": "kinds of values",
    "WLD": "documents, routes and crossings",
    "ASK": "questions to the player",
    "STO": "storylets",
    "SCH": "the schedule",
    "FLO": "the flow of scenes",
    "REN": "renamed ids",
    "LOG": "conditions that never change",
    "USE": "what is declared and not used",
    "TXT": "what the reader is shown",
    "FCT": "facts and what rests on them",
    "STY": "the story's own manners",
    "MEA": "policies and measures",
}
"""What the letters of a code stand for, in the order in which a story is read."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row. `template` takes named words; `remedy` is for a writer; `sample` triggers it ("" if it needs a file)."""

    code: str
    severity: str
    template: str
    remedy: str
    sample: str

    @property
    def stage(self) -> str:
        """What stage of reading a story the code belongs to, in words."""
        return STAGES[self.code[:3]]

    @property
    def spoken(self) -> str:
        """The template with its blanks as dots: no value stands in them here."""
        return re.sub(r"\{\w+\}", "...", self.template).replace("{{", "{").replace("}}", "}")

    def as_json(self) -> dict[str, str]:
        """Plain mapping for `--json`; keys are stable."""
        return {
            "code": self.code,
            "stage": self.stage,
            "severity": self.severity,
            "message": self.spoken,
            "remedy": self.remedy,
            "sample": self.sample,
        }


def _table(*rows: tuple[str, str, str, str, str]) -> dict[str, Rule]:
    table = {row[0]: Rule(*row) for row in rows}
    if len(table) != len(rows):
        raise ValueError("a code stands twice in the table")
    return table


CODES = _table(
    *READING,
    *KEYS,
    *VALUES,
    *NAMES,
    *REFERENCES,
    *EXPRESSIONS,
    *TYPES,
    *WORLD,
    *ASKING,
    *MOVING,
    *FLOW,
    *LOGIC,
    *USE,
    *TEXT,
    *FACTS,
    *MANNERS,
    *MEASURING,
)
