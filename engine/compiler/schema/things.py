"""What a story declares by name: variables, people, documents, places, tables, definitions and fragments."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Discriminator, Field, Tag

from engine.compiler.schema.base import Shape, Text, TextOrList, Texts, text_or_map


class VariableShape(Shape):
    """A variable, or a field of a thing."""

    number: Text | None = None
    flag: Text | None = None
    one_of: Annotated[Texts, Field(min_length=1)] | None = Field(default=None, alias="one of")
    set_of: TextOrList | None = Field(default=None, alias="set of")
    text: Text | None = None
    moment: Text | None = None
    duration: Text | None = None
    derived: Text | None = None
    ordered: Text | None = None
    start: TextOrList | None = None
    min: Text | None = None
    max: Text | None = None
    unit: Text | None = None
    title: Text | None = None
    yes: Text | None = None
    no: Text | None = None
    values: dict[Text, Text] = Field(default_factory=dict)
    empty: Text | None = None
    hidden: Text | None = None
    known: Text | None = None

    KINDS: ClassVar[tuple[str, ...]] = (
        "number",
        "flag",
        "one_of",
        "set_of",
        "text",
        "moment",
        "duration",
        "derived",
    )


Declared = Annotated[Annotated[Text, Tag("text")] | Annotated[VariableShape, Tag("map")], Discriminator(text_or_map)]


class PersonShape(Shape):
    """A person."""

    name: Text
    about: Text | None = None
    known: Text | None = None
    fields: dict[Text, Declared] = Field(default_factory=dict)


class PaperRuleShape(Shape):
    """When a document is good for something: `says` why it is not, `holds` that it is."""

    requires: Text
    says: Text | None = None
    holds: Text | None = None


class DocumentShape(Shape):
    """A document."""

    title: Text
    about: Text | None = None
    held: Text | None = None
    keepers: dict[Text, Text] = Field(default_factory=dict)
    lodged: Text | None = None
    expires: Text | None = None
    rules: dict[Text, PaperRuleShape] = Field(default_factory=dict)
    known: Text | None = None
    fields: dict[Text, Declared] = Field(default_factory=dict)


class PlaceShape(Shape):
    """A place."""

    title: Text
    about: Text | None = None
    zone: Text | None = None
    known: Text | None = None
    fields: dict[Text, Declared] = Field(default_factory=dict)


class TableShape(Shape):
    """Values by date."""

    title: Text | None = None
    rows: dict[Text, Text]
    between: Text | None = None
    facts: Texts = Field(default_factory=list)


class DefShape(Shape):
    """A function of the story's own."""

    given: Texts = Field(default_factory=list, alias="with")
    be: Text


class FragmentShape(Shape):
    """Text that is used in several places."""

    given: Texts = Field(default_factory=list, alias="with")
    text: Text
