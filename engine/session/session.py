"""One sitting with one play-through: every choice goes through here, into the record and onto the disk."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from engine.errors import ChoiceError, SaveError
from engine.frozen import Frozen
from engine.machine import Change, Machine, Run
from engine.program.answers import read_answer
from engine.program.layout import PLACE, CellValue
from engine.record import (
    Entry,
    Header,
    Journal,
    Progress,
    Record,
    Snapshot,
    Stand,
    Transplanted,
    Turn,
    again,
    carrying,
    moved,
    transplanted,
    turn_from,
)
from engine.record.fitting import Carried
from engine.record.moving import STATE, Moved
from engine.session import marks
from engine.session.answers import Answers, Now
from engine.session.arriving import QUIET
from engine.session.lives import Lives
from engine.session.marks import Made
from engine.session.moving import SAVE, WRITING, moved_words
from engine.session.retelling import retell
from engine.session.settings import NONE, Settings
from engine.session.shown import Shown
from engine.session.told import Told
from engine.session.transcript import transcript_of
from engine.session.view import (
    Arrival,
    BranchLine,
    Compared,
    FoundLine,
    MapPlace,
    Page,
    Section,
    SessionView,
    TimelineTurn,
    TurnView,
)
from engine.session.whither import turn_meant
from engine.session.writing import Backlog

KEPT_TURNS = 50
"""Turns whose words are kept at hand."""

_MARKS: dict[str, Callable[[Record, str], Made]] = {
    "name": marks.named,
    "note": marks.noted,
    "remove branch": marks.removed,
    "restore branch": marks.restored,
}


class Session:
    """A play-through under way. Make one with `begin` or `resume`.

    A journal that cannot be written stops nothing: the view carries a warning, what was not written is kept and tried
    again with the next turn.
    """

    def __init__(self, machine: Machine, record: Record, journal: Journal | None, settings: Settings, run: Run) -> None:
        self.settings = settings
        self.record = record
        self.machine = machine
        self._backlog = Backlog(journal)
        self._shown = Shown(machine)
        self._answers = Answers(machine, self._shown)
        self._run = run
        self._turns: deque[TurnView] = deque(maxlen=KEPT_TURNS)
        self._warnings: list[str] = []
        self._arrived: dict[int, Arrival | None] = {}
        self._view: SessionView | None = None
        self.told_of_moving = ""

    # -- beginnings ----------------------------------------------------------------------------------------------

    @classmethod
    def begin(cls, machine: Machine, header: Header, journal: Journal | None, settings: Settings) -> Session:
        """A new play-through, its opening played and written."""
        forced = {(stream, count): outcome for stream, count, outcome in header.forced}
        run = machine.begin(header.seed, header.profile, forced=forced, safe=settings.safe)
        session = cls(machine, Record(header), journal, settings, run)
        session._take(None, "", "", "")
        return session

    @classmethod
    def resume(
        cls, machine: Machine, record: Record, journal: Journal | None, settings: Settings, *, warning: str = ""
    ) -> Session:
        """Go on where the record stands. The record must be of this very program.

        Cost: a snapshot, what was written since, and fifty turns played again.
        """
        if record.standing is None:
            raise SaveError("this save holds no turn")
        run = machine.run_from(record.header.seed, machine.first_cells(machine.profile(record.header.profile)))
        session = cls(machine, record, journal, settings, run)
        session._stand()
        if warning:
            session.warn(warning)
        return session

    @classmethod
    def moved(
        cls,
        machine: Machine,
        old: Record,
        header: Header,
        journal: Journal | None,
        settings: Settings,
        *,
        found: Moved | None = None,
        offer: str = "",
        of: str = SAVE,
    ) -> Session:
        """The play-through `old` played again by its ids in a changed story, with all its branches, under `header`.

        `found` is what `moved` has found for it; `offer` the kind of one of its offers, else the first is taken.
        `of` says what `old` is: a save, a transcript, or a play of a story that is being written. What has become of
        it is a warning of the view; of the last it is in `told_of_moving` alone, for it comes with every change.
        """
        path = old.path()
        if not path:
            raise SaveError("this save holds no turn")
        found = found or moved(machine, old)
        made = transplanted(machine, old, header, safe=settings.safe)
        run = machine.run_from(header.seed, machine.first_cells(machine.profile(header.profile)))
        session = cls(machine, Record(header, made.entries), journal, settings, run)
        trouble = session._backlog.write(made.entries)
        session._go_on(path, made, found, offer)
        session.told_of_moving = " ".join(moved_words(found.moving, machine.program, made, of=of))
        for sentence in filter(None, (trouble, "" if of == WRITING else session.told_of_moving)):
            session.warn(sentence)
        return session

    def _go_on(self, path: Sequence[Turn], made: Transplanted, found: Moved, offer: str) -> None:
        """Stand where an offer says."""
        taken = next((each for each in found.moving.offers if each.kind == offer), found.moving.offers[0])
        turn = made.turns[path[taken.place].id]
        if turn != self._standing:
            self._write([Stand(turn)])
        self._stand()
        if taken.kind == STATE and found.state is not None:
            self.carry(found.state)

    def carry(self, writes: Carried) -> None:
        """Write values that come from elsewhere as a turn of its own, which no choice made."""
        block = str(self._run.cells[PLACE])
        again(self._run, carrying(0, 0, block, writes))
        self._take(self.record.standing, block, "", "")

    # -- play ----------------------------------------------------------------------------------------------------

    @property
    def view(self) -> SessionView:
        """What is to be seen now; worked out once a turn."""
        if self._view is None:
            self._view = self._made_view()
        return self._view

    def choose(self, number: int) -> SessionView:
        """Take the choice `number`, from 1. Raises ChoiceError in words, changing nothing."""
        choices = self.view.choices
        if self.view.asked is not None:
            raise ChoiceError(self.view.asked.valid)
        if not 1 <= number <= len(choices):
            raise ChoiceError(_numbers(len(choices)))
        chosen = choices[number - 1]
        if chosen.reason is not None:
            raise ChoiceError(f"That is closed. {chosen.reason}")
        self._step(chosen.id)
        return self.view

    def answer(self, typed: int | str) -> SessionView:
        """Answer what is asked with a line as `typed`. Raises ChoiceError in words, changing nothing."""
        asked = self._run.asked
        if asked is None:
            raise ChoiceError("Nothing is asked here.")
        self._step(asked.id, typed)
        return self.view

    def _step(self, choice: str, typed: int | str | None = None) -> None:
        """Take a choice, or answer the question `choice` with what was typed, now or when it was recorded."""
        run, block = self._run, str(self._run.cells[PLACE])
        self._as_before(choice)
        label = next((label for id_, _, label in run.change.offers if id_ == choice), "")
        if typed is None:
            run.choose(choice)
        else:
            typed = self._valid(choice, typed)
            label = self._shown.answered(choice, typed, run.cells)
            run.answer(choice, typed)
        self._take(self.record.standing, block, choice, label, typed)

    def _as_before(self, choice: str) -> None:
        """Where the same was chosen here before, chance gives what it gave then."""
        turns = (self.record.turns[each] for each in self.record.children.get(self._standing, ()))
        before = next((each for each in turns if each.choice == choice), None)
        if before is not None and before.drawn:
            known = {(stream, count): outcome for stream, count, outcome in before.drawn}
            self._run.forced = {**self._run.forced, **known}

    def _valid(self, ask: str, typed: int | str) -> int | str:
        asked = self._run.asked
        if asked is None or asked.id != ask:
            raise ChoiceError("That is not asked here.")
        return read_answer(asked, typed)

    def _take(self, parent: int | None, block: str, choice: str, label: str, typed: int | str | None = None) -> None:
        """Record, write and show the step that the run has just made."""
        change, layout = self._run.change, self.machine.layout
        turn = turn_from(self.record.next_id, parent, block, choice, change, layout, typed)
        self._warnings.clear()
        entries: list[Entry] = [turn]
        self.record.add(turn)
        if self.record.wants_snapshot(len(self._run.cells)):
            entries.append(Snapshot(turn.id, self.machine.values(self._run.cells)))
            self.record.add(entries[1])
        self._note(self._backlog.write(entries))
        self._show(turn, label, change)

    def _show(self, turn: Turn, label: str, change: Change) -> None:
        answered = turn.typed is not None
        self._turns.append(self._shown.turn(turn.id, label, change, self._run.cells, self._warnings, answered=answered))
        self._view = None

    def back(self) -> SessionView:
        """Go back one choice; nothing is erased. Raises ChoiceError at the first."""
        path = self.record.last(2)
        if len(path) < 2:
            raise ChoiceError("There is no earlier choice to go back to.")
        for name, old, _, _ in reversed(path[1].wrote):
            self._run.cells[self.machine.layout.slots[name]] = old
        self._turns.pop()
        self._write([Stand(path[0].id)])
        if self._turns:
            self._resettle()
        else:
            self._stand()
        return self._warned()

    def go(self, words: str) -> SessionView:
        """Go where `words` say: a choice of this path, a branch, a note. Raises ChoiceError in words, changing nothing.

        Cost: fifty turns played again, wherever they stand.
        """
        turn = turn_meant(self.record, words)
        self._write([Stand(turn)])
        self._stand()
        return self._warned()

    @property
    def _standing(self) -> int:
        assert self.record.standing is not None
        return self.record.standing

    def _write(self, entries: Sequence[Entry]) -> None:
        """Record and write down what is no choice."""
        self._warnings.clear()
        for each in entries:
            self.record.add(each)
        self._note(self._backlog.write(entries))

    def _warned(self) -> SessionView:
        """The view, with what went wrong on the way to it."""
        for sentence in tuple(self._warnings):
            self.warn(sentence)
        return self.view

    def _stand(self) -> None:
        """Make the run and the words at hand those of where the record stands."""
        told = self.record.last(KEPT_TURNS)
        self._run, views = retell(self.machine, self._shown, self.record, told, safe=self.settings.safe)
        self._turns.clear()
        self._turns.extend(views)
        self._resettle()

    def _resettle(self) -> None:
        """A run that stands at the present cells; draws of the last turn give what they gave."""
        known = (*self.record.header.forced, *(drawn for turn in self.record.last(1) for drawn in turn.drawn))
        forced = {(stream, count): outcome for stream, count, outcome in known}
        self._run = self.machine.run_from(
            self.record.header.seed, self._run.cells, forced=forced, safe=self.settings.safe
        )
        self._view = None

    def set_safe(self, safe: bool) -> SessionView:
        """Ask for short versions, or for all passages in full; all that is still at hand is told again."""
        self.settings = self.settings.replace(safe=safe)
        self._stand()
        return self.view

    # -- warnings and leaving ------------------------------------------------------------------------------------

    def _note(self, sentence: str) -> None:
        """A warning for the turn that is about to be shown; "" is none."""
        if sentence:
            self._warnings.append(sentence)

    def warn(self, sentence: str) -> None:
        """Show a warning of the engine's own with the present turn."""
        self._warnings.append(sentence)
        last = self._turns.pop()
        self._turns.append(last.replace(warnings=(*last.warnings, sentence)))
        self._view = None

    def close(self) -> None:
        """Let go of the save."""
        self._backlog.close()

    # -- showing -------------------------------------------------------------------------------------------------

    @property
    def cells(self) -> list[CellValue]:
        """The values where the session stands; not to be written to."""
        return self._run.cells

    def history(self) -> tuple[TurnView, ...]:
        """The last turns of the present path, at most fifty, oldest first."""
        return tuple(self._turns)

    def why(self, of: str = "") -> Page:
        """Why something is so: of a choice by its number, of what a status line names, or of all that stands here."""
        return self.page("why", of)

    def tested(self, of: str = "") -> Frozen:
        """What comes of what `of` asks about when its causes are taken back, as plain data; `page` says it in words."""
        return self._answers.tested(self._now(), of)

    def watch(self, progress: Progress) -> None:
        """Tell `progress` of long searches."""
        self._answers.progress = progress

    def page(self, name: str, words: str = "") -> Page:
        """The answer to a command, and to the words after it. KeyError for a name that is no page.

        Raises ChoiceError in words, changing nothing, where the words mean nothing here.
        """
        if name in _MARKS:
            return self._marked(name, _MARKS[name], words)
        return self._answers.page(self._now(), name, words)

    def _now(self) -> Now:
        return Now(self.record, self._run.cells, self.view, self.settings)

    def _marked(self, name: str, make: Callable[[Record, str], Made], words: str) -> Page:
        """Write a name, a note or a removal down, and say so."""
        entries, sentence = make(self.record, words)
        self._write(entries)
        trouble = tuple(self._warnings)
        return Page(name.capitalize(), (Section("", (sentence, *trouble)),))

    def lives(self, profile: str) -> Lives:
        """The present path beside the same decisions made by another man. Raises ChoiceError in words."""
        return self._answers.lives(self._now(), profile)

    def arrival(self) -> Arrival | None:
        """The earlier choice that decided what the present turn says; None where none did, or none is to be told.

        Asked after the turn has been shown, for it costs some ms; the same turn gives the same answer again.
        """
        if self.settings.because == NONE:
            return None
        turn = self._standing
        if turn not in self._arrived:
            lately = [each.number for each in list(self._arrived.values())[-QUIET:] if each]
            self._arrived[turn] = self._answers.arrival(self._now(), lately)
            for old in list(self._arrived)[:-KEPT_TURNS]:
                del self._arrived[old]
        return self._arrived[turn]

    def arrived(self, turn: int) -> Arrival | None:
        """What `arrival` said of a turn when it was the present one; None if it was not asked."""
        return self._arrived.get(turn)

    def timeline(self) -> tuple[TimelineTurn, ...]:
        """The record by day. Linear in the path."""
        return self._answers.timeline(self._now())

    def places(self) -> tuple[MapPlace, ...]:
        """The map to be drawn; empty where the story has none."""
        return self._answers.places(self._now())

    def found(self, words: str) -> tuple[FoundLine, ...]:
        """Where `words` stand in what was read on this path, the latest first; plays the path again."""
        return self._answers.found(self._now(), words)

    def tree(self) -> tuple[BranchLine, ...]:
        """The branches that are there, by number."""
        return self._answers.tree(self._now())

    def compared(self, words: str) -> Compared | None:
        """This path and a branch, from where they part; None where nothing parts them. Raises ChoiceError."""
        return self._answers.compared(self._now(), words)

    def told(self, *, causes: bool = False, sources: bool = False, typed: bool = False) -> Told:
        """The whole present path, played again from its start. Linear in its length; causes cost a few ms a turn.

        What the player `typed` is left out unless asked for.
        """
        return self._answers.told(self._now(), causes=causes, sources=sources, typed=typed)

    def transcript(self) -> str:
        """The whole present path as plain text, as both faces have shown it."""
        told = self.told(typed=True)
        return transcript_of([each.view for each in told.turns], told.ending)

    def _made_view(self) -> SessionView:
        run, cells = self._run, self._run.cells
        block = str(cells[PLACE])
        standing = self.record.last(1)
        ending = standing[0].ending if standing else None
        asked = run.asked
        program = self.machine.program
        return SessionView(
            program.title,
            self.machine.profile(self.record.header.profile).name,
            self._shown.now(cells),
            self._shown.where(cells),
            self._turns[-1],
            self._shown.question(block, cells) if block else "",
            self._shown.choices(run.change, cells) if asked is None else (),
            self._shown.status(cells),
            None if ending is None else self._shown.ending(ending, cells),
            len(self.record.last(2)) > 1,
            self._backlog.name,
            None if asked is None else self._shown.asked(asked),
        )


def _numbers(count: int) -> str:
    if count == 0:
        return "There is nothing to choose here."
    return "Only 1 can be chosen here." if count == 1 else f"Choose a number from 1 to {count}."
