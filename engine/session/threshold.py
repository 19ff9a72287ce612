"""What is shown before play: the story, its content notes, its men."""

from __future__ import annotations

from engine.frozen import Frozen
from engine.program import Program


class ProfileCard(Frozen):
    """A man to choose: `has` and `lacks` are sentences, "" where the story says nothing."""

    id: str
    name: str
    title: str
    about: str
    has: str
    lacks: str


class StoryCard(Frozen):
    """A story's threshold. `opening` is shown once before the first scene; `notes` are the content notes."""

    id: str
    title: str
    version: str
    authors: tuple[str, ...]
    about: str
    opening: tuple[str, ...]
    notes: tuple[str, ...]
    profiles: tuple[ProfileCard, ...]


def story_card(program: Program) -> StoryCard:
    """The threshold of `program`."""
    return StoryCard(
        program.id,
        program.title,
        program.version,
        program.authors,
        program.about,
        paragraphs(program.opening),
        tuple(note for _, note in program.notes),
        tuple(
            ProfileCard(each.id, each.name, each.title, each.about, each.has, each.lacks) for each in program.profiles
        ),
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of `text`, which are parted by empty lines; none of them empty."""
    return tuple(part for part in (piece.strip() for piece in text.split("\n\n")) if part)
