"""The schema for editors: words for every key, in step with the manual, of one mind with the reader about shapes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main
from engine.compiler import schema
from engine.compiler.json_schema import MODELINE, story_schema
from engine.compiler.keys import KEYS, SHARED, VALUES, words_for
from engine.compiler.nodes import Map, Node, Seq
from engine.compiler.reader import read
from engine.diagnostics import Bag
from tests.stories import BAD, GOOD, ROOT, SHIPPED, files_of

SHAPES = {
    name: found
    for name, found in vars(schema).items()
    if isinstance(found, type)
    and issubclass(found, schema.Shape)
    and found is not schema.Shape
    and not name.startswith("_")
}
PAGE = (ROOT / "story" / "AUTHORING.md").read_text(encoding="utf-8")
OF_SHAPE = {"KEY001", "KEY002", "KEY003", "KEY004", "KEY005"}
LATER = {
    # what the shape alone does not show: named here with the reason, so that nothing slips through
    "a-story-starts-somewhere": "any file of a story may be without `start`",
    "fields-are-not-derived": "fields and variables share a shape",
    "locals-are-not-derived": "locals and variables share a shape",
}


def keys_of(shape: str) -> list[str]:
    return [field.alias or name for name, field in SHAPES[shape].model_fields.items()]


ALL_KEYS = {key for shape in SHAPES for key in keys_of(shape)}


def plain(node: Node, *, typed: bool = False) -> Any:
    """A node as the plain value that an editor's YAML makes of it; `typed`, with numbers and flags for bare words."""
    if isinstance(node, Map):
        return {str(key): plain(value, typed=typed) for key, value in node.items()}
    if isinstance(node, Seq):
        return [plain(each, typed=typed) for each in node]
    if not typed or node.style:
        return str(node)
    if re.fullmatch(r"-?\d+", node):
        return int(node)
    return {"true": True, "false": False, "": None, "null": None}.get(str(node), str(node))


def tops(files: dict[str, bytes], bag: Bag) -> Iterator[Map]:
    for name, raw in files.items():
        found = read(name, raw, bag)
        if found is not None:
            yield found


@pytest.fixture(scope="module")
def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema")
    made = story_schema()
    jsonschema.Draft7Validator.check_schema(made)
    return jsonschema.Draft7Validator(made)


def test_every_key_has_words_and_an_example() -> None:
    missing = [f"{shape}.{key}" for shape in SHAPES for key in keys_of(shape) if words_for(shape, key) is None]
    assert not missing, f"engine/compiler/keys.py has no words for {', '.join(missing)}"


def test_words_stand_only_for_keys_that_there_are() -> None:
    assert set(KEYS) <= set(SHAPES)
    assert [f"{shape}.{key}" for shape in KEYS for key in KEYS[shape] if key not in keys_of(shape)] == []
    assert set(SHARED) <= ALL_KEYS
    assert {name for name in VALUES if name.partition(".")[2] not in keys_of(name.partition(".")[0])} == set()


def test_every_key_of_the_schema_stands_in_the_manual() -> None:
    missing = {key for key in ALL_KEYS if not re.search(rf"`{key}:?`|(?<![\w.]){key}: |^ *(?:- )?{key}:$", PAGE, re.M)}
    assert missing == UNSAID, f"story/AUTHORING.md does not show {', '.join(sorted(missing - UNSAID))}"


UNSAID = {"also", "renamed"}
"""Keys that nothing reads yet: the manual may wait for them."""


def manual_keys() -> set[str]:
    """What the manual gives out for a key: in its tables of keys and verbs, its lists, and `word:` anywhere."""
    rows = re.findall(r"^\| (`.*?) \|(.*?)\|", PAGE.split("## Conditions")[0], re.M)
    lists = " ".join(re.findall(r"^(?:A choice takes|`title`, `place`)[\s\S]*?\n\n", PAGE, re.M))
    said = " ".join(first + second for first, second in rows) + re.sub(r"\([^)]*\)", "", lists)
    return {*re.findall(r"`([a-z][a-z ]*)`", said), *re.findall(r"`([a-z]+):`", PAGE)}


def test_every_key_of_the_manual_stands_in_the_schema() -> None:
    found = manual_keys()
    assert len(found) > 50
    assert found - ALL_KEYS == set()


@pytest.mark.parametrize("path", [*GOOD, SHIPPED], ids=lambda path: path.stem)
@pytest.mark.parametrize("typed", [False, True])
def test_a_sound_story_fits_the_schema(path: Path, typed: bool, validator: Any) -> None:
    for top in tops(files_of(path), Bag()):
        assert [f"{each.json_path}: {each.message}" for each in validator.iter_errors(plain(top, typed=typed))] == []


def codes_of_shape(path: Path) -> set[str]:
    return OF_SHAPE & set(re.findall(r"[A-Z]{3}\d{3}", path.read_text(encoding="utf-8").splitlines()[0]))


@pytest.mark.parametrize("path", [each for each in BAD if codes_of_shape(each)], ids=lambda path: path.stem)
def test_a_story_of_the_wrong_shape_does_not_fit_the_schema(path: Path, validator: Any) -> None:
    found = [each for top in tops(files_of(path), Bag()) for each in validator.iter_errors(plain(top))]
    assert bool(found) == (path.stem not in LATER)


def test_each_example_fits_its_own_key(validator: Any) -> None:
    made = story_schema()
    shapes = {**made["definitions"], "StoryFile": made}
    for name, shape in shapes.items():
        for key, found in shape["properties"].items():
            inner = validator.evolve(schema={**found, "definitions": made["definitions"]})
            assert [each.message for each in inner.iter_errors(found["examples"][0])] == [], f"{name}.{key}"


def test_a_value_beside_the_few_that_there_are_does_not_fit(validator: Any) -> None:
    assert list(validator.iter_errors({"scenes": {"a": {"truth": "invented", "body": "x"}}})) == []
    assert list(validator.iter_errors({"scenes": {"a": {"truth": "dreamt", "body": "x"}}}))


def test_the_command_prints_the_schema_or_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == story_schema()
    assert main(["schema", "--out", str(tmp_path)]) == 0
    assert json.loads((tmp_path / "story.schema.json").read_bytes()) == story_schema()
    assert f"{MODELINE}story.schema.json" in capsys.readouterr().out
