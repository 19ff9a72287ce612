"""Whatever a story tries, to get out of the language or to use the machine up, is refused where it stands, and soon.

A row is a name, a story, the code it must get and the line it must get it on. Soon means processor time: nothing here
takes a quarter of what is allowed, unless something tries every way there is.
"""

import time
from typing import NamedTuple

import pytest

from engine.compiler import compile_story
from engine.diagnostics import render_all
from tests.stories import story

MOST_SECONDS = 10.0
HEAD = "variables: {n: {number: 1, title: N}}\n"


class Attempt(NamedTuple):
    """One story; `line` is where the complaint must stand."""

    name: str
    source: str | bytes
    code: str
    line: int


def cond(name: str, code: str, test: str) -> Attempt:
    """A condition, on line 8."""
    return Attempt(name, story(f"if: {test}\nthen: Yes.", head=HEAD), code, 8)


def text(name: str, code: str, said: str) -> Attempt:
    """A text, on line 9."""
    return Attempt(name, story(f"|\n  {said}", head=HEAD), code, 9)


def section(name: str, code: str, head: str, line: int = 4) -> Attempt:
    """Something declared, on line 4 unless told."""
    return Attempt(name, story("Hello.", head=head), code, line)


def body(name: str, code: str, *items: str, line: int = 7) -> Attempt:
    """Items of a body, on line 7 unless told."""
    return Attempt(name, story(*items), code, line)


def raw(name: str, code: str, line: int, source: str | bytes) -> Attempt:
    """A file."""
    return Attempt(name, source, code, line)


OUT_OF_THE_LANGUAGE = [
    cond("an attribute of a number", "REF003", "n.__class__ == 3"),
    cond("an attribute of an attribute", "EXP005", "n.__class__.__mro__ == 3"),
    cond("an attribute by subscript", "EXP005", "n['__class__'] == 3"),
    cond("a call of a method", "EXP005", "n.bit_length() > 3"),
    cond("a power", "EXP005", "9 ** 9 ** 9 > n"),
    cond("a division", "EXP005", "n / 2 > 1"),
    cond("a fraction", "EXP005", "n > 1e308"),
    cond("an order of texts", "TYP005", "n ~ n > 'x'"),
    cond("a text times a number", "TYP006", "n == ('x' * 1000000000)"),
    cond("a test", "EXP005", "n is defined"),
    cond("a named value", "EXP001", "(n := 3) > 1"),
    cond("a function nobody knows", "REF004", "open(n) == 3"),
    cond("a function by keyword", "EXP005", "min(n, key=3) > 1"),
    cond("all arguments at once", "EXP005", "min(*[n, 3]) > 1"),
    cond("a slice", "EXP005", "n[1:2] == 3"),
    cond("braces inside a condition", "EXP001", "n > 1 }} {{ n"),
    text("a filter that reads attributes", "EXP006", "{{ n | attr('__class__') }}"),
    text("a filter that calls", "EXP006", "{{ [n] | map('abs') }}"),
    text("a filter that formats", "EXP006", "{{ '%s' | format(n) }}"),
    text("a format string", "EXP005", "{{ '{0.__class__}'.format(n) }}"),
    text("the template itself", "REF001", "{{ self }}"),
    text("a global of the library", "EXP005", "{{ lipsum.__globals__['os'] }}"),
    text("a cycler's globals", "EXP005", "{{ cycler.__init__.__globals__ }}"),
    text("a name set", "EXP005", "{% set x = 3 %}"),
    text("an import", "EXP005", "{% import 'os' as o %}"),
    text("an import of a part", "EXP005", "{% from 'os' import path %}"),
    text("an include", "EXP005", "{% include '/etc/hosts' %}"),
    text("a parent", "EXP005", "{% extends 'x' %}"),
    text("a macro", "EXP005", "{% macro m() %}{{ m() }}{% endmacro %}"),
    text("a call block", "EXP005", "{% call m() %}x{% endcall %}"),
    text("a filter block", "EXP005", "{% filter upper %}x{% endfilter %}"),
    text("a block", "EXP005", "{% block b %}x{% endblock %}"),
    text("a with", "EXP005", "{% with x = 3 %}x{% endwith %}"),
    text("a switch of escaping", "EXP005", "{% autoescape true %}x{% endautoescape %}"),
    text("an extension's tag", "EXP001", "{% do n %}"),
    text("a loop that calls itself", "EXP005", "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}"),
    text("a loop over a range", "REF004", "{% for x in range(1000000000) %}x{% endfor %}"),
    body("an effect that calls", "EXP012", "do: open('x')"),
    body("an effect on what is underscored", "REF008", "do: __builtins__ = 3"),
]

