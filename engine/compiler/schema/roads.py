"""Routes, crossings and what closes them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from engine.compiler.schema.base import Shape, Text, Texts, text_or_map
from engine.compiler.schema.body import Body

Amount = Annotated[Annotated[Text, Tag("text")] | Annotated[dict[Text, Text], Tag("map")], Discriminator(text_or_map)]
"""A value, an expression or a table's name; or the rows of a table by date."""

Stop = Annotated[Annotated[Text, Tag("text")] | Annotated[dict[Text, Text], Tag("map")], Discriminator(text_or_map)]
"""A place on the way; or that place with how long after the departure it is reached."""


class ClosureShape(Shape):
    """When and why a route is closed."""

    code: Text
    when: Text | None = None
    since: Text | None = Field(default=None, alias="from")
    until: Text | None = None
    says: Text | None = None
    known: Text | None = None


class RouteShape(Shape):
    """A way from one place to another."""

    title: Text
    start: Text = Field(alias="from")
    to: Text
    by: Text | None = None
    through: list[Stop] = Field(default_factory=list)
    takes: Amount
    costs: dict[Text, Amount] = Field(default_factory=dict)
    needs: Text | None = None
    closed: list[ClosureShape] = Field(default_factory=list)
    known: Text | None = None
    facts: Texts = Field(default_factory=list)


class RuleShape(Shape):
    """A rule as an officer applies it: `says` when it is not met, `why` in short, `then` what follows."""

    code: Text
    requires: Text
    says: Text | None = None
    why: Text | None = None
    verdict: Text | None = None
    then: Body | None = None
    known: Text | None = None


class CrossingShape(Shape):
    """A place where somebody decides who goes on; as a scene's body it is that decision."""

    title: Text
    place: Text
    to: Text
    wait: Amount | None = None
    waits: Text | None = None
    known: Text | None = None
    rules: list[RuleShape] = Field(default_factory=list)
    passes: Body | None = None
    facts: Texts = Field(default_factory=list)
    truth: Text | None = None
