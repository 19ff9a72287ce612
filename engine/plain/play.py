"""A sitting in plain lines: library and threshold where somebody is there to be asked, then turn after turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from typing import TextIO

from engine.errors import ChoiceError, UserError
from engine.frozen import Frozen
from engine.plain import words
from engine.plain.jsonlines import as_json, error_json
from engine.record import Progress, SaveLine
from engine.session import COMMANDS, Page, Said, Session, SessionView, StoryCard, is_test, read_command
from engine.session.desk import Desk
from engine.session.settings import AFTER, BECAUSE
from engine.session.view import Arrival
from engine.session.watched import Watch

_PROMPT = "> "
COMMAND = "/"
"""How a command begins while a question is asked; elsewhere it may."""

INTERRUPTED = 130
"""Exit code after Ctrl+C, as shells have it."""


class Start(Frozen):
    """What the command line asked for: "" and None where it asked for nothing."""

    story: str = ""
    profile: str = ""
    resume: str = ""
    seed: int | None = None
    offer: str = ""


class _Leave(Exception):
    """The player leaves, or the input has ended."""


class Plain:
    """One sitting. `asks` says whether somebody sits there: without, nothing is asked before the first turn.

    `screen` says that the other face can be turned to; a session that is to go on there is `handed` over, still open.
    """

    def __init__(
        self,
        desk: Desk,
        lines: TextIO,
        out: TextIO,
        *,
        asks: bool,
        json: bool = False,
        width: int = 0,
        progress: Progress | None = None,
        watch: Watch | None = None,
        screen: bool = False,
    ) -> None:
        self._desk = desk
        self._lines = lines
        self._out = out
        self._asks = asks
        self._json = json
        self._width = width
        self._progress = progress
        self._watch = watch
        self._screen = screen
        self.handed: Session | None = None

    def play(self, start: Start, session: Session | None = None) -> int:
        """Play until the input ends or the player quits: 0, or 130 after Ctrl+C. UserErrors of the start go up.

        A `session` that is given is gone on with, and nothing is asked before.
        """
        try:
            session = session or self._begin(start)
        except _Leave:
            return 0
        if self._progress is not None:
            session.watch(self._progress)
        with ExitStack() as leaving:
            leaving.callback(session.close)
            try:
                self._show(session.view, session)
                while True:
                    session = self._answered(session, self._ask())
            except _Leave:
                if self.handed is None:
                    self._farewell(session)
                else:
                    leaving.pop_all()
            except KeyboardInterrupt:
                self._out.write("\n")
                self._farewell(session)
                return INTERRUPTED
        return 0

    # -- beginnings ----------------------------------------------------------------------------------------------

    def _begin(self, start: Start) -> Session:
        if start.resume:
            return self._go_on(start.resume, start.offer)
        card = self._card(start.story)
        if self._asks and not start.profile:
            saved = self._offer_saves(card)
            if saved is not None:
                return saved
        if not self._json:
            self._say(words.threshold(card))
        profile = start.profile or self._profile(card)
        return self._desk.begin(card.id, profile, start.seed if self._asks or start.seed is not None else 0)

    def _card(self, story: str) -> StoryCard:
        cards = self._desk.stories()
        if story:
            return next(card for card in cards if card.id == story)
        if len(cards) == 1 or not self._asks:
            return cards[0]
        return cards[self._pick("Which story?", [f"{card.title}. {card.about}" for card in cards])]

    def _offer_saves(self, card: StoryCard) -> Session | None:
        saves = [each for each in self._desk.saves(card.id) if each.header is not None]
        if not saves:
            return None
        shown = saves[:9]
        chosen = self._pick(
            f"{card.title}.", ["Begin anew.", *(f"Go on with {self._save_line(each, card)}" for each in shown)]
        )
        return None if chosen == 0 else self._resume(shown[chosen - 1])

    def _resume(self, save: SaveLine) -> Session | None:
        try:
            return self._go_on(save.name)
        except UserError as error:
            self._say([str(error)])
            return None

    def _go_on(self, save: str, offer: str = "") -> Session:
        """Go on with a save. Where the story has changed and somebody is there, he is told how and asked where."""
        changed = self._desk.changed(save) if self._asks and not offer else None
        if changed is not None and len(changed.offers) > 1:
            self._say(changed.told)
            words_of = [each for _, each in changed.offers]
            offer = changed.offers[self._pick("Where do you want to go on?", words_of)][0]
        return self._desk.resume(save, offer)

    def _save_line(self, save: SaveLine, card: StoryCard) -> str:
        profile = save.header.profile if save.header else ""
        man = next((each.name for each in card.profiles if each.id == profile), profile)
        state = "ended" if save.ending else save.stands or f"{save.turns} turns"
        return f"{man}: {state}. Last played {save.last_played} ({save.name})."

    def _profile(self, card: StoryCard) -> str:
        if not self._asks or len(card.profiles) == 1:
            return card.profiles[0].id
        self._say(["With whom?", *words.people(card)])
        return card.profiles[self._number(len(card.profiles))].id

    def _pick(self, question: str, options: Sequence[str]) -> int:
        self._say([question, *words.numbered(options)])
        return self._number(len(options))

    def _number(self, count: int) -> int:
        """An index from 0, asked until it is right."""
        while True:
            answer = self._ask()
            if answer in ("q", "quit"):
                raise _Leave
            if answer.isdecimal() and 1 <= int(answer) <= count:
                return int(answer) - 1
            self._say([f"Type a number from 1 to {count}, or quit."])

    # -- turns ---------------------------------------------------------------------------------------------------

    def _ask(self) -> str:
        if not self._json:
            self._out.write(_PROMPT)
        self._out.flush()
        line = self._lines.readline()
        if not line:
            if not self._json:
                self._out.write("\n")
            raise _Leave
        if not self._asks and not self._json:
            self._out.write("\n")
        return " ".join(line.replace("\x00", " ").split())

    def _answered(self, session: Session, answer: str) -> Session:
        """Do what a line says; the session to go on with, which is another where an author has changed the story."""
        watched = None if self._watch is None else self._watch.command(session, answer.removeprefix(COMMAND))
        if watched is None:
            self._answer(session, answer)
            return session
        self._say((*watched.wrong, *watched.told))
        if watched.again:
            self._show(watched.session.view)
        return watched.session

    def _answer(self, session: Session, answer: str) -> None:
        """Do what a line says. Where a question is asked, only a line that begins with / is a command."""
        if session.view.asked is not None and not answer.startswith(COMMAND):
            self._reply(session, answer)
        else:
            self._do(session, answer.removeprefix(COMMAND))

    def _reply(self, session: Session, answer: str) -> None:
        try:
            self._turn(session, lambda: session.answer(answer))
        except ChoiceError as error:
            self._wrong(f"{error} {words.COMMANDS_WHILE_ASKED}")

    def _do(self, session: Session, answer: str) -> None:
        if answer.isdecimal():
            self._choose(session, answer)
        else:
            found = read_command(answer)
            if isinstance(found, Said):
                self._command(session, found)
            else:
                self._wrong(_meanings(answer, found, session.view))

    def _choose(self, session: Session, answer: str) -> None:
        try:
            self._turn(session, lambda: session.choose(int(answer[:9])))
        except ChoiceError as error:
            self._wrong(str(error))

    def _command(self, session: Session, said: Said) -> None:
        """Do a command; leaving and the reader's settings, which outlive a session, are not the session's."""
        try:
            match said.command.name:
                case "quit":
                    raise _Leave
                case "settings" if said.words:
                    self._settings(session, said.words)
                case "transcript":
                    self._transcript(session)
                case "face":
                    self._face(session)
                case "again":
                    self._show(session.view, session)
                case "back":
                    self._show(session.back(), session)
                case "go":
                    self._show(session.go(said.words), session)
                case "why" if self._json and is_test(said.words):
                    self._out.write(as_json("tested", session.tested(said.words)) + "\n")
                case name:
                    self._show_page(session.page(name, said.words))
        except ChoiceError as error:
            self._wrong(str(error))

    def _transcript(self, session: Session) -> None:
        try:
            path = self._desk.keep_transcript(session.view.save, session.transcript())
        except UserError as error:
            self._wrong(str(error))
        else:
            self._wrong(f"All that you have read is written to {path}.")

    def _face(self, session: Session) -> None:
        """Leave for the screen, with the session open."""
        if not self._screen:
            self._wrong("There is no screen here.")
        else:
            self.handed = session
            raise _Leave

    def _settings(self, session: Session, word: str) -> None:
        told = word.removeprefix("because ")
        if word in ("short", "full"):
            self._keep(safe=word == "short")
            self._show(session.set_safe(word == "short"))
        elif word != told and told in BECAUSE:
            self._keep(because=told)
            session.settings = session.settings.replace(because=told)
            self._show_page(session.page("settings"))
        else:
            self._wrong(f"Say settings short, settings full, or settings because {', '.join(BECAUSE)}.")

    def _keep(self, **changed: object) -> None:
        self._desk.save_settings(self._desk.settings().replace(**changed))

    # -- output --------------------------------------------------------------------------------------------------

    def _turn(self, session: Session, step: Callable[[], SessionView]) -> None:
        """Make a step and show what came of it; what is told after the fact comes first."""
        left = session.view.turn.id
        view = step()
        if session.settings.because == AFTER and not self._json:
            self._say(_sentences(session.arrived(left)))
        self._show(view, session)

    def _show(self, view: SessionView, session: Session | None = None) -> None:
        """Show a turn; of a `session` with what it owes to an earlier choice, which is asked once it can be read."""
        if self._json:
            self._out.write(as_json("turn", view) + "\n")
            arrival = session and session.arrival()
            if arrival:
                self._out.write(as_json("because", arrival) + "\n")
        else:
            self._say(words.turn(view, lambda: self._arriving(session)))

    def _arriving(self, session: Session | None) -> tuple[str, ...]:
        """The line that a page may end with."""
        self._out.flush()
        found = session.arrival() if session else None
        return _sentences(found) if session and session.settings.because != AFTER else ()

    def _show_page(self, page: Page) -> None:
        if self._json:
            self._out.write(as_json("page", page) + "\n")
        else:
            self._say(words.page(page))

    def _wrong(self, sentence: str) -> None:
        if self._json:
            self._out.write(error_json(sentence) + "\n")
        else:
            self._say([sentence])

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            for piece in words.wrapped(line, self._width):
                self._out.write(piece + "\n")

    def _farewell(self, session: Session) -> None:
        if self._json:
            return
        save = session.view.save
        self._say([f'Saved as "{save}".' if save else "This play-through was not saved."])


def _sentences(arrival: Arrival | None) -> tuple[str, ...]:
    return () if arrival is None else (arrival.sentence,)


def _meanings(answer: str, names: tuple[str, ...], view: SessionView) -> str:
    """What a word that is no command might have been, and what can be said."""
    if names:
        return f'"{answer}" may mean {" or ".join(names)}.'
    count = len(view.choices)
    known = ", ".join(each.name for each in COMMANDS)
    if view.asked is not None:
        return f"{view.asked.valid} After / one of these words: {known}."
    numbers = f"a number from 1 to {count}, or " if count > 1 else "1, or " if count else ""
    return f"Type {numbers}one of these words: {known}."
