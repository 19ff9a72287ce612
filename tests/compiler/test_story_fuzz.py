"""Whatever a story file holds, compiling it gives a program or diagnostics with places, and raises nothing.

Three ways to make a file: any bytes, heaps of YAML and of our own words, sound stories mangled. The long search by
coverage (atheris) is a proof.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.compiler import compile_story
from engine.diagnostics import CODES, render_all, sarif
from tests.generate_stories import stories
from tests.stories import GOOD, ROOT, story

SAMPLES = [
    *(rule.sample for rule in CODES.values() if rule.sample),
    *(each.read_text(encoding="utf-8") for each in GOOD if each.is_file()),
]
KEYS = """
    id title start clock variables documents people places tables profiles facts glossary endings manners forbid choose
    needs closed takes costs do then go if else match cases vary chance call return with let say safe otherwise number
    flag one_of moment duration derived min max set_of text ordered ask deal from tag pick by when weight priority
    routes crossings schedule defs fragments renamed opening known travel cross checkpoint keepers rules requires
    code verdict wait through every at after missed
""".replace("\n", " ").split()
PIECES = (
    "a e n told mood s 2022-09-21 3h -1 true false {a: } [a, b] { } [ ] ' \" # {{ n }} seen(a) now here _so_".split(" ")
)
LINES = [
    ": ",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    "\n      ",
    "scenes:\n",
    "body:\n",
    "choices:\n",
    "again: true",
    "once: true",
]
TAGS = ["{{ n }}", "{% if n %}", "{% endif %}", "{% for x in [1, 2] %}", "{% endfor %}", "end: e", "one of: [a, b]"]
WORDS = [*(f"{key.replace('_', ' ')}: " for key in KEYS), *PIECES, *LINES, *TAGS]
OPERATORS = "and or not == != < <= > >= in + - * // % if else ( ) [ ] , . ~ ** / ' \" {{ {%".split()
ATOMS = "n told mood calm cross rich pass_ pass_.held lena.called now today hour weekday here there 3 0 -1 true".split()
CALLS = (
    "seen(a) visits(a) turns_since(a) moment('2022-09-21') hours(2) min(n,3) max(n) queue(now) none self loop "
    "all_of(knows,[calm]) any_of(knows,[x]) count(knows) pick(n,1,2) cycle('a','b') once('a') plural(n,'a','b') "
    "twice(n) greet(n) way.open gate.verdict pass_.state pass_.good nick [calm]"
).split()
TOKENS = [*OPERATORS, *ATOMS, *CALLS]
HEAD = (
    "clock: {start: 2022-09-20 20:30, end: 2022-09-25 00:00, grain: 5m}\n"
    "variables:\n  n: {number: 3, min: 0, max: 9, title: N}\n  told: false\n"
    "  mood: {one of: [calm, cross]}\n  rich: {derived: n > 3 or told}\n"
    "  knows: {set of: mood}\n  nick: {text: ''}\n  rank: {one of: [low, high], ordered: true}\n"
    "defs: {twice: {with: [k], be: k * 2}}\nfragments: {greet: {with: [k], text: 'Hello{% if k > 1 %}s{% endif %}.'}}\n"
    "documents: {pass_: {title: Pass, held: true, fields: {pages: 3}, keepers: {lena: hers},"
    " rules: {good: {requires: n > 1, says: No.}}}}\n"
    "routes: {way: {title: Way, from: there, to: here_, takes: 1h}}\n"
    "crossings: {gate: {title: G, place: there, to: here_, rules: [{code: L1, requires: pass_.good, says: No.}]}}\n"
    "schedule: {bell: {every: 2h, say: A bell.}}\n"
    "people: {lena: {name: Lena, fields: {called: false}}}\nplaces: {there: {title: There}, here_: {title: Here}}\n"
    "tables: {queue: {rows: {2022-09-21: 1h, 2022-09-22: 9h}}}\n"
    "manners: {passage: 9, stretch: 20, label: 9, grade: 5, numbers: cite, foreign: emphasis, truth: declared, "
    "quotes: straight, characters: plain}\nforbid: ['not *, but *']\n"
)


def holds(raw: bytes) -> None:
    """Compile a file, and look at all that is said of it."""
    made = compile_story({"s.yaml": raw}, "f")
    lines = raw.decode("utf-8", "replace").splitlines() or [""]
    for found in made.diagnostics:
        assert found.place.file == "s.yaml"
        assert 1 <= found.place.line <= len(lines) + 1, found
        assert min(found.place.column, found.place.length) >= 1, found
    assert (made.program is None) == any(each.severity == "error" for each in made.diagnostics)
    render_all(made.diagnostics)
    sarif(made.diagnostics, "1")


def written(test: str, text: str) -> bytes:
    """A story with a condition and a text in every place there is for one, which a good condition leaves sound."""
    quoted, said = "'" + test.replace("'", "''") + "'", "'" + text.replace("'", "''") + "'"
    items = (
        f"if: {quoted}\nthen: Yes.\nelse: No.",
        f"choices:\n  - {{choose: {said}, id: x, needs: {quoted}}}\n  - {{choose: Stay, if: {quoted}, closed: {said}}}",
        f"match: {quoted}\ncases: {{true: A., false: B.}}\nelse: C.",
        f"takes: 'minutes(3) if {quoted[1:-1]} else minutes(5)'",
        f"say: {said}\nsafe: {said}",
        f"ask: {{id: q, question: {said}, into: nick, kind: text, max: 9}}",
        "travel: way",
        "cross: gate",
    )
    return story(*items, head=HEAD).encode()


@given(st.binary(max_size=300))
@settings(max_examples=150)
def test_any_bytes_compile_to_diagnostics(raw):
    holds(raw)


@given(st.lists(st.sampled_from(WORDS), max_size=60))
@settings(max_examples=200)
def test_any_heap_of_words_compiles_to_diagnostics(words):
    holds(("id: s\ntitle: S\nstart: a\n" + "".join(words)).encode())


def test_an_item_whose_only_key_was_refused_has_its_own_place():
    holds(story("*so: it was.").encode())


@given(st.sampled_from(SAMPLES), st.integers(0, 2**32), st.integers(1, 6))
@settings(max_examples=300)
def test_a_mangled_sample_compiles_to_diagnostics(sample, seed, times):
    chance, text = random.Random(seed), sample
    for _ in range(times):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice([*WORDS, ""]) + text[at + chance.randrange(4) :]
    holds(text.encode())


@given(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=9), st.lists(st.sampled_from(TOKENS + WORDS), max_size=9))
@example(["{{"], ["{% autoescape true %}{% endautoescape %}"])
@example(["n"], ["{% for a in [1] %}{% for a in [2] %}{{ a }}{% endfor %}{{ a }}{% endfor %}"])
@settings(max_examples=250)
def test_any_expression_and_any_text_compile_to_diagnostics(test, text):
    holds(written(" ".join(test), " ".join(text)))


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=150)
def test_any_characters_in_an_expression_and_a_text_compile_to_diagnostics(test, text):
    holds(
        written(test.replace("\n", " "), text.replace("\n", " ")).decode("utf-8", "replace").encode("utf-8", "replace")
    )


@given(stories())
@settings(max_examples=20)
def test_a_sound_story_stays_sound_under_every_check(source):
    holds(source.encode())


@pytest.mark.proof
def test_ten_minutes_of_search_by_coverage_find_nothing(tmp_path: Path):
    if find_spec("atheris") is None:
        pytest.skip("atheris is not installed: it has wheels for Linux on x86-64 alone")
    for number, sample in enumerate(SAMPLES):
        (tmp_path / f"{number}.yaml").write_bytes(sample.encode())
    seconds = os.environ.get("FORMALITIES_FUZZ_SECONDS", "600")
    done = subprocess.run(
        [sys.executable, "-m", "tests.compiler.search", str(tmp_path), f"-max_total_time={seconds}", "-max_len=4096"],
        cwd=ROOT,
        capture_output=True,
        timeout=int(seconds) + 300,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:].decode(errors="replace")
