"""Every sample of the author's manual compiles without a complaint."""

import re
from pathlib import Path

import pytest

from engine.compiler import compile_story
from engine.compiler.language.showing import FILTERS
from engine.compiler.names import CALLED, FUNCTIONS
from engine.compiler.schema import (
    VERBS,
    Choice,
    ClosureShape,
    CrossingShape,
    CrossItem,
    DocumentShape,
    MannersShape,
    MoveShape,
    PaperRuleShape,
    RouteShape,
    RuleShape,
    SceneShape,
    ScriptShape,
    StoryFile,
)
from engine.diagnostics import render_all

PAGE = (Path(__file__).resolve().parents[2] / "story" / "AUTHORING.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml (\w+)\n(.*?)^```", PAGE, re.S | re.M)
SHAPES = (
    Choice,
    SceneShape,
    StoryFile,
    DocumentShape,
    PaperRuleShape,
    RouteShape,
    ClosureShape,
    CrossingShape,
    RuleShape,
    CrossItem,
    MannersShape,
    ScriptShape,
    MoveShape,
)
HEAD = "id: s\ntitle: S\nstart: start\nclock: {start: 2022-09-20 20:30, end: 2022-10-12 00:00, zone: Europe/Moscow}\n"
SECTIONS = next(text for kind, text in BLOCKS if kind == "sections")
WORLD = next(text for kind, text in BLOCKS if kind == "world")
SCENES = """scenes:
  start:
    body:
      - choices: [{choose: Go one way, go: a}, {choose: Go another way, go: b}, {choose: Enter the sample, go: c}]
  a: {facts: [F1], notes: [war], tags: [plant], body: [{end: e}]}
  b: {body: [{end: e}]}
  booth: {with: [doc], body: [{return: doc.paid}]}
"""
OF_THE_WHOLE = ("FLO006", "FLO013", "USE", "WLD008", "WLD017")
"""What is said of a story as a whole: a part of one need not use all that is declared around it."""
ENDINGS = "endings:\n  e: {title: E}\n"


def indented(text: str, by: int) -> str:
    """Return `text` set in by `by` columns."""
    return "".join(" " * by + line + "\n" if line.strip() else "\n" for line in text.splitlines())


def story(kind: str, text: str) -> str:
    """Return a whole story around a sample."""
    if kind == "story":
        return text
    body = text if kind == "body" else ""
    more = indented(text, 2) if kind == "endings" else ""
    sample = f"  c:\n    body:\n{indented(body, 6)}      - end: e\n"
    return HEAD + SECTIONS + SCENES + sample + ENDINGS + more


@pytest.mark.parametrize(("kind", "text"), BLOCKS, ids=[f"{kind}-{at}" for at, (kind, _) in enumerate(BLOCKS)])
def test_each_sample_of_the_manual_compiles_clean(kind: str, text: str) -> None:
    files = {"sample.yaml": story(kind, text).encode()}
    if kind in ("body", "world"):
        files["world.yaml"] = WORLD.encode()
    compiled = compile_story(files)
    found = [each for each in compiled.diagnostics if kind == "story" or not each.code.startswith(OF_THE_WHOLE)]
    assert not found, render_all(found)


def test_the_manual_names_every_verb_key_function_and_filter() -> None:
    keys = [field.alias or name for shape in SHAPES for name, field in shape.model_fields.items()]
    wanted = {*VERBS, *keys, *FUNCTIONS, *CALLED, *FILTERS} - {"namespace", "scenes"}
    assert {word for word in wanted if not re.search(rf"\b{word}\b", PAGE)} == set()
