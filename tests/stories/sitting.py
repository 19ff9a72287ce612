"""A desk without a disk, and sittings at it: what was shown with the answers written in, as a golden play holds it."""

from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

from engine.errors import SaveError
from engine.machine import Machine
from engine.plain import Plain, Start
from engine.program import Program
from engine.record import Entry, Header, Record
from engine.session import Session, Settings, StoryCard, story_card
from tests.stories import HERE


class MemoryJournal:
    """Keeps entries in a list; refuses while `failing`."""

    def __init__(self, name: str = "memory-1") -> None:
        self.name = name
        self.entries: list[Entry] = []
        self.failing = False
        self.closed = False

    def append(self, entry: Entry) -> None:
        if self.failing:
            raise SaveError("The disk is full.")
        self.entries.append(entry)

    def extend(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            self.append(entry)

    def close(self) -> None:
        self.closed = True


def header_of(program: Program, seed: int = 0, profile: str | None = None, **more: object) -> Header:
    man = program.profiles[0].id if profile is None else profile
    return Header(
        program.id, program.title, program.version, program.fingerprint, man, seed, "2022-01-01 10:00", **more
    )


def sit(
    machine: Machine,
    *,
    seed: int = 0,
    profile: str | None = None,
    journal: MemoryJournal | None = None,
    safe: bool = False,
) -> Session:
    """A new play-through of a machine's story."""
    return Session.begin(machine, header_of(machine.program, seed, profile), journal, Settings(safe=safe))


def reopen(machine: Machine, journal: MemoryJournal, header: Header, *, safe: bool = False) -> Session:
    """The same play-through, opened again from its entries."""
    return Session.resume(machine, Record(header, journal.entries), journal, Settings(safe=safe))


def step(session: Session, pick: int) -> bool:
    """Take the open choice on which `pick` falls, or type an answer that it makes; False where nothing can be done."""
    asked = session.view.asked
    open_ = [each.number for each in session.view.choices if each.reason is None]
    if asked is not None:
        least, most = asked.least or 0, asked.most or 2**20
        session.answer(f"[b] {pick}" if asked.kind == "text" else f"{min(most, least + pick):,}")
    elif open_:
        session.choose(open_[pick % len(open_)])
    return asked is not None or bool(open_)


class MemoryDesk:
    """One story, no saves."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.journals: list[MemoryJournal] = []
        self.sessions: list[Session] = []
        self.kept = Settings()

    def stories(self) -> tuple[StoryCard, ...]:
        return (story_card(self.machine.program),)

    def saves(self, story: str) -> tuple[()]:
        return ()

    def begin(self, story: str, profile: str, seed: int | None = None) -> Session:
        self.journals.append(MemoryJournal(f"{story}-{len(self.journals) + 1}"))
        header = header_of(self.machine.program, seed or 0, profile)
        self.sessions.append(Session.begin(self.machine, header, self.journals[-1], self.kept))
        return self.sessions[-1]

    def resume(self, save: str) -> Session:
        raise SaveError("There are no saves here.")

    def keep_transcript(self, save: str, text: str) -> str:
        self.transcripts = {**getattr(self, "transcripts", {}), save: text}
        return f"{save}.txt"

    def settings(self) -> Settings:
        return self.kept

    def save_settings(self, settings: Settings) -> None:
        self.kept = settings


class Answers:
    """Lines of input that write themselves into the output, as a terminal would show them."""

    def __init__(self, answers: Iterable[str], out: StringIO | None) -> None:
        self._left = iter(answers)
        self._out = out

    def readline(self) -> str:
        answer = next(self._left, None)
        if answer is None:
            return ""
        if self._out is not None:
            self._out.write(answer)
        return answer + "\n"


def plainly(machine: Machine, answers: Sequence[str], *, echo: bool = True, **options: object) -> str:
    """What a whole plain sitting shows."""
    out = StringIO()
    start = Start(seed=options.pop("seed", 0), profile=options.pop("profile", ""))
    desk = options.pop("desk", None) or MemoryDesk(machine)
    code = Plain(desk, Answers(answers, out if echo else None), out, asks=False, **options).play(start)
    assert code == 0
    return out.getvalue()


def golden(name: str) -> Path:
    """Where the golden play of a good story is."""
    return HERE / "good" / f"{name}.play"


def answers_in(play: str) -> list[str]:
    """The answers that a golden play was given; its last prompt was answered by the end of input."""
    return [line[2:] for line in play.splitlines()[:-2] if line.startswith("> ")]