TOO_MUCH = [
    cond("a long number", "VAL002", "n > " + "9" * 40),
    cond("a number of a million digits", "EXP002", "n > " + "9" * 1_000_000),
    text("a number of ten thousand digits in a text", "EXP001", "{{ " + "9" * 10_000 + " }}"),
    cond("a thousand brackets", "EXP003", "(" * 900 + "n > 1" + ")" * 900),
    cond("lists in lists", "EXP003", "n in " + "[" * 900 + "1" + "]" * 900),
    cond("a long row of nots", "EXP003", "not " * 400 + "true"),
    cond("a long row of minuses", "EXP003", "-" * 1_900 + "n > 1"),
    cond("a condition without end", "EXP002", " and ".join(["n > 1"] * 100_000)),
    cond("ifs in ifs in a condition", "EXP003", "1" + " if n > 1 else 1" * 120 + " > 0"),
    text("ifs in ifs in a text", "EXP003", "{% if n > 1 %}" * 3_000 + "{% endif %}" * 3_000),
    text("elifs without end", "EXP003", "{% if n > 1 %}" + "{% elif n > 2 %}x" * 3_000 + "{% endif %}"),
    text("loops in loops", "EXP014", "{% for a in [1, 2, 3, 4, 5, 6, 7, 8, 9] %}" * 6 + "x" + "{% endfor %}" * 6),
    text("comments never closed", "EXP001", "{# " * 1_000),
    Attempt("a text of ten million letters", story("|\n  " + "word " * 2_000_000), "EXP002", 8),
    Attempt("a text of blanks", story("|\n  a" + " " * 200_000 + "b"), "EXP002", 8),
    Attempt("braces without end", story("|\n  " + "{{" * 20_000), "EXP003", 8),
    section("a declared number of a million digits", "VAL002", "variables: {x: {number: " + "9" * 1_000_000 + "}}\n"),
    section("a bare number of a million digits", "VAL001", "variables: {x: " + "9" * 1_000_000 + "}\n"),
    body("a duration without end", "EXP002", "takes: " + "1" * 200_000 + "x"),
    body("an effect of dots", "REF008", "do: " + "a." * 50_000 + "a = 3"),
    body("an effect of blanks", "EXP012", "do: gain(" + " " * 100_000 + "x"),
    section(
        "a chain of derived variables that doubles",
        "EXP003",
        "variables:\n"
        + "".join(f"  x{at}: {{derived: x{at + 1} and x{at + 1}}}\n" for at in range(30))
        + "  x30: true\n",
        5,
    ),
    section(
        "a chain of derived variables without end",
        "NAM008",
        "variables:\n" + "".join(f"  x{at}: {{derived: not x{at + 1}}}\n" for at in range(3_000)) + "  x3000: true\n",
        46,
    ),
    section("derived variables in a circle", "NAM008", "variables: {x: {derived: y}, y: {derived: x}}\n"),
    Attempt("calls in a circle", story("call: b", scenes="  b:\n    body: [call: b]\n"), "FLO005", 9),
    Attempt("scenes in a circle", story("go: b", scenes="  b:\n    body: [go: a]\n", end=False), "FLO007", 5),
    raw("a key of a fifth of a million letters", "YML022", 1, "k" * 200_000 + ": x\nid: s\n"),
    raw("a file of sixteen million bytes and more", "YML002", 1, b"#" * (17 << 20)),
    raw("brackets without end", "YML007", 1, "a: " + "[" * 100_000 + "\n"),
    raw("braces and brackets without end", "YML016", 1, "a: " + "[{" * 20_000),
    raw("dashes without end", "YML007", 1, "- " * 100_000),
    raw("marks of long keys without end", "YML016", 1, "? " * 50_000),
    raw("lists set in without end", "YML007", 41, "a:\n" + "".join(" " * at + "- \n" for at in range(1, 300))),
    raw("backslashes in a quote without end", "YML030", 1, 'a: "' + "\\" * 100_001 + "\n"),
    raw("quotes never closed", "YML030", 1, '- "a\n' * 20_000),
    raw("a key given fifty thousand times", "YML015", 3, "id: s\n" + "title: T\n" * 50_000),
    raw(
        "ten thousand keys nobody knows",
        "KEY001",
        10_001,
        "id: s\n" + "".join(f"key_{at}: x\n" for at in range(10_000)),
    ),
    Attempt(
        "a thousand names nearly right among a thousand",
        story(
            *[f"do: csh{at} = 3" for at in range(2_000)],
            head="variables:\n" + "".join(f"  cash{at}: 1\n" for at in range(2_000)),
        ),
        "REF008",
        4_007,
    ),
]

