"""A file of a story."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field

from engine.compiler.schema import body
from engine.compiler.schema.asking import ClaimShape, MannersShape, MeasureShape, ReadingShape, ScriptShape
from engine.compiler.schema.base import Shape, Text, Texts
from engine.compiler.schema.body import SceneShape
from engine.compiler.schema.roads import CrossingShape, RouteShape
from engine.compiler.schema.telling import AnyOpening, AnyWord, EndingShape, FactShape, ProfileShape, SourceShape
from engine.compiler.schema.things import (
    Declared,
    DefShape,
    DocumentShape,
    FragmentShape,
    PersonShape,
    PlaceShape,
    TableShape,
)
from engine.compiler.schema.timing import ClockShape, EventShape


class StoryFile(Shape):
    """One file of a story; the manifest is the one with `id`."""

    namespace: Text | None = None
    id: Text | None = None
    title: Text | None = None
    version: Text | None = None
    authors: Texts = Field(default_factory=list)
    language: Text | None = None
    about: Text | None = None
    opening: AnyOpening | None = None
    question: Text | None = None
    start: Text | None = None
    clock: ClockShape | None = None
    notes: dict[Text, Text] = Field(default_factory=dict)
    tags: dict[Text, Text] = Field(default_factory=dict)
    forbid: Texts = Field(default_factory=list)
    manners: MannersShape | None = None
    renamed: dict[Text, Text] = Field(default_factory=dict)
    policies: dict[Text, Annotated[dict[Text, Text], Field(min_length=1)]] = Field(default_factory=dict)
    reading: ReadingShape | None = None
    measures: dict[Text, MeasureShape] = Field(default_factory=dict)
    variables: dict[Text, Declared] = Field(default_factory=dict)
    people: dict[Text, PersonShape] = Field(default_factory=dict)
    documents: dict[Text, DocumentShape] = Field(default_factory=dict)
    places: dict[Text, PlaceShape] = Field(default_factory=dict)
    tables: dict[Text, TableShape] = Field(default_factory=dict)
    defs: dict[Text, DefShape] = Field(default_factory=dict)
    fragments: dict[Text, FragmentShape] = Field(default_factory=dict)
    routes: dict[Text, RouteShape] = Field(default_factory=dict)
    crossings: dict[Text, CrossingShape] = Field(default_factory=dict)
    profiles: dict[Text, ProfileShape] = Field(default_factory=dict)
    facts: dict[Text, FactShape] = Field(default_factory=dict)
    sources: dict[Text, SourceShape] = Field(default_factory=dict)
    glossary: dict[Text, AnyWord] = Field(default_factory=dict)
    endings: dict[Text, EndingShape] = Field(default_factory=dict)
    schedule: dict[Text, EventShape] = Field(default_factory=dict)
    tests: dict[Text, ScriptShape] = Field(default_factory=dict)
    claims: dict[Text, ClaimShape] = Field(default_factory=dict)
    scenes: dict[Text, SceneShape] = Field(default_factory=dict)


@cache
def built() -> type[StoryFile]:
    """The shape of a file, built with all others when it is first asked for: one by one takes twice as long."""
    StoryFile.model_rebuild(_types_namespace=vars(body))  # what stands in a body is named there
    return StoryFile


TRUTHS = ("documented", "composite", "invented")
