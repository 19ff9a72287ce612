"""Rows of the table of codes for questions to the player."""

from engine.diagnostics.samples import Row


def _asking(ask: str) -> str:
    """A whole story whose one scene asks."""
    head = "id: s\ntitle: S\nstart: a\nvariables:\n  nick: {text: ''}\n  age: {number: 30, min: 0, max: 120}\n"
    scene = f"scenes:\n  a:\n    body:\n      - ask: {{id: q, question: Who?, {ask}}}\n      - end: e\n"
    return f"{head}{scene}endings:\n  e: {{title: E}}\n"


ASKING: tuple[Row, ...] = (
    (
        "ASK001",
        "error",
        "an answer in words has at most {most} characters; {value} cannot be asked for",
        "Give `max:` a number from 1 to 100. A question is for a name or a few words, not for a page.",
        _asking("into: nick, kind: text, max: 200"),
    ),
    (
        "ASK002",
        "error",
        "no number can be the answer: the least is {least} and the most {most}",
        "Let `min:` be no more than `max:`.",
        _asking("into: age, kind: number, min: 9, max: 3"),
    ),
    (
        "ASK003",
        "error",
        'the default "{value}" is no answer here',
        "The default must be what the player might have typed: within `min` and `max`, or no longer than `max`.",
        _asking("into: nick, kind: text, max: 3, default: Ilyusha"),
    ),
    (
        "ASK004",
        "error",
        "{name} holds {low} to {high}, and the question takes {least} to {most}",
        "Let the question's `min` and `max` stay within those of the variable, or widen the variable's.",
        _asking("into: age, kind: number, max: 200"),
    ),
    (
        "ASK005",
        "error",
        '"{key}" means nothing where words are asked for',
        "Of an answer in words only `max:`, its characters, can be said. Take `min:` out, or ask for a number.",
        _asking("into: nick, kind: text, min: 3"),
    ),
)
