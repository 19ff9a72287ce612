"""One scripted play on the stage: a run, what was chosen so far, and a record of it for whoever asks why."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import ChoiceError
from engine.expr import render
from engine.machine import Machine, Run
from engine.machine.scope import CellScope
from engine.program import PLACE
from engine.program.ids import DEALT
from engine.program.scripts import Script
from engine.record import Header, Record, turn_from
from engine.session.emphasis import strip

Deed = tuple[str, str | None]
"""What was done: the full id of a choice or question, and what was typed (None at a choice)."""


class Acting:
    """Plays `script` by hand. `deeds` are what was done so far; `said` is the last page as one line of text."""

    def __init__(self, machine: Machine, script: Script) -> None:
        self.machine = machine
        self.script = script
        self.deeds: list[Deed] = []
        forced = {(stream, count): outcome for stream, count, outcome in script.forced}
        self.run: Run = machine.begin_as(script.man, script.seed, clock=script.clock, forced=forced)
        header = Header(machine.program.id, "", "", "", script.man.id, script.seed, "", forced=script.forced)
        self.record = Record(header)
        self._note("", "", None)

    @property
    def block(self) -> str:
        """The block that waits for a choice; "" at the end."""
        return str(self.run.cells[PLACE])

    @property
    def said(self) -> str:
        """The passages of the last page, and the ending's, one blank between words, without marks of emphasis."""
        pieces = [text for _, text, _ in self.run.change.said]
        ending = next((each for each in self.machine.program.endings if each.id == self.run.change.ending), None)
        if ending is not None:
            scope = CellScope(self.machine.program, self.machine.layout, self.run.cells)
            texts = (ending.text, ending.next, ending.door)
            pieces += [ending.title, *(render(each, scope) for each in texts if each is not None)]
        return " ".join(" ".join(strip(each) for each in pieces).split())

    def meant(self, written: str) -> str:
        """The full id of the offer that `written` means here; "" for none."""
        offered = [offer[0] for offer in self.run.change.offers]
        return next(
            (each for each in offered if each == written or each.endswith((f".{written}", DEALT + written))), ""
        )

    def do(self, written: str, typed: str | None) -> str:
        """Choose or answer; "" when done, else why it cannot be, in words."""
        if typed is not None:
            if self.run.asked is None:
                return "nothing is asked here"
            return self._do(self.run.asked.id, typed)
        return self._do(self.meant(written), None) if self.meant(written) else f"it is not offered; {self.offered()}"

    def follow(self, deeds: Sequence[Deed]) -> bool:
        """Do all these; False at the first that cannot be done."""
        return all(not self._do(*deed) for deed in deeds)

    def _do(self, choice: str, typed: str | None) -> str:
        block = self.block
        try:
            if typed is None:
                self.run.choose(choice)
            else:
                self.run.answer(choice, typed)
        except ChoiceError as error:
            return f"{error}; {self.offered()}"
        self.deeds.append((choice, typed))
        self._note(block, choice, typed)
        return ""

    def _note(self, block: str, choice: str, typed: str | None) -> None:
        parent = self.record.standing
        turn = turn_from(self.record.next_id, parent, block, choice, self.run.change, self.machine.layout, typed)
        self.record.add(turn)

    def offered(self) -> str:
        """What can be chosen here, in words."""
        offers = self.run.change.offers
        if not offers:
            return (
                f'the play is over, at the ending "{self.run.change.ending}"'
                if self.run.change.ending
                else "it is over"
            )
        told = [choice if is_open else f"{choice} (closed)" for choice, is_open, _ in offers]
        return f"here there is {', '.join(told)}"
