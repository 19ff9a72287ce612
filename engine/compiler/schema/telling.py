"""Who may be played, what the story rests on, how it ends, and the words it explains."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from engine.compiler.schema.base import Shape, Text, TextOrList, Texts, text_or_map


class ProfileShape(Shape):
    """A starting man."""

    name: Text
    title: Text | None = None
    about: Text | None = None
    has: Text | None = None
    lacks: Text | None = None
    start: Text | None = None
    place: Text | None = None
    given: dict[Text, TextOrList] = Field(default_factory=dict, alias="set")


class FactShape(Shape):
    """A statement about the world."""

    text: Text
    date: Text | None = None
    confidence: Text | None = None
    sources: Texts = Field(default_factory=list)


class SourceShape(Shape):
    """Where a fact was found."""

    title: Text
    publisher: Text | None = None
    date: Text | None = None
    url: Text | None = None


class EndingShape(Shape):
    """A way a play-through closes."""

    title: Text
    family: Text | None = None
    text: Text | None = None
    next: Text | None = None
    door: Text | None = None
    ask: Texts = Field(default_factory=list)
    facts: Texts = Field(default_factory=list)


class WordShape(Shape):
    """A word explained."""

    text: Text
    also: Texts = Field(default_factory=list)


AnyWord = Annotated[Annotated[Text, Tag("text")] | Annotated[WordShape, Tag("map")], Discriminator(text_or_map)]


class OpeningShape(Shape):
    """The opening, and the facts it rests on."""

    text: Text
    facts: Texts = Field(default_factory=list)


AnyOpening = Annotated[Annotated[Text, Tag("text")] | Annotated[OpeningShape, Tag("map")], Discriminator(text_or_map)]
