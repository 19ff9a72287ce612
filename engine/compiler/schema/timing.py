"""The clock, and what comes by it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Discriminator, Field, Tag

from engine.compiler.schema.base import Shape, Text, text_or_map
from engine.compiler.schema.body import CallShape, Statements, Target


class ClockShape(Shape):
    """When the story begins and ends."""

    start: Text
    end: Text | None = None
    grain: Text | None = None
    zone: Text | None = None


class AfterShape(Shape):
    """How long after something was first met."""

    seen: Text
    wait: Text | None = None


class EventShape(Shape):
    """A row of the schedule."""

    at: Text | None = None
    every: Text | None = None
    after: AfterShape | None = None
    since: Text | None = Field(default=None, alias="from")
    until: Text | None = None
    missed: Text | None = None
    priority: Text | None = None
    test: Text | None = Field(default=None, alias="if")
    title: Text | None = None
    say: Text | None = None
    do: Statements | None = None
    remember: Text | None = None
    call: (
        Annotated[Annotated[Text, Tag("text")] | Annotated[CallShape, Tag("map")], Discriminator(text_or_map)] | None
    ) = None
    go: Target | None = None

    TIMES: ClassVar[tuple[str, ...]] = ("at", "every", "after")
