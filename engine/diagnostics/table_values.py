"""Rows of the table of codes for values of variables, dates, zones."""

from engine.diagnostics.samples import Row, body, with_section

VALUES: tuple[Row, ...] = (
    (
        "VAL001",
        "error",
        '"{value}" is no value for {name}',
        "A number is digits, a flag is true or false, a duration is like 1h 30m. Use `one of` for a choice of words, "
        "`text: ''` for words that may be any, and a set's values must be its own.",
        with_section("variables:\n  x: blue\n", "Hello."),
    ),
    (
        "VAL002",
        "error",
        '"{value}" is not a whole number within nine million milliards',
        "Only whole numbers are known here: 340000, not 3.5.",
        with_section("variables:\n  x: {number: 3.5}\n", "Hello."),
    ),
    (
        "VAL003",
        "error",
        '"{value}" is no date and hour',
        "Write a moment as 2022-09-26 14:00, in conditions as moment('2022-09-26 14:00').",
        with_section("variables:\n  x: {moment: soon}\n", "Hello."),
    ),
    (
        "VAL004",
        "error",
        'the time zone "{value}" is not known',
        "Zones have names such as Europe/Moscow or Asia/Tbilisi.",
        with_section("places:\n  p: {title: P, zone: Europe/Moskow}\n", "Hello."),
    ),
    (
        "VAL005",
        "error",
        "the clock ends before it starts",
        "Give `end:` a moment after `start:`.",
        with_section("clock: {start: 2022-09-20 20:30, end: 2022-09-20 10:00}\n", "Hello."),
    ),
    (
        "VAL006",
        "error",
        '"{value}" is no duration',
        "Write a duration as 15m, 1h 30m or 2d.",
        with_section("variables:\n  x: {duration: long}\n", "Hello."),
    ),
    (
        "VAL007",
        "error",
        "{name} starts outside its own range of {low} to {high}",
        "Change the first value, or `min` and `max`.",
        with_section("variables:\n  x: {number: 5, max: 3}\n", "Hello."),
    ),
    (
        "VAL008",
        "error",
        '"{value}" is neither true nor false',
        "Write true or false here.",
        with_section("variables:\n  x: {flag: maybe}\n", "Hello."),
    ),
    (
        "VAL009",
        "error",
        'the table "{name}" needs rows, all of them numbers or all of them durations',
        "Rows look like `2022-09-21 18:00: 10h`.",
        with_section("tables:\n  q: {rows: {2022-09-21: 3, 2022-09-22: 3h}}\n", "Hello."),
    ),
    (
        "VAL010",
        "error",
        '"{value}" is not known here; known are {known}',
        "Use one of the words the message names.",
        body("vary: {mode: often, of: [a, b]}"),
    ),
    (
        "VAL020",
        "error",
        "this text is {length} characters long; a variable holds {most}",
        "Shorten it. Long text belongs in a passage or under `fragments:`.",
        with_section("variables:\n  name: {text: " + "long" * 60 + "}\n", "Hello."),
    ),
)
