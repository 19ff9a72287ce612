"""Rows of the table of codes for names and ids."""

from engine.diagnostics.samples import TAIL, Row, body, with_section

NAMES: tuple[Row, ...] = (
    (
        "NAM001",
        "error",
        "a second file has `id:`; the first is {first}",
        "Only one file of a story is its manifest. Take `id:` out of the others.",
        "",
    ),
    (
        "NAM002",
        "error",
        '"{name}" cannot be a name',
        "Names are letters, digits and _, and do not begin with a digit: upper_lars, not upper-lars.",
        with_section("variables:\n  my-cash: 3\n", "Hello."),
    ),
    (
        "NAM003",
        "error",
        '"{name}" means something already and cannot be a name',
        "Words of the language (not, if, in, now, seen …) cannot be names. Choose another.",
        with_section("variables:\n  now: 3\n", "Hello."),
    ),
    (
        "NAM004",
        "error",
        '"{name}" is declared twice among the {group}; first at {first}',
        "Two things cannot share a name. Rename one of them.",
        with_section("variables:\n  x: 3\npeople:\n  x: {name: X}\n", "Hello."),
    ),
    (
        "NAM005",
        "error",
        '"{name}" is both a variable and a value of {owner}',
        "Nobody can tell which is meant. Rename the variable or the value.",
        with_section("variables:\n  calm: 3\n  mood: {one of: [calm, cross]}\n", "do: mood = calm"),
    ),
    (
        "NAM006",
        "error",
        "this needs an `id:`, for its text gives none",
        "What the record remembers must have a name. Add `id:` with a word of your choice.",
        body('choices:\n          - choose: "..."'),
    ),
    (
        "NAM007",
        "error",
        'the id "{id}" stands twice in this scene; first in line {line}',
        "Two choices, or two alternatives in text, begin with the same words. Give one of them an `id:` of its own, "
        "in text id='…'.",
        body("choices:\n          - choose: Go on\n          - choose: Go on"),
    ),
    (
        "NAM008",
        "error",
        '"{name}" is derived from itself: {way}',
        "A derived variable cannot read itself, not even by way of another one.",
        with_section("variables:\n  x: {derived: y}\n  y: {derived: x}\n", "Hello."),
    ),
    (
        "NAM009",
        "error",
        '"{name}" cannot be the id of a story',
        "The id names the folder of the story's saves: letters, digits, - and _, at most sixty-four of them.",
        "id: ../s\ntitle: S\nstart: a\nscenes:\n  a:\n    body:\n      - end: e\n" + TAIL,
    ),
    (
        "NAM020",
        "error",
        '"{name}" is made of itself: {way}',
        "What stands under `defs:` or `fragments:` cannot use itself, not even by way of another one.",
        with_section("defs:\n  f: {be: g()}\n  g: {be: f()}\n", "Hello."),
    ),
)
