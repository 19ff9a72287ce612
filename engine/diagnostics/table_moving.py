"""Rows of the table of codes for what moves a story besides its choices: storylets, the schedule, renamed ids."""

from engine.diagnostics.samples import HEAD, TAIL, Row

_CLOCK = "clock: {start: 2022-09-20 20:30, end: 2022-09-22 00:00, grain: 5m, zone: Europe/Moscow}\n"
_TAGS = "tags: {road: On the road.}\n"


def _story(head: str, items: str, more: str = "") -> str:
    """A story with these sections, whose scene `a` has these items and then ends."""
    return f"{HEAD}{head}scenes:\n  a:\n    body:\n{items}      - end: e\n{more}{TAIL}"


def _storylet(keys: str, items: str = "      - deal: {id: d, tag: road}\n") -> str:
    return _story(_TAGS, items, f"  b:\n{keys}    tags: [road]\n    body: Rain.\n")


def _schedule(row: str, *, items: str = "      - takes: 1h\n", more: str = "") -> str:
    return _story(f"{_CLOCK}schedule:\n  siren: {row}\n", items, more)


_STORYLETS: tuple[Row, ...] = (
    (
        "STO001",
        "error",
        'no storylet has the tag "{tag}"',
        "A deal chooses among scenes that have `when:` and this tag. Tag one, or mend the spelling.",
        _story(_TAGS, "      - deal: {id: d, tag: road}\n"),
    ),
    (
        "STO002",
        "error",
        'the scene "{scene}" is a storylet, and here it is gone to',
        "A scene with `when:` comes back when its body runs out, so something must wait for it: let a `deal:` or a "
        "`from:` choose it, or `call:` it.",
        _storylet(
            "    when: true\n", "      - choices:\n          - {choose: Go on, go: b}\n          - choose: Stay\n"
        ).replace("      - end: e\n", "      - deal: {id: d, tag: road}\n      - end: e\n"),
    ),
    (
        "STO003",
        "error",
        '"{key}" means something only beside `when:`',
        "It says how a storylet is chosen. Give the scene a `when:` (perhaps `when: true`), or take this out.",
        _story("", "      - go: b\n", "  b:\n    priority: 3\n    body:\n      - end: e\n").replace(
            "      - go: b\n      - end: e\n", "      - go: b\n"
        ),
    ),
    (
        "STO004",
        "error",
        'the storylet "{scene}" asks for parameters',
        "Nothing fills them when it is dealt. Read variables instead, or take out `when:` and `call:` the scene.",
        _storylet("    when: true\n    with: [n]\n"),
    ),
    (
        "STO005",
        "error",
        '"{value}" is no number of storylets',
        "Write `pick:` as a whole number from 1.",
        _storylet("    when: true\n", "      - deal: {id: d, tag: road, pick: 0}\n"),
    ),
)

_TIMES: tuple[Row, ...] = (
    (
        "SCH001",
        "error",
        'the row "{row}" needs exactly one of at, every or after',
        "Say when it falls due: `at: 2022-09-24 14:00`, `every: 6h`, or `after: {seen: kitchen.drawer, wait: 2h}`.",
        _schedule("{say: A siren.}"),
    ),
    (
        "SCH002",
        "error",
        "{value} lies outside the story's clock",
        "Give a moment between the clock's `start:` and `end:`, in the clock's own zone.",
        _schedule("{at: 2022-09-24 14:00, say: A siren.}"),
    ),
    (
        "SCH003",
        "error",
        "an event cannot come every no time at all",
        "Give `every:` a duration such as 30m, 6h or 1d.",
        _schedule("{every: 0m, say: A siren.}"),
    ),
    (
        "SCH004",
        "error",
        'the row "{row}" both calls and goes',
        "`call:` comes back to what was under way, `go:` ends it. Keep one; a called scene may itself lead on.",
        _schedule(
            "{at: 2022-09-20 21:00, call: b, go: c}",
            more="  b:\n    body: Rain.\n  c:\n    body:\n      - end: e\n",
        ),
    ),
    (
        "SCH005",
        "error",
        "this can never fall due",
        "`until:` lies before the first time, or `wait:` is longer than the story's clock runs, or the event waits for "
        "itself.",
        _schedule("{every: 6h, until: 2022-09-20 21:00, say: A siren.}"),
    ),
    (
        "SCH006",
        "error",
        'the row "{row}" does nothing',
        "Give it at least one of say, do, remember, call or go.",
        _schedule("{at: 2022-09-20 21:00}"),
    ),
    (
        "SCH007",
        "error",
        'the row "{row}" may call the scene "{scene}" while it is under way',
        "An event interrupts where time passes, and a scene cannot be called while it is under way. Give the event a "
        "scene of its own, or let no time pass in that scene outside of events.",
        _schedule(
            "{at: 2022-09-20 21:00, call: b}",
            items="      - call: b\n",
            more="  b:\n    body:\n      - takes: 1h\n",
        ),
    ),
    (
        "SCH008",
        "error",
        '"{key}" goes only with `every:`',
        "A row with `at:` or `after:` comes once. Take this out, or use `every:`.",
        _schedule("{at: 2022-09-20 21:00, missed: once, say: A siren.}"),
    ),
)

_RENAMED: tuple[Row, ...] = (
    (
        "REN001",
        "error",
        '"{name}" is still in use, so it was not renamed',
        "`renamed:` names ids that are gone: `former id: present id`. Take this pair out, or turn it round.",
        _story("renamed: {a: b}\n", "      - call: b\n", "  b:\n    body: Rain.\n"),
    ),
    (
        "REN002",
        "error",
        'nothing has the id "{name}" now',
        "Name what it is called now, in full: scene, or scene.choice. Only scenes, choices and what draws by chance "
        "are renamed here.",
        _story("renamed: {b: c}\n", ""),
    ),
)

MOVING: tuple[Row, ...] = (*_STORYLETS, *_TIMES, *_RENAMED)
