"""Rows of the table of codes for the flow of scenes."""

from engine.diagnostics.samples import HEAD, MOOD, TAIL, Row, body, with_section

FLOW: tuple[Row, ...] = (
    (
        "FLO001",
        "error",
        "this match says nothing for {missing}",
        "Add these cases, or an `else:`.",
        with_section(MOOD, "match: mood\n        cases: {calm: Good.}"),
    ),
    (
        "FLO002",
        "error",
        "a block of choices without a choice",
        "Add at least one `- choose:`.",
        body("choices:\n          - otherwise: Nothing."),
    ),
    (
        "FLO003",
        "error",
        "nothing leads here: what stands before it has left the scene",
        "Move it before the `go`, `end` or `return`, or take it out.",
        body("end: e", "More."),
    ),
    (
        "FLO004",
        "error",
        'the scene "{scene}" can run out without saying where to go',
        "Let every way through it end in `go:`, `end:` or, in a called scene, `return:`.",
        HEAD + "scenes:\n  a:\n    body:\n      - Hello.\n" + TAIL,
    ),
    (
        "FLO005",
        "error",
        'the scene "{scene}" calls itself: {way}',
        "A scene cannot be called while it is under way, and a deal may call every storylet of its tag. Use `go:`.",
        HEAD + "scenes:\n  a:\n    body:\n      - call: b\n      - end: e\n  b:\n    body:\n      - call: b\n" + TAIL,
    ),
    (
        "FLO006",
        "warning",
        'nothing leads to the scene "{scene}"',
        "Let something `go:` or `call:` to it, or take it out.",
        HEAD + "scenes:\n  a:\n    body:\n      - end: e\n  b:\n    body:\n      - end: e\n" + TAIL,
    ),
    (
        "FLO008",
        "error",
        "a second `otherwise` in one block of choices",
        "Only one can be taken when nothing else can. Put both into one body.",
        body("choices:\n          - choose: Go on\n          - otherwise: A.\n          - otherwise: B."),
    ),
    (
        "FLO007",
        "error",
        "a loop without a choice, which would never stop: {way}",
        "Put a choice on the way, or another way out.",
        HEAD + "scenes:\n  a:\n    body:\n      - go: b\n  b:\n    body:\n      - go: a\n" + TAIL,
    ),
    (
        "FLO009",
        "warning",
        "every choice here can be closed or hidden, and nothing is said for when all are",
        "Add an `otherwise:`, or a choice without a condition, or let the conditions leave no gap between them.",
        with_section(
            "variables:\n  cash: {number: 10, title: Money}\n",
            "do: cash -= 5",
            "choices:\n          - choose: Fly\n            needs: cash > 5\n"
            "          - choose: Drive\n            needs: cash < 5",
        ),
    ),
    (
        "FLO010",
        "warning",
        "every choice here can be taken once, and the block can be met again with none left",
        "Add an `otherwise:` for that time, or a choice that stays.",
        HEAD
        + "scenes:\n  a:\n    body:\n      - choices:\n          - choose: Look\n            once: true\n"
        + "          - choose: Listen\n            once: true\n      - choices:\n"
        + "          - choose: Begin again\n            go: a\n          - choose: Leave\n      - end: e\n"
        + TAIL,
    ),
    (
        "FLO011",
        "warning",
        "no ending can be reached from here: {scenes}",
        "Whoever comes here plays on for ever. Let a choice on the way lead to an `end:`.",
        HEAD
        + "scenes:\n  a:\n    body:\n      - choices:\n          - choose: Leave\n            end: e\n"
        + "          - choose: Enter\n            go: b\n  b:\n    body:\n      - choices:\n"
        + "          - choose: Wait\n            go: b\n"
        + TAIL,
    ),
    (
        "FLO012",
        "warning",
        "whatever is chosen here, the scene comes back to this block for ever",
        "Let one of the choices `go:` or `end:`, or leave `again:` out.",
        body(
            "choices:\n          - choose: Leave\n            end: e\n          - choose: Stay",
            "choices:\n          - choose: Wait\n        again: true",
        ),
    ),
    (
        "FLO013",
        "warning",
        'nothing leads to the ending "{name}"',
        "Let something `end:` with it, or take it out.",
        body("Hello.") + "  f: {title: F}\n",
    ),
)
