"""Every rule has a sample that breaks it, every complaint has a place, and all mistakes are told at once."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compiler import compile_story
from engine.diagnostics import CODES, Diagnostic, Place, render, render_all
from tests.generate_stories import stories
from tests.stories import BAD, codes_of, compiled, story

SAMPLES = {code: rule.sample for code, rule in CODES.items() if rule.sample}
NEED_A_FILE = {"YML001", "YML002", "NAM001"}


def check_places(found, files):
    """Each complaint points into a file of the story."""
    for each in found:
        assert each.place.file in files, each
        lines = files[each.place.file].decode(errors="replace").splitlines() or [""]
        assert 1 <= each.place.line <= len(lines) + 1, each
        assert 1 <= each.place.column <= max(map(len, lines)) + 1, each
        assert each.place.length >= 1
        assert each.severity in ("error", "warning")
        assert "{" not in re.sub("[“\"'].*[”\"']|`.*`", "", each.message) or "{{" not in each.message
        assert render(each)


def header(path: Path) -> tuple[str, set[str]]:
    """The rule a bad story breaks, and the complaints that follow from it."""
    [code, *echoes] = re.findall(r"[A-Z]{3}\d{3}", path.read_text(encoding="utf-8").splitlines()[0])
    return code, set(echoes)


@pytest.mark.parametrize("code", SAMPLES)
def test_the_sample_of_a_code_gives_that_code_with_a_place_in_the_file(code):
    files = {"story.yaml": SAMPLES[code].encode()}
    found = compile_story(files, "f").diagnostics
    assert code in {each.code for each in found}
    check_places(found, files)


def test_only_codes_that_need_a_file_of_their_own_have_no_sample():
    assert set(CODES) - set(SAMPLES) == NEED_A_FILE


def test_codes_that_need_a_file_of_their_own_are_given():
    good = story("Hello.").encode()
    assert codes_of({"story.yaml": good, "b.yaml": b"glossary:\n  x: \xff\n"}) == ["YML001"]
    assert codes_of({"story.yaml": good, "b.yaml": b"#" * (65 << 20)}) == ["YML002"]
    assert codes_of({"story.yaml": good, "z.yaml": b"id: t\ntitle: T\n"}) == ["NAM001"]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_story_breaks_its_rule_and_no_other(path):
    files = {path.name: path.read_bytes()}
    code, echoes = header(path)
    made = compile_story(files, "f")
    found = {each.code for each in made.diagnostics}
    assert code in found
    assert found - {code} <= echoes
    assert (made.program is None) == any(each.severity == "error" for each in made.diagnostics)
    check_places(made.diagnostics, files)


def test_every_rule_has_a_bad_story():
    assert {header(path)[0] for path in BAD} == set(SAMPLES)


def test_five_mistakes_are_told_at_once_in_order_of_place():
    source = story(
        "do: csh = 3",
        "choices:\n  - {choose: Go on, go: nowhere}\n  - {choose: Stay, needs: n}",
        "say: '{{ n | mony }}'",
        "if: n ** 2 > 3\nthen: Yes.",
        head="variables: {n: 1}\n",
    )
    found = compiled(source).diagnostics
    assert [each.code for each in found] == ["REF008", "REF010", "TYP001", "EXP006", "EXP005"]
    assert [each.place.line for each in found] == sorted(each.place.line for each in found)


def test_mistakes_of_all_files_and_stages_are_told_together():
    files = {
        "story.yaml": story("go: b.x", end=False),
        "b.yaml": "scenes:\n  x:\n    titel: X\n    body: [end: e]\n  y:\n    body: [end: f]\n",
        "c.yaml": "variables: {my-cash: 3}\nplaces: {p: {title: P, zone: Mars/Base}}\n",
        "d.yaml": "scenes:\n  z:\n    body:\n      - He said: no.\n",
    }
    found = {(each.place.file, each.code) for each in compiled(files).diagnostics}
    assert {
        ("b.yaml", "KEY001"),
        ("b.yaml", "REF013"),
        ("c.yaml", "NAM002"),
        ("c.yaml", "VAL004"),
        ("d.yaml", "YML023"),
    } <= found


def test_a_complaint_is_rendered_with_its_line_a_caret_and_a_hint():
    [found] = compiled(story("if: csh > 3\nthen: Yes.", head="variables: {cash: 1}\n")).diagnostics
    assert render(found) == (
        'story.yaml:8:13: REF001 error: nothing is called "csh"\n    - if: csh > 3\n          ^^^  did you mean "cash"?'
    )


def test_a_complaint_about_a_scene_names_where_the_nearest_is():
    found = compiled(
        {"story.yaml": story("go: lars.que", end=False), "3-lars.yaml": "scenes:\n  queue:\n    body: [end: e]\n"}
    ).diagnostics
    assert render(found[-1]) == (
        'story.yaml:7:13: REF010 error: no scene is called "lars.que"\n'
        "    - go: lars.que\n"
        '          ^^^^^^^^  did you mean "lars.queue"? (3-lars.yaml:2)'
    )


def test_a_complaint_without_a_line_is_rendered_without_a_caret():
    assert (
        render(Diagnostic("KEY006", "error", "it is so", Place("s.yaml", 1, 1))) == "s.yaml:1:1: KEY006 error: it is so"
    )


def test_a_control_character_in_the_line_is_not_printed():
    shown = render(Diagnostic("YML005", "error", "m", Place("s", 1, 3), "a\x1b[31m\x07b"))
    assert all(char.isprintable() or char == "\n" for char in shown)


def test_at_most_two_hundred_are_rendered_and_the_rest_counted():
    found = [Diagnostic("KEY001", "error", "m", Place("s", line, 1), "x") for line in range(1, 206)]
    assert render_all(found).endswith("\n... and 5 more.")
    assert render_all([]) == ""


@settings(max_examples=15)
@given(stories(), st.data())
def test_a_damaged_story_gives_places_and_no_exception(source, data):
    """A line is taken out, doubled, cut or set in: whatever is said of it points into the file."""
    lines = source.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    lines[at : at + 1] = data.draw(
        st.sampled_from(
            [
                [],
                [line, line],
                [line[: len(line) // 2]],
                ["  " + line],
                [line[2:]],
                [line + " {{"],
                [line + ": x"],
                ["\t" + line],
                [line.replace(":", "")],
            ]
        )
    )
    files = {"story.yaml": "\n".join(lines).encode()}
    made = compile_story(files, "f")
    check_places(made.diagnostics, files)
    assert (made.program is None) == any(each.severity == "error" for each in made.diagnostics)
