"""Rows of the table of codes for keys and shapes."""

from engine.diagnostics.samples import HEAD, TAIL, Row, body, with_section

KEYS: tuple[Row, ...] = (
    (
        "KEY001",
        "error",
        'the key "{key}" is not known here',
        "A key is misspelled or stands in the wrong place. Compare it with the manual's table for this part.",
        body("choices:\n          - choose: Go on\n            thn: Yes."),
    ),
    (
        "KEY002",
        "error",
        '"{key}" is missing from {owner}',
        "This part cannot do without that key. Add it at the same depth as its neighbours.",
        body("if: true"),
    ),
    (
        "KEY003",
        "error",
        'text is wanted at "{key}", and here is a list or a set of keys',
        "Write the text on one line, or after `|` on the lines below it.",
        with_section("about: [one, two]\n", "Hello."),
    ),
    (
        "KEY004",
        "error",
        '{wanted} is wanted at "{key}"',
        "A list has a dash before each item; keys and values stand one pair a line as `key: value`.",
        with_section("authors: Somebody\n", "Hello."),
    ),
    (
        "KEY005",
        "error",
        '"{word}" is none of the verbs a body knows',
        "A body is made of text and of verbs such as choices, if, do, go, end. For text that has a colon in it, "
        "put the text on the next line after `- |`.",
        body("endd: e"),
    ),
    (
        "KEY006",
        "error",
        "no file of this story says what it is",
        "One file, as a rule story.yaml, must begin with `id:`, `title:` and `start:`.",
        "title: S\nscenes:\n  a:\n    body: Hello.\n",
    ),
    (
        "KEY007",
        "error",
        '"{name}" needs exactly one of number, flag, one of, set of, text, moment, duration or derived',
        "Say what the variable is by one of these keys, and give its first value there.",
        with_section("variables:\n  x: {title: X}\n", "Hello."),
    ),
    (
        "KEY008",
        "error",
        'the call leaves out "{name}", which {scene} asks for',
        "A scene with `with: [name]` must be given a value for each name: `call: {scene: …, with: {name: value}}`.",
        HEAD
        + "scenes:\n  a:\n    body:\n      - call: b\n      - end: e\n"
        + "  b:\n    with: [n]\n    body:\n      - return: n\n"
        + TAIL,
    ),
    (
        "KEY020",
        "error",
        '"{key}" says nothing about {name}, which is no {wanted}',
        "Take the key out, or say with it what the variable is.",
        with_section("variables:\n  cash: {number: 3, ordered: true}\n", "Hello."),
    ),
)
