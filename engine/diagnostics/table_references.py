"""Rows of the table of codes for names that point at nothing."""

from engine.diagnostics.samples import HEAD, MOOD, TAIL, Row, body, with_section

REFERENCES: tuple[Row, ...] = (
    (
        "REF001",
        "error",
        'nothing is called "{name}"',
        "Declare it under `variables:`, or mend the spelling.",
        body("if: csh > 3\n        then: Yes."),
    ),
    (
        "REF002",
        "error",
        '"{name}" is not a value of {owner}',
        "Use one of the values that the variable declares.",
        with_section(MOOD, "do: mood = clm"),
    ),
    (
        "REF003",
        "error",
        'there is no field "{name}"',
        "Declare it under `fields:` of that person, document or place.",
        with_section("people:\n  lena: {name: Lena}\n", "if: lena.called\n        then: Yes."),
    ),
    (
        "REF004",
        "error",
        'there is no function or table "{name}"',
        "Known are seen, visits, turns_since, moment, hours, minutes, days, min, max, all_of, any_of, count, pick, "
        "plural and the story's own tables and defs.",
        body("if: sen(a)\n        then: Yes."),
    ),
    (
        "REF005",
        "error",
        'there is no scene or choice "{name}" to have been seen',
        "Name a scene, or a choice as scene.choice.",
        body("if: seen(nowhere)\n        then: Yes."),
    ),
    (
        "REF006",
        "error",
        'nothing in this scene has the id "{name}"',
        "Give the item you want to go to an `id:`.",
        body("go: .opts"),
    ),
    (
        "REF007",
        "error",
        'there is no document "{name}" to gain or lose',
        "Declare it under `documents:`.",
        body("do: gain(ticket)"),
    ),
    (
        "REF008",
        "error",
        'there is no variable "{name}" to change',
        "Declare it under `variables:`, or mend the spelling.",
        body("do: csh = 3"),
    ),
    (
        "REF009",
        "error",
        '"{name}" is derived and cannot be changed',
        "Change what it is derived from.",
        with_section("variables:\n  x: {derived: 1 > 2}\n", "do: x = true"),
    ),
    (
        "REF010",
        "error",
        'no scene is called "{name}"',
        "Mend the spelling, or write the scene. A scene of another file is file.scene.",
        body("go: nowhere"),
    ),
    (
        "REF011",
        "error",
        "`among` leaves out {missing}",
        "Every scene that `to` can come to must stand in `among`.",
        body("go: {to: \"'b'\", among: [a]}"),
    ),
    (
        "REF012",
        "error",
        'the scene {scene} asks for no "{name}"',
        "Take it out, or add it to that scene's `with:`.",
        HEAD
        + "scenes:\n  a:\n    body:\n      - call: {scene: b, with: {n: 3}}\n      - end: e\n  b:\n    body: Hello.\n"
        + TAIL,
    ),
    (
        "REF013",
        "error",
        'no ending is called "{name}"',
        "Declare it under `endings:`, or mend the spelling.",
        body("end: nowhere"),
    ),
    (
        "REF014",
        "error",
        'no {group} is called "{name}"',
        "Declare it in its section, or mend the spelling.",
        HEAD + "scenes:\n  a:\n    facts: [F1]\n    body:\n      - end: e\n" + TAIL,
    ),
    (
        "REF020",
        "error",
        '"{name}" is nothing a set can be made of',
        "Write `set of: [a, b]`, name a `one of` variable, or say people, documents or places.",
        with_section("variables:\n  knows: {set of: clues}\n", "Hello."),
    ),
)
