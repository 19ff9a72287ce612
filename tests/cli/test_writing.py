"""The author's commands: a story begun, set in order, put right; nothing written but what was said."""

import json
import os
import stat
from pathlib import Path

import pytest

from engine.cli import fmt, main
from engine.compiler import compile_story
from engine.compiler.formatting import Formatted
from engine.errors import UserError
from engine.machine import Machine
from engine.storage import rewrite
from engine.workbench import beginning, is_story_name, wander
from tests.stories import files_of, story

LOOSE = b"id: s\ntitle: S   \nstart: a\nscenes:\n    a: {body: [{end: e}]}\nendings: {e: {title: E}}"
TIDY = b"id: s\ntitle: S\nstart: a\nscenes:\n  a: {body: [{end: e}]}\nendings: {e: {title: E}}\n"


@pytest.fixture
def loose(tmp_path: Path) -> Path:
    (tmp_path / "loose").mkdir()
    path = tmp_path / "loose" / "story.yaml"
    path.write_bytes(LOOSE)
    return path


# -- new -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def begun(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["new", "the-slip", "--folder", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    folder = tmp_path / "the-slip"
    assert said.endswith(f"Next:\n    formalities play {folder}\n    formalities check {folder}\n")
    return folder


def test_a_new_story_checks_clean_and_is_in_order(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(begun)]) == 0
    assert main(["fmt", "--check", str(begun)]) == 0
    assert "nothing to complain about" in capsys.readouterr().out


def test_plays_of_a_new_story_come_to_all_its_endings_and_find_no_fault(begun: Path) -> None:
    program = compile_story(files_of(begun), "f").program
    assert program is not None
    plays = list(wander(Machine(program), None, range(60), most=300))
    assert {each.ending for each in plays} == {each.id for each in program.endings}
    assert not [fault for each in plays for change in each.changes for fault in change.faults]
    locked = {offer[0] for each in plays for change in each.changes for offer in change.offers if not offer[1]}
    assert locked >= {"post.counter.hand_over"}


def test_a_new_story_shows_each_thing_that_a_story_has(begun: Path) -> None:
    files = beginning("the-slip", "# m")
    text = "".join(files.values())
    assert len([name for name in files if "scenes:" in files[name]]) == 2
    for wanted in (
        "needs:",
        "closed:",
        "costs:",
        "remember:",
        "documents:",
        "gain(",
        "glossary:",
        "endings:",
        "takes:",
    ):
        assert wanted in text
    assert sum(line.lstrip().startswith("#") for line in text.splitlines()) > 15
    for name, written in files.items():
        assert written.startswith("# m\n"), name
        assert (
            (begun / name).read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=story.schema.json\n")
        )
    assert json.loads((begun / "story.schema.json").read_bytes())["definitions"]


@pytest.mark.parametrize(
    "name", ["", "../x", "My-Story", "a b", "9lives", "a--b", "a-", "-a", "a/b", "a" * 61, "é", "a\n"]
)
def test_a_story_is_not_begun_under_a_bad_name(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not is_story_name(name)
    assert main(["new", "--folder", str(tmp_path), "--", name]) == 2
    assert "cannot be a story's name" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_story_is_not_begun_where_something_is(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (begun / "story.yaml").write_text("mine", encoding="utf-8")
    assert main(["new", "the-slip", "--folder", str(begun.parent)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (begun / "story.yaml").read_text(encoding="utf-8") == "mine"
    assert main(["new", "border-formalities", "--folder", str(begun)]) == 2
    assert "comes with the program" in capsys.readouterr().err
    assert main(["new", "x", "--folder", str(begun / "nowhere")]) == 2
    assert not (begun / "nowhere").exists()


# -- fmt -------------------------------------------------------------------------------------------------------------


def test_fmt_sets_a_file_in_order_and_keeps_its_permissions(loose: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loose.chmod(0o640)
    assert main(["fmt", str(loose.parent)]) == 0
    assert loose.read_bytes() == TIDY
    assert os.name == "nt" or stat.S_IMODE(loose.stat().st_mode) == 0o640
    assert capsys.readouterr().out == f"{loose} is in order now.\n"
    assert [each.name for each in loose.parent.iterdir()] == ["story.yaml"]
    assert main(["fmt", str(loose.parent)]) == 0
    assert capsys.readouterr().out == "Everything is in order.\n"


def test_fmt_check_names_what_would_change_and_writes_nothing(loose: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", "--check", str(loose)]) == 1
    assert loose.read_bytes() == LOOSE
    assert capsys.readouterr().out == f"{loose} would change.\n"


def test_fmt_writes_through_a_link(loose: Path) -> None:
    link = loose.parent / "linked.yaml"
    os.symlink(loose, link)
    rewrite(link, LOOSE, TIDY)
    assert link.is_symlink()
    assert loose.read_bytes() == TIDY


@pytest.mark.parametrize("now", [b"", LOOSE + b"#", LOOSE[:-1] + b"F"])
def test_a_file_that_changed_meanwhile_is_not_written(loose: Path, now: bytes) -> None:
    loose.write_bytes(now)
    with pytest.raises(UserError, match="changed meanwhile"):
        rewrite(loose, LOOSE, TIDY)
    assert loose.read_bytes() == now


def test_fmt_does_not_write_over_what_an_editor_saved_meanwhile(
    loose: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def slow(name: str, raw: bytes, **how: bool) -> Formatted:
        loose.write_bytes(b"saved: meanwhile\n")
        return Formatted(TIDY)

    monkeypatch.setattr(fmt, "formatted", slow)
    assert main(["fmt", str(loose)]) == 2
    assert "changed meanwhile" in capsys.readouterr().err
    assert loose.read_bytes() == b"saved: meanwhile\n"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="here anybody may write anything")
def test_a_file_that_may_not_be_written_is_told_of(loose: Path) -> None:
    loose.chmod(0o400)
    with pytest.raises(UserError, match="you may not write"):
        rewrite(loose, LOOSE, TIDY)


def test_fmt_repair_says_what_it_put_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(story("He said: no."), encoding="utf-8")
    assert main(["fmt", str(path)]) == 1
    assert "YML023" in (said := capsys.readouterr().out)
    assert said.endswith("was left alone.\n")
    assert main(["fmt", "--repair", str(path)]) == 0
    assert capsys.readouterr().out == (
        f'{path}:7: YML023: - He said: no.\n    is now - "He said: no."\n{path} is in order now.\n'
    )
    assert main(["check", str(path)]) == 0


def test_fmt_leaves_one_file_alone_and_sets_the_others_in_order(
    loose: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = loose.parent / "z.yaml"
    bad.write_bytes(b"scenes:\n    z: [\n")
    assert main(["fmt", "--repair", str(loose.parent)]) == 1
    assert loose.read_bytes() == TIDY
    assert bad.read_bytes() == b"scenes:\n    z: [\n"
    assert "YML031" in capsys.readouterr().out


def test_fmt_ids_writes_them_out(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(story("choices:\n  - choose: Go on\n    then: Yes."), encoding="utf-8")
    assert main(["fmt", "--ids", str(path)]) == 0
    written = path.read_text(encoding="utf-8")
    assert "      - id: choices_go_on\n        choices:\n          - choose: Go on\n            id: go_on\n" in written


def test_check_gives_the_corrected_line_to_tools(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(story("He said: no."), encoding="utf-8")
    assert main(["check", "--json", str(path)]) == 1
    assert json.loads(capsys.readouterr().out)["fix"] == '- "He said: no."'
