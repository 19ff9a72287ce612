"""Rows of the table of codes for conditions and values that cannot be read."""

from engine.diagnostics.samples import CASH, HEAD, TAIL, Row, body, with_section

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
        "a list or a set is wanted here: x in [a, b]",
        "Write the values in square brackets, or name a variable that is a `set of`.",
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
        "Look at the manual's table of functions, or at the `with:` of your own under `defs:` or `fragments:`.",
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
        "a loop goes over a list in brackets, a set, or people, documents or places",
        "Write {% for x in [a, b] %}, {% for paper in documents %} or {% for x in knows %}.",
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
        "Write `x = 3`, `x += 1`, `x -= 1`, `gain(document)` or `lose(document)`, one an item; a set takes its values.",
        with_section(CASH, "do: cash + 3"),
    ),
    (
        "EXP020",
        "error",
        "{name}( ) is text and can only stand by itself in text",
        "Write {{ name(…) }} in prose or in a label. In a condition, use a function of `defs:`.",
        with_section(CASH, "if: cycle('a', 'b') == 'a'\n        then: Yes."),
    ),
    (
        "EXP021",
        "error",
        "{name}( ) written out is too big: {most} is the most",
        "A function or a fragment is written out where it is used. Split it, or use it less often in one text.",
        with_section(
            "defs:\n  f0: {with: [n], be: n * n * n * n * n * n * n * n}\n"
            + "".join(f"  f{at}: {{with: [n], be: f{at - 1}(f{at - 1}(n))}}\n" for at in range(1, 4)),
            "if: f3(2) > 3\n        then: Yes.",
        ),
    ),
    (
        "EXP022",
        "error",
        "{name}( ) cannot stand here, for nothing could remember how far it is",
        "Only a passage, the label of a choice and `remember` can hold it, outside loops and fragments. "
        "Elsewhere use pick(n, …), or `{% if %}`.",
        HEAD + "scenes:\n  a:\n    title: \"{{ cycle('One', 'Two') }}\"\n    body:\n      - end: e\n" + TAIL,
    ),
)
