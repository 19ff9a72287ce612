"""No word of the story is misspelt, by aspell and the story's own list of words, `words.txt`."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.compiler import compile_story
from engine.compiler.checks.walking import literals
from engine.expr import Words
from engine.frozen import Frozen
from tests.stories import ROOT, files_of

OWN = Path(__file__).parent / "words.txt"
needs_aspell = pytest.mark.skipif(shutil.which("aspell") is None, reason="aspell is not installed")


def texts(node: object) -> Iterator[str]:
    """All that a reader may be shown of a program or a part of it, conditional words included."""
    if isinstance(node, Words):
        yield " ".join(literals(node.parts))
    elif isinstance(node, Frozen):
        for field in node.fields():
            yield from texts(field)
    elif isinstance(node, dict):
        yield from (text for each in node.values() for text in texts(each))
    elif isinstance(node, tuple | list):
        yield from (text for each in node for text in texts(each))


def misspelt(text: str) -> list[str]:
    """Words that are neither English nor the story's own."""
    command = ["aspell", "list", "--lang=en_GB", "--encoding=utf-8"]
    said = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True).stdout
    return sorted({*said.split()} - {*OWN.read_text(encoding="utf-8").split()})


def story_text() -> str:
    program = compile_story(files_of(ROOT / "story" / "border-formalities")).program
    assert program is not None
    told = [*texts(program.scenes), *texts(program.endings), *texts(program.things), *texts(program.profiles)]
    plain = [each.text for each in program.facts] + [text for pair in program.glossary for text in pair]
    plain += [question for each in program.endings for question in each.ask]
    return "\n".join((*told, *plain)).replace("_", "").replace("*", "")


@needs_aspell
def test_no_word_is_misspelt() -> None:
    assert misspelt(story_text()) == []


@needs_aspell
def test_a_misspelt_word_would_be_found() -> None:
    assert misspelt("He recieved the sumons.") == ["recieved", "sumons"]


def test_the_storys_own_words_are_all_of_them_used() -> None:
    text = story_text()
    assert [each for each in OWN.read_text(encoding="utf-8").split() if each not in text] == []
