"""What all shapes are made of: text as written, and which alternative a node is."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, GetCoreSchemaHandler, GetJsonSchemaHandler, Tag
from pydantic_core import CoreSchema, core_schema

from engine.compiler.nodes import Scalar, Seq


class _TextShape:
    """A scalar as written, place and all."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(Scalar)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean", "null"]}


Text = Annotated[Scalar, _TextShape]
Texts = list[Text]


class Shape(BaseModel):
    """Root of all shapes: unknown keys are refused, keys are YAML's own words. `built` makes them ready."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, arbitrary_types_allowed=True, defer_build=True)


def one_or_list(raw: Any) -> str:
    """Tells a list from what stands alone."""
    return "list" if isinstance(raw, Seq | list) else "one"


def text_or_map(raw: Any) -> str:
    """Tells text from a map."""
    return "text" if isinstance(raw, Scalar) else "map"


TextOrList = Annotated[Annotated[Text, Tag("one")] | Annotated[Texts, Tag("list")], Discriminator(one_or_list)]
"""One word, or a list of them."""
