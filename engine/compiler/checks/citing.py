"""What is declared to be cited and never is: facts, sources, content notes, tags, words of the glossary.

In: a story without errors. Out: warnings. A word of the glossary counts as used where its letters stand in any text, so
that endings and plurals do no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from engine.compiler import schema
from engine.compiler.checks.material import Material, shapes_in
from engine.compiler.checks.walking import literals, texts, texts_of_world
from engine.compiler.declare import opening_of
from engine.compiler.nodes import Scalar
from engine.diagnostics import Bag
from engine.expr import Words


def check_citing(story: Material, bag: Bag) -> None:
    """Facts, sources, notes, tags and words; facts and tags of choices are looked for only where there are any."""
    cited = _of_scenes(story, "facts")
    cited |= {fact for ending in story.endings for fact in ending.facts}
    cited |= {fact for table in story.names.tables.values() for fact in table.facts}
    cited |= {fact for route in story.world.routes for fact in route.facts}
    cited |= {str(fact) for each in story.files for fact in opening_of(each.shape).facts}
    named = {str(source) for _, fact in story.declared("facts") for source in fact.sources}
    _complain("USE009", story.declared("facts"), cited, bag)
    _complain("USE010", story.declared("sources"), named, bag)
    _complain("USE011", story.declared("notes"), _of_scenes(story, "notes"), bag)
    _complain("USE012", story.declared("tags"), _of_scenes(story, "tags"), bag)
    _words(story, bag)


def _complain(code: str, declared: Iterable[tuple[Scalar, Any]], used: set[str], bag: Bag) -> None:
    for name, _ in declared:
        if str(name) not in used:
            bag.add(code, name.place, name=name)


def _of_scenes(story: Material, key: str) -> set[str]:
    """What scenes and their choices have under `key`."""
    if not any(True for _ in story.declared(key)):
        return set()
    found: set[str] = set()
    for lowered in story.scenes.values():
        found.update(map(str, getattr(lowered.entry.shape, key)))
        if key in ("facts", "tags"):
            for shape in shapes_in(lowered.entry.shape.body):
                if isinstance(shape, schema.Choice):
                    found.update(map(str, getattr(shape, key)))
    return found


def _words(story: Material, bag: Bag) -> None:
    glossary = list(story.declared("glossary"))
    if not glossary:
        return
    said = "\n".join(all_text(story)).casefold()
    for word, shape in glossary:
        forms = [word, *(shape.also if isinstance(shape, schema.WordShape) else ())]
        if not any(form.casefold() in said for form in forms):
            bag.add("USE008", word.place, name=word)


def all_text(story: Material) -> Iterator[str]:
    """Everything the story says before, in and after its scenes, piece by piece."""
    found: list[Words | None] = [words for each in story.endings for words in (each.text, each.next, each.door)]
    found += [lowered.scene.title for lowered in story.scenes.values()]
    found += [lowered.storylet.label for lowered in story.scenes.values() if lowered.storylet is not None]
    found += texts_of_world(story.world)
    for words in found:
        if words is not None:
            yield from literals(words.parts)
    for _, _, step in story.steps():
        for words in texts(step):
            yield from literals(words.parts)
    for lowered in story.scenes.values():
        yield from (str(each) for each in (lowered.entry.shape.title,) if each)
    yield from (str(text) for each in story.files for text in (each.shape.about, opening_of(each.shape).text) if text)
    for section in ("people", "documents", "places", "facts", "profiles"):
        for _, shape in story.declared(section):
            yield from (str(shape_text) for shape_text in (getattr(shape, "about", None), getattr(shape, "text", None)))