OUT_OF_YAML = [
    raw("a tag that makes an object", "YML013", 1, "id: !!python/object/apply:os.system [true]\n"),
    body("a tag that makes a name", "YML013", "!!python/name:os.system x"),
    body("a tag for bytes", "YML013", "!!binary aGVsbG8="),
    body("an anchor", "YML010", "&x Hello."),
    body("a reference", "YML011", "*so"),
    raw("a billion laughs", "YML010", 2, "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"),
    raw("a list that holds itself", "YML011", 1, "a: &a [*a]\n"),
    raw("a merge", "YML012", 2, "id: s\n<<: {title: T}\nstart: a\n"),
    raw("a key given twice", "YML015", 2, "id: s\nid: t\ntitle: T\n"),
    raw("a list for a key", "YML016", 1, "? [a, b]\n: c\nid: s\n"),
    raw("a directive", "YML021", 1, "%YAML 9.9\n---\nid: s\n"),
    raw("a second document", "YML014", 11, story("Hello.") + "---\nid: t\n"),
    raw("a NUL", "YML005", 2, b"id: s\ntitle: a\0b\n"),
    raw("a NUL by escape", "YML005", 2, 'id: s\ntitle: "\\0\\e[31m"\n'),
    raw("a byte order mark inside", "YML005", 2, "id: s\n\ufefftitle: S\n"),
    raw("half of a pair", "YML001", 2, b"id: s\ntitle: \xed\xa0\x80\n"),
    raw("a slash in two bytes", "YML001", 2, b"id: s\ntitle: \xc0\xae\xc0\xae\xc0\xaf\n"),
    body("a mark that turns the text round", "TXT001", "Hello \u202ethere."),
    text("a control character by escape in a text", "YML005", "{{ '\\x1b[31m' }}"),
]

