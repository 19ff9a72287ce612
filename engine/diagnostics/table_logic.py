"""Rows of the table of codes for conditions that come out the same whatever happens, by what is declared."""

from engine.diagnostics.samples import MOOD, Row, body, with_section

_MONEY = "variables:\n  cash: {number: 10, min: 0, max: 90, title: Money}\n"
_CLOCK = "clock: {start: 2022-09-20 20:30, end: 2022-09-22 00:00}\n"

LOGIC: tuple[Row, ...] = (
    (
        "LOG001",
        "warning",
        "this can never hold: {test}",
        "What follows it is never read. Compare it with the ranges and values of the variables, or take it out.",
        with_section(MOOD, "do: mood = cross", "if: mood == calm and mood == cross\n        then: Yes."),
    ),
    (
        "LOG002",
        "warning",
        "this always holds: {test}",
        "Nothing is decided here. Compare it with the ranges and values of the variables, or leave the condition out.",
        with_section(_MONEY, "do: cash -= 5", "if: cash >= 0\n        then: Yes."),
    ),
    (
        "LOG003",
        "warning",
        "this choice can never be taken: {test} cannot hold",
        "Compare its `if`, `needs` and `costs` with the ranges and values of the variables.",
        with_section(
            _MONEY,
            "do: cash -= 5",
            "choices:\n          - choose: Fly\n            needs: cash > 100\n          - choose: Stay",
        ),
    ),
    (
        "LOG004",
        "warning",
        "the `{key}` of this choice always holds: {test}",
        "It neither hides nor closes anything. Leave it out, or ask for something that can be otherwise.",
        with_section(
            _MONEY,
            "do: cash -= 5",
            "choices:\n          - choose: Walk\n            needs: cash < 100\n          - choose: Stay",
        ),
    ),
    (
        "LOG005",
        "warning",
        "part of this condition {verdict}: {test}",
        "The rest alone decides. Take that part out, or compare it with the ranges and values of the variables.",
        with_section(
            "variables:\n  cash: {number: 10, min: 0, title: Money}\n  told: false\n",
            "do: [cash -= 5, told = true]",
            "if: told and cash >= 0\n        then: Yes.",
        ),
    ),
    (
        "LOG006",
        "warning",
        "this moment lies {side} the story's clock: {test}",
        "The clock runs from its `start` to its `end` and stops there. Mend the date, or move the end of the clock.",
        body("if: now > moment('2022-10-05')\n        then: Late.", extra=_CLOCK),
    ),
    (
        "LOG007",
        "warning",
        "{name} cannot become {value}: it runs from {low} to {high}",
        "The value would be held at the end of the range. Change it, or `min` and `max`.",
        with_section(_MONEY, "do: cash = 500"),
    ),
    (
        "LOG008",
        "warning",
        'the derived variable "{name}" is always {value}',
        "Compare it with the ranges and values of what it is derived from.",
        with_section(
            "variables:\n  cash: {number: 10, min: 0, title: Money}\n  poor: {derived: cash < 0}\n",
            "do: cash -= 3",
            "'{% if poor %}Poor.{% endif %}'",
        ),
    ),
)
