"""Causes as sentences in the story's own words, nearest first.

In: a past and causes of it. Out: sentences. "Because" stands only before what was found to be decisive, by itself or
together with others; a variable that the story hides is looked through to what is behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from engine.expr import spoken
from engine.machine import Machine
from engine.program import CLOCK, HERE
from engine.program.ids import statement_owner
from engine.record.causes import START, Cause, Past
from engine.session.shown import Shown

NOTHING_DECIDED = "Nothing that was done decided this; the story has it so."
_DEEPEST_TOLD = 5
_LEADS = {"start": "From the start:", "chance": "By chance:", "author": "Set by the author:"}


class Clauses:
    """Says the causes of one story."""

    def __init__(self, machine: Machine, shown: Shown) -> None:
        self._layout = machine.layout
        self._shown = shown

    def told(self, past: Past, causes: Sequence[Cause]) -> tuple[str, ...]:
        """Chains as sentences, nearest first; each sentence once."""
        lines = [line for each in causes if each.how != "touched" for line in self._chain(past, each, 0)]
        return tuple(dict.fromkeys(lines)) or (NOTHING_DECIDED,)

    def _chain(self, past: Past, cause: Cause, depth: int) -> Iterator[str]:
        said = self.clause(past, cause)
        behind = [each for each in cause.because if each.how != "touched"]
        if said:
            lead = "That" if depth else "Because"
            lead = f"{lead}, because" if depth else lead
            lead = f"{lead.rstrip(',')}, with the rest," if cause.how == "together" else lead
            lead = _LEADS.get(cause.kind, lead)
            yield f"{lead} {said}{self.when(past, cause)}."
        if depth < _DEEPEST_TOLD:
            for each in behind:
                yield from self._chain(past, each, depth + bool(said))

    def clause(self, past: Past, cause: Cause) -> str:
        """What the cause was, as a clause; "" for what the story has no words for."""
        if cause.kind == "chance":
            stream = cause.statement.rpartition(".")[2].replace("_", " ")
            return f"{stream}, {spoken.plain(cause.new).replace('_', ' ')}"
        if cause.kind == "remembered":
            return str(cause.new).rstrip(".")
        remembered = self.remembered(past, cause)
        if remembered:
            return remembered
        if cause.place != START and statement_owner(cause.statement) in (cause.choice, ""):
            label = self._shown.label(past.path[cause.place], past.cells(cause.place, 0)) if cause.choice else ""
            return f"you chose \u201c{label.rstrip('.')}\u201d" if label else ""
        return self.became(cause)

    def remembered(self, past: Past, cause: Cause) -> str:
        """What the story will remember of the choice that a cause is; "" where it said nothing."""
        if cause.place == START:
            return ""
        owner = statement_owner(cause.statement) or cause.choice
        remembered = past.path[cause.place].remembered
        return next((text.rstrip(".") for statement, text in remembered if statement == f"{owner}:remember"), "")

    def became(self, cause: Cause) -> str:
        """What a write made of a variable, in the words the story has for it."""
        if cause.cell == "@clock":
            return "so much time had gone by"
        variable = self._layout.variables.get(cause.cell)
        if variable is None or variable.hidden or variable.local:
            return ""
        value = self._shown.value(variable, cause.new, "")
        if variable.kind == "flag" and not variable.name.endswith(".held"):
            return value if variable.names else ""
        return f"{variable.title}: {value}" if variable.title else ""

    def when(self, past: Past, cause: Cause) -> str:
        """When it happened, in brackets: " (Tuesday 20 September, 20:30, choice 3)"; "" of the start."""
        if cause.place == START:
            return ""
        cells = past.cells(cause.place, 0)
        when = self._shown.when(cast(int, cells[CLOCK]), cast(str, cells[HERE]))
        opening = "an earlier version of the story" if cause.place else "the opening"
        number = f"choice {cause.place}" if cause.choice else opening
        return f" ({when}, {number})" if when else f" ({number})"
