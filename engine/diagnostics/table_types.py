"""Rows of the table of codes for values of the wrong kind."""

from engine.diagnostics.samples import CASH, MOOD, Row, body, with_section

TYPES: tuple[Row, ...] = (
    (
        "TYP001",
        "error",
        "{wanted} is wanted here, and this is {found}",
        "Compare it with something, or use another variable.",
        with_section(CASH, "if: cash\n        then: Yes."),
    ),
    (
        "TYP002",
        "error",
        'the filter "{name}" cannot print {found}',
        "Numbers take money, number and words; moments time, date and day; durations span.",
        with_section(CASH, "'At {{ cash | time }}.'"),
    ),
    (
        "TYP003",
        "error",
        "a moment must say how it is to be printed",
        "Add `| time`, `| date` or `| day`.",
        body("'It is {{ now }}.'"),
    ),
    (
        "TYP004",
        "error",
        "{left} and {right} cannot be compared or mixed",
        "Both sides must be of one kind.",
        with_section(CASH, "if: cash == 'much'\n        then: Yes."),
    ),
    (
        "TYP005",
        "error",
        "{kind} has no order: {op} cannot be asked of it",
        "Use == or != or `in`. The values of a `one of` have an order when it says `ordered: true`.",
        with_section(MOOD, "if: mood > calm\n        then: Yes."),
    ),
    (
        "TYP006",
        "error",
        "{left} {op} {right} means nothing",
        "Numbers go with numbers; a moment takes a duration; text is joined with ~.",
        with_section(CASH, "if: cash + hours(1) > 3\n        then: Yes."),
    ),
    (
        "TYP007",
        "error",
        "{op} cannot be done to {name}, which is {kind}",
        "Use `=` with one of its values. Words that are `ordered: true` go up and down by numbers.",
        with_section(MOOD, "do: mood += 1"),
    ),
    (
        "TYP020",
        "error",
        "{op} puts values into the set {name} or takes them out, and this is {found}",
        "Write one of its values, a list of them in square brackets, or another set of the same values.",
        with_section("variables:\n  knows: {set of: [rumour, ferry]}\n", "do: knows += 3"),
    ),
)
