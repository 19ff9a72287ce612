"""Rows of the table of codes for documents, routes and crossings."""

from engine.diagnostics.samples import TAIL, Row

_HEAD = """\
id: s
title: S
start: a
clock: {start: 2022-09-20 20:30, end: 2022-10-01 00:00}
variables:
  cash: {number: 10, title: Money}
  luck: {number: 1, hidden: true}
documents:
  pass_: {title: Pass, held: true, keepers: {office: at the office}}
places:
  home: {title: Home}
  office: {title: The office}
profiles:
  man: {name: Man, place: home}
"""


def _story(section: str, *items: str) -> str:
    """A whole story with a section, and these items in its one scene."""
    lines = "".join(f"      - {item}\n" for item in items)
    return f"{_HEAD}{section}scenes:\n  a:\n    body:\n{lines}      - end: e\n{TAIL}"


def _route(keys: str, *items: str) -> str:
    return _story(f"routes:\n  road: {{title: The road, from: home, to: office, {keys}}}\n", *items)


def _crossing(keys: str, *items: str) -> str:
    return _story(f"crossings:\n  gate: {{title: The gate, place: home, to: office, {keys}}}\n", "cross: gate", *items)


WORLD: tuple[Row, ...] = (
    (
        "WLD001",
        "error",
        'the crossing "{name}" has no rules',
        "A crossing is where somebody decides. Write `rules:` in the order in which he applies them, or, where nobody "
        "decides, make it a route.",
        _crossing("wait: 1h"),
    ),
    (
        "WLD002",
        "error",
        'the code "{rule}" stands twice among the rules of {owner}',
        "The record and the pages name a rule by its code. Give one of the two another.",
        _crossing("rules: [{code: L1, requires: cash > 1, says: No.}, {code: L1, requires: cash > 2, says: No.}]"),
    ),
    (
        "WLD003",
        "error",
        '"{name}" leads from {at} to {at}',
        "A route or a crossing leads from one place to another, and its stops are neither of the two.",
        _story("routes:\n  road: {title: The road, from: home, to: home, takes: 1h}\n", "Hello."),
    ),
    (
        "WLD004",
        "error",
        'the rule "{rule}" of {owner} has no words',
        "A rule must be able to say why. Write `says:` with the sentence that a reader is to be told.",
        _crossing("rules: [{code: L1, requires: cash > 1}]"),
    ),
    (
        "WLD005",
        "warning",
        'this rule reads "{name}", which is hidden',
        "The map and the papers show what a rule decides, so the reader would be told what is hidden. "
        "Give the variable words, say from when on the reader may know of the rule (`known:`), or decide this in the "
        "body of a scene.",
        _crossing("rules: [{code: L1, requires: luck > 1, says: No.}]"),
    ),
    (
        "WLD006",
        "error",
        'no rule can give the verdict "{name}"',
        "A crossing that nobody has tried is `untried`, and one that all rules let through is `passed`. "
        "Choose another word.",
        _crossing("rules: [{code: L1, requires: cash > 1, says: No., verdict: passed}]"),
    ),
    (
        "WLD007",
        "error",
        "{value} is less than nothing",
        "A road takes time and money and gives none. To be paid on the way, write it as a `do`.",
        _route("takes: 1h, costs: {cash: -5}", "travel: road"),
    ),
    (
        "WLD008",
        "warning",
        'nobody can take "{name}": nothing leads to {at}',
        "No profile starts there, no scene is there, and no route or crossing leads there.",
        _story("routes:\n  road: {title: The road, from: office, to: home, takes: 1h}\n", "Hello."),
    ),
    (
        "WLD009",
        "warning",
        'nothing asks about "{name}"',
        "Use the rule in a condition, a route or a crossing, or take it out.",
        _story("", "Hello.").replace(
            "keepers: {office: at the office}", "rules: {good: {requires: cash > 1, says: The pass is not good.}}"
        ),
    ),
    (
        "WLD010",
        "error",
        'the closure "{rule}" never begins',
        "Its `until` is before its `from`, or both lie outside the story's clock. Mend the dates.",
        _route("takes: 1h, closed: [{code: R1, from: 2022-09-25, until: 2022-09-22, says: Shut.}]", "travel: road"),
    ),
    (
        "WLD011",
        "error",
        "this stop comes at {value} after the departure, which is no later than the stop before it",
        "The stops of a route stand in the order in which they are reached, each with the time since the departure.",
        _story(
            "routes:\n  road: {title: The road, from: home, to: office, takes: 9h, through: [{b: 3h}, {c: 2h}]}\n",
            "travel: road",
        ).replace("profiles:", "  b: {title: B}\n  c: {title: C}\nprofiles:"),
    ),
    (
        "WLD012",
        "error",
        '"{name}" is a crossing, not a scene to go to or to call',
        "Write `- cross: {name}`; it comes back with a verdict.",
        _crossing("rules: [{code: L1, requires: cash > 1, says: No.}]", "go: gate").replace("      - end: e\n", ""),
    ),
    (
        "WLD013",
        "error",
        '"{document}" cannot be lodged with {name}',
        "List the people and places that may keep a document under its `keepers:`, with words, and name one of them: "
        "lodge(passport, consulate).",
        _story("", "do: lodge(pass_, home)"),
    ),
    (
        "WLD014",
        "error",
        'the closure "{rule}" does not say when',
        "Give it `when:` with a condition, or `from:` and `until:` with moments, or both.",
        _route("takes: 1h, closed: [{code: R1, says: Shut.}]", "travel: road"),
    ),
    (
        "WLD015",
        "error",
        'this stands beside `travel`, and the route "{route}" brings it along',
        "A choice with `travel:` takes the time and pays the costs of its route. Take this out, or change the route.",
        _route(
            "takes: 1h",
            "choices:\n          - choose: Go\n            travel: road\n            takes: 2h",
        ),
    ),
    (
        "WLD016",
        "error",
        'what this route needs reads "{name}", which has no words',
        "Why a route is closed is told in the words of what it reads. Give the variable a `title`, or `yes` and `no`; "
        "or write the condition as an entry of `closed:` with words of its own.",
        _route("takes: 1h, needs: luck > 3", "travel: road"),
    ),
    (
        "WLD017",
        "warning",
        'nobody crosses "{name}"',
        "Write `- cross: {name}` in a scene, or take the crossing out.",
        _story(
            "crossings:\n  gate: {title: The gate, place: home, to: office, "
            "rules: [{code: L1, requires: cash > 1, says: No.}]}\n",
            "Hello.",
        ),
    ),
)
