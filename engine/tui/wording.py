"""The sentences the screens say of themselves: saves, stories, keys. The story's own words are never here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.record import SaveLine
from engine.session import ChoiceView, Page, ProfileCard, Section, SessionView, Settings, StoryCard
from engine.session.settings import ALWAYS, BECAUSE
from engine.session.watched import Problem
from engine.tui.themes import TITLES, known
from engine.tui.widgets.menu import Row

LOOKING = "Looking for stories…"
OPENING = "Opening the story…"
NO_STORIES = "There is no story here."
SETTINGS = "The number of a setting turns it over. No setting changes what happens."
STOPPED = "The story has stopped here by a fault of its own. What came before is kept."


ONLY_THIS = "This story is being written, and its plays are not kept. To leave: q."
READING = "Reading the story…"
WATCHED = "Nothing is saved here. What you save in your editor is read at once."
NO_MISTAKES = "Nothing to complain about."
UNDECIDED = "Nothing on this page was decided by what you did before."
COPIED = "This passage is copied."
WRITTEN = "All that you have read is written to {}."
ASKED = {
    "find": ("Find", "Words to look for in what you have read:"),
    "note": ("Note", "A few words for this place:"),
    "name": ("Name", "A name for the branch you are on:"),
}
"""Commands that want words: the title and the question of their page."""


def man(card: StoryCard | None, profile: str) -> str:
    """The name of a profile, or its id where the story no longer has it."""
    profiles: Iterable[ProfileCard] = card.profiles if card else ()
    return next((each.name for each in profiles if each.id == profile), profile)


def save_label(save: SaveLine, card: StoryCard | None) -> str:
    """Who a save is about, as a list shows it."""
    return man(card, save.header.profile) if save.header else save.name


def save_stands(save: SaveLine) -> str:
    """How a save stands, in a sentence or two."""
    told = [save.stands or _turns(save.turns)]
    if save.ending:
        told.append("at its end")
    if save.last_played:
        told.append(f"last played {save.last_played.replace('T', ' ')}")
    return ", ".join(told) + "." + (f" {save.trouble}" if save.trouble else "")


def _turns(count: int) -> str:
    return "1 turn" if count == 1 else f"{count} turns"


def choice_row(choice: ChoiceView) -> Row:
    """A choice of the story as a row."""
    return Row(choice.id, choice.number, choice.label, choice.cost, (), choice.reason)


def safe_label(settings: Settings) -> str:
    """The reading setting and how it stands."""
    return f"Short versions of hard passages: {'on' if settings.safe else 'off'}"


def because_label(settings: Settings) -> str:
    """When consequences are told."""
    return f"Which earlier choice decided a page: told {BECAUSE.get(settings.because, BECAUSE[ALWAYS])}"


def theme_label(settings: Settings) -> str:
    """The colours and which they are."""
    return f"Colours: {TITLES[known(settings.theme)]}"


def refusal(row: Row) -> str:
    """What is said when a closed row is asked for."""
    label = row.label if row.label.endswith((".", "!", "?", "…")) else f"{row.label}."
    return f"Closed: {label} {row.closed}"


def status_page(view: SessionView) -> Page:
    """When, where and how he stands, for screens too narrow for a pane."""
    where = tuple(text for text in (view.when, view.where) if text)
    lines = tuple(Section(line.title, (line.value,)) for line in view.status)
    found = ((Section("", where),) if where else ()) + lines
    return Page("Status", found or (Section("", ("Nothing is known here.",)),))


def counted(problems: Sequence[Problem]) -> str:
    """How much is wrong: "2 mistakes, 1 warning", "" for nothing."""
    mistakes = sum(each.severity == "error" for each in problems)
    counts = ((mistakes, "mistake"), (len(problems) - mistakes, "warning"))
    return ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts if count)


def problem_place(problem: Problem) -> str:
    """Where it is: file and line."""
    return f"{problem.file}:{problem.line}"


def problem_line(problems: Sequence[Problem]) -> str:
    """How much is wrong, and the first of it; "" for nothing."""
    if not problems:
        return ""
    first = problems[0]
    return f"{counted(problems)}: {problem_place(first)} {first.code} {first.message}"


def threshold_sections(card: StoryCard) -> tuple[Section, ...]:
    """What is read before a man is chosen: about the story, its content notes."""
    parts = (Section("", (card.about,)), Section("Before you read", card.notes))
    return tuple(each for each in parts if any(each.paragraphs))
