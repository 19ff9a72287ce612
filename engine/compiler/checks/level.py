"""How hard the prose reads: the grade of Flesch and Kincaid, for stories in English.

In: a story without errors and the grade it aims at. Out: warnings, one a scene; scenes of fewer than forty words are
left alone, for the measure says nothing about them. Names and words of the glossary count as two syllables, so that a
story is not called hard for where it takes place.
"""

from __future__ import annotations

import re

from engine.compiler import schema
from engine.compiler.checks.material import Material
from engine.compiler.checks.walking import literals
from engine.diagnostics import Bag
from engine.program import Say

LEAST_WORDS = 40
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?]+(?=[\s\"'\u201d\u2019)]|\Z)|\n\n")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$")


def check_level(story: Material, most: int, bag: Bag) -> None:
    """Every scene of a story in English; nothing where `most` is 0."""
    if not most or story.language.partition("-")[0].lower() != "en":
        return
    known = _known(story)
    for lowered in story.scenes.values():
        said = [step.words for step in lowered.scene.steps if isinstance(step, Say)]
        text = "\n\n".join(" ".join(literals(words.parts)) for words in said)
        found = grade(text, known)
        if found is not None and found > most:
            bag.add("STY006", lowered.entry.key.place, scene=lowered.scene.id, grade=f"{found:.1f}", most=most)


def grade(text: str, known: frozenset[str] = frozenset()) -> float | None:
    """The grade of a text; None for one too short to have any. `known` words, lower case, count two syllables."""
    words = _WORD.findall(text)
    if len(words) < LEAST_WORDS:
        return None
    sentences = sum(1 for piece in _SENTENCE.split(text) if _WORD.search(piece))
    weight = sum(2 if word.lower() in known else syllables(word) for word in words)
    return 0.39 * len(words) / max(1, sentences) + 11.8 * weight / len(words) - 15.59


def syllables(word: str) -> int:
    """Syllables by the usual rule of thumb: groups of vowels, without a silent end; at least 1."""
    bare = word.lower().removesuffix("'s").removesuffix("\u2019s")
    groups = len(_VOWELS.findall(bare))
    silent = groups > 1 and _SILENT.search(bare) and not re.search(r"[td]ed$", bare)
    return max(1, groups - bool(silent))


def _known(story: Material) -> frozenset[str]:
    """Words of names and of the glossary."""
    named = [str(thing.title) for thing in story.names.things.values()]
    for word, shape in story.declared("glossary"):
        named += [str(word), *map(str, shape.also if isinstance(shape, schema.WordShape) else ())]
    return frozenset(word.lower() for name in named for word in _WORD.findall(name))
