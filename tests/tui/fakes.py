"""A desk and a session with canned views, to show the screens without a compiler, a machine or a disk.

The story is a ring of four turns and an ending; `POISON` wraps every word of it in what a markup parser would eat.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from engine.errors import ChoiceError, SaveError
from engine.record import Header, SaveLine
from engine.session import (
    ChoiceView,
    EndingView,
    Page,
    PassageView,
    ProfileCard,
    Section,
    SessionView,
    Settings,
    StatusLine,
    StoryCard,
    TurnView,
)
from engine.session.transcript import transcript_of
from engine.session.view import BranchLine, FoundLine, TimelineTurn

POISON = "[/] [sealed] [@click=app.quit]x[/] {{ \\ a\tb 東京 e\u0301 שלום مرحبا z\u200bw [bold]!"

QUEUE = (
    "The bakery under the hotel opens at six, and by a quarter past there is no bread. You stand with the others where "
    "the road bends and the lights of the post begin, and nobody says how long. A woman in a ski jacket keeps a list "
    "in a school exercise book; you are four hundred and twelve.",
    "Somebody has a radio. \x0ePartial\x0f, the voice says, and says it again, as if the word were a kind of weather. "
    "The man in front of you folds his summons into a paper boat and sets it on the bonnet of his car.",
    "“You have a bicycle?” asks the boy who sells tea. “On foot they will not let you. On a bicycle they will.”",
)
ROOM = (
    "The notice is on the table under the sugar bowl, where your mother put it so that it would not blow away.",
    "You read it standing up.",
)


def _choice(number: int, label: str, cost: str = "", reason: str | None = None) -> ChoiceView:
    return ChoiceView(number, f"choice-{number}", label, cost, reason)


CHOICES = (
    (
        _choice(1, "Buy the bicycle from the boy.", "25,000 roubles"),
        _choice(2, "Wait with the others until the list moves.", "6 hours"),
        _choice(3, "Fly to Yerevan", reason="No seats before the fifth."),
        _choice(4, "Call Lena, though it is four in the morning in Moscow and she has asked you not to call at night."),
    ),
    (_choice(1, "Sign for it."), _choice(2, "Leave it where it lies.", "10 minutes")),
    (_choice(1, "Say nothing."), _choice(2, "Tell him about the summons.")),
)
STATUS = (
    StatusLine("Money", "41,000 roubles"),
    StatusLine("Body", "not slept since Friday"),
    StatusLine("In hand", "foreign passport, military ID, a summons for 27 September"),
    StatusLine("With you", "the boy who sells tea"),
)
CARD = StoryCard(
    "border-formalities",
    "Border Formalities",
    "0.1.0",
    ("The Border Formalities authors",),
    "In the last days of September 2022 some hundreds of thousands of men left Russia by road, by air and on foot. "
    "This is the way of three of them, as far as it can be known.",
    (
        "On the twenty-first, at nine in the morning, the president spoke for fourteen minutes.",
        "You had been awake since six.",
    ),
    (
        "The war against Ukraine is spoken of throughout; no battle is shown.",
        "Officials shout at and threaten people.",
    ),
    (
        ProfileCard(
            "ilya",
            "Ilya",
            "Ilya, 29, Moscow",
            "He writes code for a bank.",
            "A foreign passport, and savings for two months.",
            "Anyone abroad.",
        ),
        ProfileCard(
            "sanan",
            "Sanan",
            "Sanan, 34, Ulan-Ude",
            "He drives a lorry.",
            "A car, and a brother in Darkhan.",
            "A foreign passport.",
        ),
    ),
)
ENDING = EndingView(
    "tbilisi",
    "Tbilisi",
    ("The barrier goes up for a lorry of melons and you walk behind it.", "On the other side it is an hour later."),
    (
        Section("What happened next", ("The post at Upper Lars stayed open through the winter.",)),
        Section("The other man's door", ("Sanan turned round at Kyakhta and drove home to get the papers.",)),
        Section("To think about", ("What did you sign?", "Who was not told?", "What would have been enough?")),
    ),
)


@dataclass(frozen=True)
class Words:
    """What is done to every word before it is shown: nothing, or poison around it."""

    wrap: Callable[[str], str] = str

    def all(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.wrap(text) for text in texts)


def poisoned() -> Words:
    """Words that a markup parser would eat or choke on."""
    return Words(lambda text: f"{text} {POISON}")


def _turn(id_: int, chosen: str, words: Words) -> TurnView:
    stands = id_ % len(CHOICES)
    paragraphs = (QUEUE, ROOM, QUEUE[::-1])[stands]
    heading = ("Tuesday 27 September, 14:00. The tail of the queue.", "Wednesday. A room.", "")[stands]
    passage = PassageView(f"scene-{stands}", words.wrap(heading) if heading else "", words.all(paragraphs), (), "")
    changed = ("Money: 41,000 roubles left.",) if id_ else ()
    return TurnView(id_, words.wrap(chosen) if chosen else "", (passage,), words.all(changed), ())


class FakeSession:
    """Turns in a ring; the ending after `turns_to_end` choices. Back forgets the last turn."""

    def __init__(self, words: Words | None = None, turns_to_end: int = 6, settings: Settings | None = None) -> None:
        self.words = words or Words()
        self.turns_to_end = turns_to_end
        self.settings = settings or Settings()
        self.turns = [_turn(0, "", self.words)]
        self.closed = False
        self.status = STATUS

    @property
    def view(self) -> SessionView:
        wrap = self.words.wrap
        at = len(self.turns) - 1
        ending = self._ending() if at >= self.turns_to_end else None
        return SessionView(
            wrap(CARD.title),
            wrap("Ilya"),
            wrap("Tuesday 27 September, 14:00"),
            wrap("Upper Lars"),
            self.turns[-1],
            wrap("What do you do?"),
            () if ending else self._choices(at),
            tuple(StatusLine(wrap(line.title), wrap(line.value)) for line in self.status),
            ending,
            at > 0,
            "ilya-1",
        )

    def _choices(self, at: int) -> tuple[ChoiceView, ...]:
        wrap = self.words.wrap
        return tuple(
            each.replace(
                label=wrap(each.label),
                cost=wrap(each.cost) if each.cost else "",
                reason=wrap(each.reason) if each.reason else None,
            )
            for each in CHOICES[at % len(CHOICES)]
        )

    def _ending(self) -> EndingView:
        parts = tuple(
            Section(self.words.wrap(part.heading), self.words.all(part.paragraphs)) for part in ENDING.debrief
        )
        return EndingView(ENDING.id, self.words.wrap(ENDING.title), self.words.all(ENDING.paragraphs), parts)

    def choose(self, number: int) -> SessionView:
        at = len(self.turns) - 1
        found = next((each for each in CHOICES[at % len(CHOICES)] if each.number == number), None)
        if found is None or at >= self.turns_to_end:
            raise ChoiceError(f"There is no choice {number} here.")
        if found.reason:
            raise ChoiceError(found.reason)
        self.turns.append(_turn(at + 1, found.label, self.words))
        return self.view

    def back(self) -> SessionView:
        if len(self.turns) == 1:
            raise ChoiceError("This is the first choice; there is nothing to go back to.")
        self.turns.pop()
        return self.view

    def arrival(self) -> None:
        return None

    def arrived(self, turn: int) -> None:
        return None

    def timeline(self) -> tuple[TimelineTurn, ...]:
        return tuple(TimelineTurn(each.id, "Tuesday 27 September", "14:00", each.chosen, ()) for each in self.turns[1:])

    def places(self) -> tuple[()]:
        return ()

    def tree(self) -> tuple[BranchLine, ...]:
        return (BranchLine(1, self.words.wrap("evening train"), 0, 0, True, self.words.wrap("3 choices.")),)

    def found(self, words: str) -> tuple[FoundLine, ...]:
        return (FoundLine(1, self.words.wrap(QUEUE[0][:60])),)

    def page(self, name: str, words: str = "") -> Page:
        parts = tuple(
            Section(self.words.wrap(f"{name.capitalize()} {number}"), self.words.all(QUEUE[:number]))
            for number in (1, 2, 3)
        )
        return Page(self.words.wrap(name.capitalize()), parts)

    def history(self) -> tuple[TurnView, ...]:
        return tuple(self.turns[-50:])

    def set_safe(self, safe: bool) -> SessionView:
        self.settings = self.settings.replace(safe=safe)
        return self.view

    def transcript(self) -> str:
        return transcript_of(self.turns, self.view.ending)

    def close(self) -> None:
        self.closed = True


def save_line(name: str, profile: str, turns: int, ending: str | None = None, trouble: str | None = None) -> SaveLine:
    header = Header(CARD.id, CARD.title, CARD.version, "f" * 8, profile, 0, "2026-09-26 14:00", name)
    return SaveLine(name, header, turns, "2026-09-26 14:05", ending, trouble)


SAVES = (
    save_line("ilya-1", "ilya", 26),
    save_line("sanan-1", "sanan", 61, "darkhan"),
    save_line("ilya-2", "ilya", 1, None, "Its last line was torn and has been set aside."),
    SaveLine("broken", None, 0, "", None, "Its header cannot be read."),
)


@dataclass
class FakeDesk:
    """One story and some saves; remembers what was asked of it."""

    words: Words = field(default_factory=Words)
    lines: tuple[SaveLine, ...] = SAVES
    kept: Settings = field(default_factory=Settings)
    turns_to_end: int = 6
    opened: list[FakeSession] = field(default_factory=list)
    asked: list[tuple[object, ...]] = field(default_factory=list)

    def stories(self) -> tuple[StoryCard, ...]:
        return (_wrapped(CARD, self.words),)

    def saves(self, story: str) -> tuple[SaveLine, ...]:
        return self.lines

    def begin(self, story: str, profile: str, seed: int | None = None) -> FakeSession:
        self.asked.append(("begin", story, profile, seed))
        return self._open()

    def resume(self, save: str) -> FakeSession:
        self.asked.append(("resume", save))
        if not any(line.name == save and line.header for line in self.lines):
            raise SaveError(f"There is no save called {save}.")
        return self._open()

    def _open(self) -> FakeSession:
        self.opened.append(FakeSession(self.words, self.turns_to_end, self.kept))
        return self.opened[-1]

    def keep_transcript(self, save: str, text: str) -> str:
        self.asked.append(("transcript", save, text))
        return f"{save}.txt"

    def settings(self) -> Settings:
        return self.kept

    def save_settings(self, settings: Settings) -> None:
        self.kept = settings


def _wrapped(card: StoryCard, words: Words) -> StoryCard:
    men = tuple(
        each.replace(
            name=words.wrap(each.name),
            title=words.wrap(each.title),
            about=words.wrap(each.about),
            has=words.wrap(each.has),
            lacks=words.wrap(each.lacks),
        )
        for each in card.profiles
    )
    return card.replace(
        title=words.wrap(card.title),
        authors=words.all(card.authors),
        about=words.wrap(card.about),
        opening=words.all(card.opening),
        notes=words.all(card.notes),
        profiles=men,
    )
