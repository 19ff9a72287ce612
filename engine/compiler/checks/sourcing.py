"""What a story says of the world and where it was found: facts without sources, scenes that cite none.

In: a story without errors and its manners. Out: warnings. That numbers and foreign words rest on something, and that
every scene says its truth, is asked only of stories whose manifest asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.compiler import schema
from engine.compiler.checks.declared import Manners
from engine.compiler.checks.material import Material
from engine.compiler.checks.walking import literals, texts
from engine.compiler.names import EVENTS
from engine.compiler.scenes import Lowered
from engine.diagnostics import Bag, Place
from engine.expr.marks import BEGIN, END

_MONTHS = "January February March April May June July August September October November December".replace(" ", "|")
_UNITS = (
    r"%|per\s?cent|percent|degrees?|°C?|km|kilomet(?:re|er)s?|met(?:re|er)s?|miles?|hectares?|tonnes?|tons?|kg|litres?"
    r"|roubles?|rubles?|lari|tenge|hryvnias?|euros?|dollars?|pounds?|people|men|women|soldiers|deaths|refugees"
)
_NUMBER = r"(?:\d[\d.,\s]*|(?:[a-z]+\s)?(?:hundred|thousand|million|milliard|billion)(?:\s[a-z]+)?\s)"
_WORLD = re.compile(
    rf"(?<!\w){_NUMBER}\s?(?:{_UNITS})(?!\w)|[€$£₽]\s?\d[\d.,]*"
    rf"|(?<!\w)\d{{1,2}}\s(?:{_MONTHS})(?!\w)|(?<!\w)(?:{_MONTHS})\s\d{{1,2}}(?!\w)|(?<!\w)(?:1[5-9]|20)\d\d(?!\w)"
)
_OTHER_SCRIPT = re.compile(
    "[\u0370-\u052f\u0530-\u058f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
    "[\\w\u0300-\u036f]*"
)
_MARKED = re.compile(f"{BEGIN}([^\\W\\d_]+){END}")
_NOT_LATIN = frozenset("ru uk be bg sr mk el ka hy he ar fa ur hi bn ta te th lo ja zh ko kk ky tg mn".split())


def number_of_the_world(text: str) -> str:
    """The first number with a unit, sum of money, share, date or year in a text; "" where there is none."""
    found = _WORLD.search(text)
    return "" if found is None else " ".join(found[0].split())


def check_sourcing(story: Material, manners: Manners, bag: Bag) -> None:
    """Facts, then scenes."""
    for name, fact in story.declared("facts"):
        if not fact.sources and fact.confidence is None:  # else it says itself how far it is to be believed
            bag.add("FCT001", name.place, name=name)
    known = _explained(story) if manners.foreign else set()
    for lowered in story.scenes.values():
        shape = lowered.entry.shape
        if shape.truth == "documented" and not shape.facts:
            bag.add("FCT002", shape.truth.place, scene=lowered.scene.id)
        if manners.truth and shape.truth is None and not lowered.scene.id.startswith(EVENTS):
            bag.add("FCT005", lowered.entry.key.place, scene=lowered.scene.id)
        if manners.numbers and not shape.facts and shape.truth != "invented":
            _numbers(lowered, bag)
        if manners.foreign:
            _foreign(lowered, manners.foreign, story.language, known, bag)


def _said(lowered: Lowered) -> Iterator[tuple[str, Place]]:
    """What a scene says, text by text."""
    for at, step in enumerate(lowered.scene.steps):
        for words in texts(step):
            yield " ".join(literals(words.parts)), lowered.places[at]


def _numbers(lowered: Lowered, bag: Bag) -> None:
    for text, place in _said(lowered):
        found = number_of_the_world(text)
        if found:
            bag.add("FCT003", place, scene=lowered.entry.key, said=found)
            return


def _explained(story: Material) -> set[str]:
    known: set[str] = set()
    for word, shape in story.declared("glossary"):
        also = shape.also if isinstance(shape, schema.WordShape) else ()
        known.update(form.casefold() for each in (word, *also) for form in (each, *each.split()))
    return known


def _foreign(lowered: Lowered, what: str, language: str, known: set[str], bag: Bag) -> None:
    """The first foreign word of each text that is not explained: in another script, or in emphasis by itself."""
    latin = language.partition("-")[0].lower() not in _NOT_LATIN
    for text, place in _said(lowered):
        words = _OTHER_SCRIPT.findall(text) if latin else []
        words += _MARKED.findall(text) if what == "emphasis" else []
        unknown = next((word for word in words if word.casefold() not in known), None)
        if unknown is not None:
            bag.add("FCT004", place, word=unknown)
