"""Rows of the table of codes for facts and for what rests on them. The last three are asked for under `manners:`."""

from engine.diagnostics.samples import HEAD, TAIL, Row, with_section

FACTS: tuple[Row, ...] = (
    (
        "FCT001",
        "warning",
        'the fact "{name}" has no source',
        "Say where it was found: declare the page under `sources:` and name it in the fact's `sources:`. "
        "A fact without any can say so in `confidence:`.",
        HEAD + "facts:\n  F1: {text: So it was.}\nscenes:\n  a:\n    facts: [F1]\n    body:\n      - end: e\n" + TAIL,
    ),
    (
        "FCT002",
        "warning",
        'the scene "{scene}" is called documented and cites no fact',
        "Cite what it rests on in `facts:`, or call it composite or invented.",
        HEAD + "scenes:\n  a:\n    truth: documented\n    body:\n      - end: e\n" + TAIL,
    ),
    (
        "FCT003",
        "warning",
        'a number about the world, and the scene "{scene}" cites no fact: {said}',
        "Cite the fact that the number rests on in `facts:`, or say `truth: invented` of the scene.",
        with_section("manners: {numbers: cite}\n", "It is 40 km to the border."),
    ),
    (
        "FCT004",
        "warning",
        'the word "{word}" is not in the glossary',
        "Explain it under `glossary:`, there with `also:` for its other forms, or say it in the language of the story.",
        with_section("manners: {foreign: script}\n", "It says КПП on the wall."),
    ),
    (
        "FCT005",
        "warning",
        'the scene "{scene}" does not say whether it is documented, composite or invented',
        "Give it `truth:`.",
        with_section("manners: {truth: declared}\n", "Hello."),
    ),
)