OUT_OF_THE_FOLDER = [
    raw("a namespace that is a path", "NAM002", 1, "namespace: ../../etc\n" + story("Hello.")),
    raw("a story's id that is a path", "NAM009", 1, story("Hello.").replace("id: s\n", "id: ../../s\n")),
    Attempt("a choice's id that is a path", story("choices:\n  - choose: Go\n    id: ../../x"), "NAM002", 9),
    Attempt("a scene's id that is a path", story("Hello.", scenes="  ../b:\n    body: [end: e]\n"), "NAM002", 9),
    Attempt("a scene gone to by a path", story("go: /etc/passwd", end=False), "REF010", 7),
    section("a zone that climbs", "VAL004", "clock: {start: 2022-09-20, zone: ../../../etc/passwd}\n"),
    section("a zone from the root", "VAL004", "clock: {start: 2022-09-20, zone: /etc/localtime}\n"),
    section("a zone that is a folder", "VAL004", "clock: {start: 2022-09-20, zone: Europe}\n"),
    section("a zone without end", "VAL004", "clock: {start: 2022-09-20, zone: " + "a/" * 5_000 + "b}\n"),
    section("a zone with a NUL", "VAL004", 'clock: {start: 2022-09-20, zone: "Europe/\\0Moscow"}\n'),
    section("a year of five digits", "VAL003", "clock: {start: 99999-01-01}\n"),
    section("the last year there is", "VAL003", "clock: {start: 9999-12-31 23:59}\n"),
    section("the first year there is", "VAL003", "clock: {start: 0001-01-01}\n"),
    section("a day there is not", "VAL003", "clock: {start: 2022-02-30}\n"),
    cond("a moment far out", "VAL003", "now > moment('9999-12-31')"),
    section("a grain of ages", "VAL006", "clock: {start: 2022-09-20, grain: 99999999999999999999d}\n"),
    section("no grain", "VAL006", "clock: {start: 2022-09-20, grain: 0m}\n"),
]

ATTEMPTS = [*OUT_OF_THE_LANGUAGE, *TOO_MUCH, *OUT_OF_YAML, *OUT_OF_THE_FOLDER]

LARGE_AND_SOUND = {
    "a hundred thousand items": story(*["Hello."] * 100_000),
    "five thousand scenes in a row": story(
        "go: b0",
        end=False,
        scenes="".join(f"  b{at}:\n    body: [go: b{at + 1}]\n" for at in range(5_000))
        + "  b5000:\n    body: [end: e]\n",
    ),
    "three hundred calls in calls": story(
        "call: b0",
        head="manners: {stretch: 99}\n",
        scenes="".join(
            f"  b{at}:\n    body: [call: {{scene: b{at + 1}, id: x}}, call: {{scene: b{at + 1}, id: y}}]\n"
            for at in range(300)
        )
        + "  b300:\n    body: [Hello.]\n",
    ),
    "blanks and underscores": story("|\n  a" + " " * 45_000 + "_a b" * 10_000),
    "a thousand cases": story(
        "match: n\ncases: {" + ", ".join(f"{at}: a" for at in range(1_000)) + "}\nelse: x", head=HEAD
    ),
    "a phrase of many stars": story("a " * 40_000, head="forbid: ['" + "a * " * 50 + "zz']\n"),
    "every way closed by two conditions": story(
        "choices:\n" + "".join(f"  - {{choose: Way {at}, if: f{at} and g{at}}}\n" for at in range(60)),
        head="variables:\n" + "".join(f"  f{at}: true\n  g{at}: true\n" for at in range(60)),
    ),
}


def test_there_are_at_least_sixty_attempts_and_each_has_a_name():
    assert len(ATTEMPTS) >= 60
    assert len({each.name for each in ATTEMPTS}) == len(ATTEMPTS)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.name)
def test_an_attempt_is_refused_where_it_stands_and_soon(attempt):
    source = attempt.source.encode() if isinstance(attempt.source, str) else attempt.source
    begun = time.process_time()
    made = compile_story({"story.yaml": source})
    taken = time.process_time() - begun
    found = {(each.code, each.place.line) for each in made.diagnostics}
    assert (attempt.code, attempt.line) in found, sorted(found)[:8]
    assert made.program is None or attempt.code.startswith("TXT")
    assert taken < MOST_SECONDS
    assert len(render_all(made.diagnostics)) < 200_000


@pytest.mark.parametrize("name", LARGE_AND_SOUND)
def test_what_is_only_large_compiles_soon(name):
    begun = time.process_time()
    made = compile_story({"story.yaml": LARGE_AND_SOUND[name].encode()})
    assert time.process_time() - begun < 3 * MOST_SECONDS
    assert made.program is not None, [(each.code, each.place.line) for each in made.diagnostics][:5]
