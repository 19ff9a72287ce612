"""Rows of the table of codes for scripted plays."""

from engine.diagnostics.samples import HEAD, TAIL, Row

_SCENE = "scenes:\n  a:\n    body:\n      - choices:\n          - {choose: Go on, id: on, end: e}\n"


def _test(play: str, keys: str = "") -> str:
    """A story with one choice and one scripted play."""
    return f"{HEAD}{_SCENE}{TAIL}tests:\n  t:\n{keys}    play: {play}\n"


SCRIPTS: tuple[Row, ...] = (
    (
        "TST001",
        "error",
        "a choice and an answer in one entry",
        "An entry does one thing: give the answer an entry of its own, before or after this one.",
        _test("[{choose: on, answer: Vera}]"),
    ),
    (
        "TST002",
        "error",
        'this row says nothing for "<{name}>"',
        "Give each row of `each:` a value for every parameter that the play names in angle brackets.",
        _test("[{choose: on, text: <way>}]", "    each: [{way: on}, {weg: on}]\n"),
    ),
    (
        "TST003",
        "error",
        'no choice is called "{name}"',
        "Name it by its id: `drawer`, or `kitchen.drawer` where several are called so. `formalities fmt --ids` shows "
        "the ids that are made from labels.",
        _test("[off]"),
    ),
)
