"""The shape of a story file as JSON Schema, for editors that help while one writes.

In: the shapes and the words for their keys. Out: a mapping ready for JSON, of draft 7, which editors know best. It says
which keys may stand where; what names mean and what values can be is for `formalities check`.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from engine.compiler.keys import VALUES, words_for
from engine.compiler.schema import built

MODELINE = "# yaml-language-server: $schema="
"""How a first line begins that tells an editor which schema a YAML file follows; a path from the file goes after it."""


def story_schema() -> dict[str, Any]:
    """The schema of one file of a story."""
    made = built().model_json_schema(ref_template="#/definitions/{model}", schema_generator=GenerateJsonSchema)
    definitions = {name: _described(name, shape) for name, shape in sorted(made.pop("$defs").items())}
    whole = _described("StoryFile", made)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A file of a story",
        "description": "One file of a story. The one that has an id is the manifest.",
        **whole,
        "definitions": definitions,
    }


def _described(shape: str, raw: dict[str, Any]) -> dict[str, Any]:
    """An object's schema with the words for its keys, and without what pydantic adds for its own use."""
    properties = {key: _property(shape, key, found) for key, found in raw["properties"].items()}
    kept = {key: value for key, value in raw.items() if key not in ("title", "description", "properties")}
    return {**kept, "properties": properties}


def _property(shape: str, key: str, raw: dict[str, Any]) -> dict[str, Any]:
    bare: dict[str, Any] = _bare(raw)
    allowed = VALUES.get(f"{shape}.{key}")
    if allowed:
        bare = {"enum": [*allowed, None]}
    words = words_for(shape, key)
    if words is None:
        return bare
    # Beside a reference nothing else is read in draft 7, so it goes one step further in.
    held = {"allOf": [bare]} if "$ref" in bare else bare
    return {**held, "description": words[0], "examples": [words[1]]}


def _bare(raw: Any) -> Any:
    """A schema without titles and defaults; what may be left out is not therefore allowed to be empty."""
    if isinstance(raw, list):
        return [_bare(each) for each in raw]
    if not isinstance(raw, dict):
        return raw
    kept = {key: _bare(value) for key, value in raw.items() if key not in ("title", "default", "discriminator")}
    ways = [*kept.pop("oneOf", ()), *kept.pop("anyOf", ())]
    flat = [inner for way in ways for inner in (way["anyOf"] if way.keys() == {"anyOf"} else [way])]
    found = [way for at, way in enumerate(flat) if way not in flat[:at] and way != {"type": "null"}]
    if len(found) == 1:
        return {**kept, **found[0]}
    return {**kept, "anyOf": found} if found else kept
