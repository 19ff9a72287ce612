"""What is declared to be cited and never is: facts, sources, content notes, tags, words of the glossary.

In: a story without errors. Out: warnings. A word of the glossary counts as used where its letters stand in any text, so
that endings and plurals do no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from engine.compiler.checks.material import Material
from engine.compiler.checks.summary import glossary_of, said_of
from engine.compiler.checks.walking import literals, texts_of_world
from engine.compiler.declare import opening_of
from engine.compiler.nodes import Scalar
from engine.diagnostics import Bag
from engine.expr import Words


def check_citing(story: Material, bag: Bag) -> None:
    """Facts, sources, notes, tags and words."""
    of_scenes = [each.cites for each in story.summaries.values()]
    cited = {fact for each in of_scenes for fact in each.facts}
    cited |= {fact for ending in story.endings for fact in ending.facts}
    cited |= {fact for table in story.names.tables.values() for fact in table.facts}
    cited |= {fact for route in story.world.routes for fact in route.facts}
    cited |= {str(fact) for each in story.files for fact in opening_of(each.shape).facts}
    named = {str(source) for _, fact in story.declared("facts") for source in fact.sources}
    _complain("USE009", story.declared("facts"), cited, bag)
    _complain("USE010", story.declared("sources"), named, bag)
    _complain("USE011", story.declared("notes"), {note for each in of_scenes for note in each.notes}, bag)
    _complain("USE012", story.declared("tags"), {tag for each in of_scenes for tag in each.tags}, bag)
    _words(story, bag)


def _complain(code: str, declared: Iterable[tuple[Scalar, Any]], used: set[str], bag: Bag) -> None:
    for name, _ in declared:
        if str(name) not in used:
            bag.add(code, name.place, name=name)


def _words(story: Material, bag: Bag) -> None:
    glossary = glossary_of(story.files)
    if not glossary:
        return
    said = {word for each in story.summaries.values() for word in each.cites.words}
    said.update(said_of("\n".join(_around(story)).casefold(), glossary))
    for word, _ in story.declared("glossary"):
        if str(word) not in said:
            bag.add("USE008", word.place, name=word)


def _around(story: Material) -> Iterator[str]:
    """Everything the story says before and after its scenes and beside them, piece by piece."""
    found: list[Words | None] = [words for each in story.endings for words in (each.text, each.next, each.door)]
    found += texts_of_world(story.world)
    for words in found:
        if words is not None:
            yield from literals(words.parts)
    yield from (str(text) for each in story.files for text in (each.shape.about, opening_of(each.shape).text) if text)
    for section in ("people", "documents", "places", "facts", "profiles"):
        for _, shape in story.declared(section):
            yield from (str(shape_text) for shape_text in (getattr(shape, "about", None), getattr(shape, "text", None)))
