"""Rows of the table of codes for conditions and values that cannot be read."""

from engine.diagnostics.samples import CASH, Row, body, with_section

EXPRESSIONS: tuple[Row, ...] = (
    (
        "EXP001",
        "error",
        "this cannot be read: {why}",
        "Look for a bracket or quote that is not closed, or a word too many.",
        body("if: (1 > 2\n        then: Yes."),
    ),
    (
        "EXP002",
        "error",
        "this is {length} characters long; {most} is the most",
        "Split it: a derived variable can hold part of a condition.",
        body("if: " + "1 > 2 or " * 300 + "1 > 2\n        then: Yes."),
    ),
    (
        "EXP003",
        "error",
        "this is nested too deep",
        "Split it: a derived variable can hold part of a condition.",
        body("if: " + "(" * 60 + "true" + ")" * 60 + "\n        then: Yes."),
    ),
    (
        "EXP004",
        "error",
        "a condition is wanted, and here is nothing",
        "Write the condition, or take the key out.",
        body("if: ''\n        then: Yes."),
    ),
    (
        "EXP005",
        "error",
        "{construct} is not part of the language",
        "See the manual's list of what conditions and text may hold.",
        with_section(CASH, "if: cash ** 2 > 3\n        then: Yes."),
    ),
    (
        "EXP006",
        "error",
        'there is no filter "{name}"',
        "Known are money, number, words, time, date, day, span and capital, without arguments.",
        with_section(CASH, "'You have {{ cash | mony }}.'"),
    ),
    (
        "EXP007",
        "error",
        'the filter "{name}" belongs in text, not in a condition',
        "Take it out: conditions compare values, not words.",
        with_section(CASH, "if: cash | money == 3\n        then: Yes."),
    ),
    (
        "EXP008",
        "error",
        "`in` wants a list: x in [a, b]",
        "Write the values in square brackets.",
        with_section(CASH, "if: cash in cash\n        then: Yes."),
    ),
    (
        "EXP009",
        "error",
        "`a if c` wants an `else`",
        "Say what it is when the condition does not hold.",
        with_section(CASH, "do: cash = 3 if cash > 1"),
    ),
    (
        "EXP010",
        "error",
        "{name}( ) wants {count} value(s) in its brackets",
        "Look at the manual's table of functions.",
        body("if: hours() > hours(1)\n        then: Yes."),
    ),
    (
        "EXP011",
        "error",
        "{name}( ) wants the name of a scene or choice",
        "Write seen(kitchen) or seen(kitchen.drawer), without quotes.",
        body("if: seen(3)\n        then: Yes."),
    ),
    (
        "EXP013",
        "error",
        "a loop goes over a list in brackets, or over people, documents or places",
        "Write {% for x in [a, b] %} or {% for paper in documents %}.",
        with_section(CASH, "'{% for x in cash %}x{% endfor %}'"),
    ),
    (
        "EXP014",
        "error",
        "the loops of this text go round more than {most} times",
        "Say it in fewer.",
        body(
            "'{% for x in ["
            + ", ".join("1" for _ in range(30))
            + "] %}" * 1
            + "{% for y in ["
            + ", ".join("1" for _ in range(30))
            + "] %}x{% endfor %}{% endfor %}'"
        ),
    ),
    (
        "EXP012",
        "error",
        "this is no statement",
        "Write `x = 3`, `x += 1`, `x -= 1`, `gain(document)` or `lose(document)`, one an item.",
        with_section(CASH, "do: cash + 3"),
    ),
)
