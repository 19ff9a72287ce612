"""What a story asks of itself: manners, measures, claims, scripted plays."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from engine.compiler.schema.base import Shape, Text, TextOrList, Texts, text_or_map


class MannersShape(Shape):
    """What the story asks of itself, beyond what every story must keep."""

    passage: Text | None = None
    stretch: Text | None = None
    label: Text | None = None
    grade: Text | None = None
    numbers: Text | None = None
    foreign: Text | None = None
    truth: Text | None = None
    quotes: Text | None = None
    characters: Text | None = None


class MoveShape(Shape):
    """One entry of a scripted play: what is done, then what is expected."""

    choose: Text | None = None
    answer: Text | None = None
    expect: TextOrList | None = None
    text: TextOrList | None = None
    absent: TextOrList | None = Field(default=None, alias="no text")
    place: Text | None = None
    papers: Texts | None = None
    locked: dict[Text, Text] = Field(default_factory=dict)
    open: TextOrList | None = None
    because: dict[Text, TextOrList] = Field(default_factory=dict)
    ending: Text | None = None


AnyMove = Annotated[Annotated[Text, Tag("text")] | Annotated[MoveShape, Tag("map")], Discriminator(text_or_map)]


class ScriptShape(Shape):
    """A scripted play."""

    title: Text | None = None
    profile: Text | None = Field(default=None, alias="as")
    seed: Text | None = None
    start: Text | None = Field(default=None, alias="from")
    at: Text | None = None
    given: dict[Text, TextOrList] = Field(default_factory=dict)
    outcomes: dict[Text, TextOrList] = Field(default_factory=dict)
    each: list[dict[Text, Text]] = Field(default_factory=list)
    fails: Text | None = None
    play: list[AnyMove] = Field(default_factory=list)


class ReadingShape(Shape):
    """A formula for how hard prose reads."""

    name: Text
    vowels: Text
    sentence: Text
    syllable: Text
    minus: Text | None = None


class MeasureShape(Shape):
    """A measure's target, where it fails, and of whom it is asked."""

    target: Text
    fails: Text | None = None
    profiles: Texts = Field(default_factory=list, alias="for")


class ClaimShape(Shape):
    """What the author claims of the story, for `formalities explore`."""

    reach: TextOrList | None = None
    never: TextOrList | None = None
    always_can: TextOrList | None = Field(default=None, alias="always can")
    profiles: TextOrList | None = Field(default=None, alias="as")
