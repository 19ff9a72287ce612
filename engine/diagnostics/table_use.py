"""Rows of the table of codes for what is declared and never used. Given only for a story that has no errors."""

from engine.diagnostics.samples import HEAD, TAIL, Row, with_section

USE: tuple[Row, ...] = (
    (
        "USE001",
        "warning",
        'nothing reads the variable "{name}"',
        "No condition, text or page asks for it, so it changes nothing. Use it, give it a `title` so that it is shown, "
        "or take it out.",
        with_section("variables:\n  looked: false\n", "do: looked = true"),
    ),
    (
        "USE002",
        "warning",
        'nothing ever changes "{name}": it stays {value}',
        "A condition on it always comes out the same. Change it somewhere with `do:`, or let a profile set it.",
        with_section("variables:\n  told: false\n", "if: told\n        then: She knows."),
    ),
    (
        "USE003",
        "warning",
        'nothing reads the field "{name}", and no page shows it',
        "Use it in a condition or a text, give it a `title` or words, or take it out.",
        with_section("people:\n  lena: {name: Lena, fields: {called: false}}\n", "do: lena.called = true"),
    ),
    (
        "USE004",
        "warning",
        'nothing ever changes the field "{name}": it stays {value}',
        "A condition on it always comes out the same. Change it somewhere with `do:`, or let a profile set it.",
        with_section(
            "people:\n  lena: {name: Lena, fields: {called: false}}\n", "if: lena.called\n        then: She knows."
        ),
    ),
    (
        "USE005",
        "warning",
        'nobody ever has the document "{name}", and nothing asks for it',
        "Let it be gained, or held at the start, or asked for. Else take it out.",
        with_section("documents:\n  visa: {title: Visa}\n", "Hello."),
    ),
    (
        "USE006",
        "warning",
        'the document "{name}" is asked for, and can never be had',
        "Give it somewhere with `gain(…)`, or say `held: true` in its declaration or in a profile.",
        with_section("documents:\n  visa: {title: Visa}\n", "if: visa.held\n        then: Welcome."),
    ),
    (
        "USE007",
        "warning",
        'nothing looks into the table "{name}"',
        "A table is used like a function: queue(now). Use it, or take it out.",
        with_section("tables:\n  queue: {rows: {2022-09-21: 3h}}\n", "Hello."),
    ),
    (
        "USE008",
        "warning",
        'the word "{name}" is explained, and no text uses it',
        "Add the form that the text has under `also:`, or take the word out of the glossary.",
        with_section("glossary:\n  voenkomat: The draft office.\n", "Hello."),
    ),
    (
        "USE009",
        "warning",
        'nothing cites the fact "{name}"',
        "A reader can never see it. Cite it in a scene, an ending or a table, or take it out.",
        with_section("facts:\n  F1: {text: So it was., sources: [S1]}\nsources:\n  S1: {title: A page}\n", "Hello."),
    ),
    (
        "USE010",
        "warning",
        'no fact names the source "{name}"',
        "A reader can never see it. Name it in the `sources:` of a fact, or take it out.",
        with_section("sources:\n  S1: {title: A page}\n", "Hello."),
    ),
    (
        "USE011",
        "warning",
        'no scene gives the content note "{name}"',
        "Readers are warned of something that does not come. Put it into the `notes:` of a scene, or take it out.",
        with_section("notes:\n  war: A war is spoken of.\n", "Hello."),
    ),
    (
        "USE012",
        "warning",
        'nothing bears the tag "{name}"',
        "Put it into the `tags:` of a scene or a choice, or take it out.",
        with_section("tags:\n  plant: An act that returns.\n", "Hello."),
    ),
    (
        "USE013",
        "warning",
        'the scene {scene} never reads its own "{name}"',
        "Use it, or take it out of `with:` or `let:` (and out of the calls).",
        HEAD
        + "scenes:\n  a:\n    body:\n      - call: {scene: b, with: {n: 3}}\n      - end: e\n"
        + "  b:\n    with: [n]\n    body: Hello.\n"
        + TAIL,
    ),
    (
        "USE014",
        "warning",
        'nothing uses the {what} "{name}"',
        "Write it where it is wanted, with its brackets, in a condition or a text. Else take it out.",
        with_section("fragments:\n  wet: {text: It rains.}\n", "Hello."),
    ),
)
