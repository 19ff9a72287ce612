"""The command line from outside: whatever it is given, a clear sentence, the right exit code, and no traceback."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.cli import main
from engine.diagnostics import CODES
from tests.stories import HERE, ROOT, story

TWO = story(
    "choices:\n  - {choose: Go on, id: on, remember: you went on}",
    "choices:\n  - {choose: Once more, id: more, go: a}\n  - {choose: End, id: end, end: e}",
    "Never.",
    end=True,
)


def run(
    *arguments: object, text: str | bytes = "", folder: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    given = text if isinstance(text, bytes) else text.encode()
    done = subprocess.run(
        [sys.executable, "-m", "engine", *map(str, arguments)],
        input=given,
        capture_output=True,
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "FORMALITIES_CACHE": str(Path(os.environ["XDG_CACHE_HOME"])),
            **environment,
        },
        timeout=60,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def sentence(done: subprocess.CompletedProcess[str], code: int) -> str:
    """What was said on standard error: a sentence, and no traceback anywhere."""
    assert done.returncode == code, (done.stdout[-500:], done.stderr[-2000:])
    assert "Traceback" not in done.stdout + done.stderr
    said = done.stderr.strip()
    assert said
    assert said[-1] in ".?:" or "check" in said.splitlines()[-1] or "FOLDER" in said
    assert len(said.splitlines()) <= 2
    return said


@pytest.fixture
def two(tmp_path: Path) -> Path:
    folder = tmp_path / "two"
    folder.mkdir()
    (folder / "story.yaml").write_text(TWO, encoding="utf-8")
    return folder


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "s.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# ---- check


def test_check_says_nothing_of_a_sound_story_and_ends_with_0(capsys):
    assert main(["check", str(HERE / "good" / "chance-draws-by-weight.yaml")]) == 0
    assert capsys.readouterr().out == "chance-draws-by-weight: 1 file, 1 scene, nothing to complain about.\n"


def test_check_tells_mistakes_and_ends_with_1(capsys):
    assert main(["check", str(HERE / "bad" / "filters-exist.yaml")]) == 1
    out = capsys.readouterr().out
    assert "EXP006 error: there is no filter" in out
    assert out.endswith("filters-exist: 1 error in 1 file.\n")


def test_check_as_json_is_one_object_a_line(capsys):
    assert main(["check", "--json", str(HERE / "bad" / "filters-exist.yaml")]) == 1
    [found] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert set(found) == {"code", "severity", "message", "file", "line", "column", "length", "hint", "fix"}
    assert (found["code"], found["line"] > 0, found["fix"]) == ("EXP006", True, None)


def test_check_with_warnings_only_ends_with_1_too(capsys):
    assert main(["check", str(HERE / "bad" / "flags-change.yaml")]) == 1
    assert capsys.readouterr().out.endswith("flags-change: 1 warning in 1 file.\n")


def test_check_as_sarif_is_one_log(capsys):
    assert main(["check", "--sarif", str(HERE / "bad" / "filters-exist.yaml")]) == 1
    log = json.loads(capsys.readouterr().out)
    assert [each["ruleId"] for each in log["runs"][0]["results"]] == ["EXP006"]
    assert main(["check", "--sarif", str(HERE / "good" / "chance-draws-by-weight.yaml")]) == 0
    assert json.loads(capsys.readouterr().out)["runs"][0]["results"] == []


def test_check_of_what_is_not_there_ends_with_2(capsys):
    assert main(["check", "no/such/story"]) == 2
    assert "no/such/story" in capsys.readouterr().err


def test_our_own_fault_ends_with_3_and_is_owned(capsys, monkeypatch):
    import engine.cli.check as command

    def fail(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(command, "check_files", fail)
    assert main(["check", str(HERE / "good" / "chance-draws-by-weight.yaml")]) == 3
    assert "our own fault" in capsys.readouterr().err


def test_a_usage_mistake_ends_with_2(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["play", "--nonsense"])
    assert stop.value.code == 2
    assert main(["play", "--plain", "--width", "-3"]) == 2


@pytest.mark.parametrize("code", ["REF010", "ref010", "KEY008"])
def test_explain_tells_the_remedy_and_the_sample(code, capsys):
    assert main(["explain", code]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{code.upper()} (error): ")
    assert "{{scene" not in out
    assert "The smallest story that shows it:" in out


def test_explain_of_an_unknown_code_names_the_nearest(capsys):
    assert main(["explain", "REF01O"]) == 2
    assert "Did you mean REF01" in capsys.readouterr().err


def test_explain_alone_lists_every_code_under_its_stage(capsys):
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    listed = [line.split()[0].rstrip(":") for line in lines if line.startswith("  ")]
    assert sorted(listed) == sorted(CODES)
    assert len(CODES) >= 105
    assert "FLO: the flow of scenes" in lines
    assert '  USE001 (warning): nothing reads the variable "..."' in lines


def test_explain_as_json_is_one_object_a_code(capsys):
    assert main(["explain", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["code"] for row in rows] == list(CODES)
    assert all(set(row) == {"code", "stage", "severity", "message", "remedy", "sample"} for row in rows)
    assert main(["explain", "--json", "flo009"]) == 0
    assert json.loads(capsys.readouterr().out)["severity"] == "warning"


# ---- play, as a process


def test_printed_answers_are_played_to_where_the_input_ends(two, tmp_path):
    done = run("play", two, "--plain", "--saves", tmp_path / "saves", text="1\n1\n1\n")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.count("1. Once more") == 2
    assert "Saved as" in done.stdout.splitlines()[-1]
    again = run("play", two, "--plain", "--continue", "--saves", tmp_path / "saves", text="2\nrecord\n")
    assert again.returncode == 0
    assert "3. Go on" in again.stdout
    listed = run("saves", "--saves", tmp_path / "saves")
    assert listed.returncode == 0
    assert len(listed.stdout.splitlines()) == 1


def test_input_without_a_last_line_end_and_with_odd_bytes_is_taken(two, tmp_path):
    done = run("play", two, "--plain", "--saves", tmp_path / "saves", text=b"\xff\xfe\n\x00\n\x1b[A\n1\r\n2")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "This is the end" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_play_as_json_ends_with_0(two, tmp_path):
    done = run("play", two, "--json", "--saves", tmp_path / "saves", text="1\nx\n2\nrecord\n")
    assert done.returncode == 0
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["turn", "turn", "error", "turn", "page"]


def test_a_reader_who_leaves_ends_it_with_141_and_no_traceback(two, tmp_path):
    command = f'"{sys.executable}" -m engine play "{two}" --plain --saves "{tmp_path / "saves"}"; echo "code $?" >&2'
    answers = tmp_path / "answers"
    answers.write_text("help\n" * 20_000, encoding="utf-8")
    with answers.open("rb") as given:
        done = subprocess.run(
            ["bash", "-c", f"({command}) | head -1"], stdin=given, capture_output=True, cwd=ROOT, timeout=60
        )
    said = done.stderr.decode()
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
    assert "code 141" in said
    assert done.stdout.decode() == "S.\n"


def test_an_interrupt_ends_it_with_130_and_the_save_is_kept(two, tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "engine", "play", str(two), "--plain", "--saves", str(tmp_path / "saves")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"1\n")
    process.stdin.flush()
    seen = b""
    while b"2. End\n> " not in seen:
        piece = os.read(process.stdout.fileno(), 4096)
        assert piece
        seen += piece
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)  # before its input ends, which would end it, too
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in said
    again = run("play", two, "--plain", "--continue", "--saves", tmp_path / "saves")
    assert "1. Once more" in again.stdout


def test_a_story_with_mistakes_is_not_played_and_says_how_to_see_them():
    said = sentence(run("play", HERE / "bad" / "filters-exist.yaml", "--plain"), 1)
    assert "has a mistake and cannot be played. To see: formalities check" in said


def test_a_save_of_another_story_is_refused(two, tmp_path):
    saves = tmp_path / "saves"
    assert run("play", two, "--plain", "--saves", saves, text="1\n").returncode == 0
    name = run("saves", "--saves", saves).stdout.split(":")[0]
    said = sentence(
        run("play", HERE / "good" / "chance-draws-by-weight.yaml", "--plain", "--save", name, "--saves", saves), 2
    )
    assert '"s"' in said
    said = sentence(run("play", two, "--plain", "--save", "nothing-7", "--saves", saves), 2)
    assert "nothing-7" in said


def test_a_changed_story_goes_on_with_its_save_and_says_what_was_kept(two, tmp_path):
    saves = tmp_path / "saves"
    assert run("play", two, "--plain", "--saves", saves, text="1\n1\n1\n").returncode == 0
    (two / "story.yaml").write_text(TWO.replace("id: more,", "id: other,"), encoding="utf-8")
    done = run("play", two, "--plain", "--continue", "--saves", saves)
    assert done.returncode == 0
    assert "1 of 3 choices were made again" in done.stdout
    assert len(run("saves", "--saves", saves).stdout.splitlines()) == 2


@pytest.mark.parametrize("damage", ["torn", "middle", "first", "empty", "junk", "binary"])
def test_a_damaged_save_is_told_in_words(two, tmp_path, damage):
    saves = tmp_path / "saves"
    assert run("play", two, "--plain", "--saves", saves, text="1\n1\n1\n").returncode == 0
    name = run("saves", "--saves", saves).stdout.split(":")[0]
    [path] = saves.rglob(f"{name}*.jsonl")
    raw = path.read_bytes()
    lines = raw.splitlines(keepends=True)
    new = {
        "torn": raw[:-7],
        "middle": b"".join([*lines[:3], lines[3][:20] + b"X" + lines[3][21:], *lines[4:]]),
        "first": b"X" + raw[1:],
        "empty": b"",
        "junk": b"hello\nworld\n",
        "binary": bytes(range(256)) * 8,
    }[damage]
    path.write_bytes(new)
    done = run("play", two, "--plain", "--save", name, "--saves", saves, text="record\n")
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == (0 if damage in ("torn", "middle", "first") else 2)
    assert (done.stdout + done.stderr).strip()
    assert run("saves", "--saves", saves).returncode == 0


def test_saves_that_cannot_be_written_stop_no_play(two, tmp_path):
    blocked = tmp_path / "saves"
    blocked.write_text("a file", encoding="utf-8")
    done = run("play", two, "--plain", "--saves", blocked, text="1\n2\n")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "This is the end" in done.stdout
    assert "not saved" in done.stdout


# ---- stories that are none


def deep(levels: int) -> str:
    inner = "".join("  " * level + f"- if: 1 > 2\n{'  ' * level}  then:\n" for level in range(levels))
    return story("Hello.").replace(
        "      - Hello.\n", "".join(f"      {line}\n" for line in (inner + "  " * levels + "- Deep.").splitlines())
    )


NO_STORIES = {
    "not-yaml": ("{{{{ : - ]\n\t%", 1),
    "not-utf8": (b"id: s\ntitle: \xff\xfe\n", 1),
    "utf16": ("id: s\n".encode("utf-16"), 1),
    "empty": ("", 1),
    "only-a-comment": ("# nothing\n", 1),
    "only-null": (b"\x00" * 5000, 1),
    "a-list": ("- a\n- b\n", 1),
    "a-word": ("hello", 1),
    "deeply-nested": ("[" * 100_000, 1),
    "deeply-set-in": (deep(120), 1),
    "deep-expression": (story("if: " + "(" * 900 + "1" + ")" * 900 + "\nthen: Yes."), 1),
    "recursive-calls": (story("call: b", scenes="  b:\n    body: [call: c]\n  c:\n    body: [call: b]\n"), 1),
    "loop-without-a-choice": (story("go: b", end=False, scenes="  b:\n    body: [go: a]\n"), 1),
    "no-scene": ("id: s\ntitle: S\nstart: a\n", 1),
    "no-start": ("id: s\ntitle: S\nscenes: {a: {body: [end: e]}}\nendings: {e: {title: E}}\n", 1),
    "billion-laughs": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 1),
    "python-tag": ("id: !!python/object/apply:os.system [true]\n", 1),
    "many-mistakes": (story(*[f"go: nowhere{n}" for n in range(400)]), 1),
}


@pytest.mark.parametrize("name", NO_STORIES)
def test_what_is_no_story_is_told_in_words(name, tmp_path, capsys):
    content, code = NO_STORIES[name]
    path = written(tmp_path, content)
    assert main(["check", str(path)]) == code
    out = capsys.readouterr()
    assert out.err == ""
    assert out.out.splitlines()[-1].startswith("s: ")
    assert main(["play", "--plain", str(path), "--saves", str(tmp_path / "saves")]) == code
    assert "cannot be played" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["not-yaml", "not-utf8", "empty", "deeply-nested", "recursive-calls"])
def test_what_is_no_story_leaves_no_traceback_of_a_process(name, tmp_path):
    content, code = NO_STORIES[name]
    said = sentence(run("play", written(tmp_path, content), "--plain"), code)
    assert "0 mistakes" not in said


def test_an_enormous_story_is_refused_at_once(tmp_path):
    path = written(tmp_path, b"")
    with path.open("r+b") as file:
        file.truncate(70 << 20)
    sentence(run("play", path, "--plain"), 2)
    assert run("check", path).returncode == 2


def test_a_folder_without_yaml_and_a_thing_that_is_no_file_are_refused(tmp_path):
    assert "no .yaml file" in sentence(run("play", tmp_path, "--plain"), 2)
    assert main(["check", "/dev/null"]) == 2
    assert main(["check", ""]) == 2
    assert main(["check", "a\0b"]) == 2


def test_a_profile_that_is_not_there_is_named(two, capsys, tmp_path):
    assert main(["play", str(two), "--plain", "--as", "nobody", "--saves", str(tmp_path / "saves")]) == 2
    assert "nobody" in capsys.readouterr().err


def test_a_story_that_goes_round_without_a_choice_says_so_and_goes_on(tmp_path):
    path = written(tmp_path, story("do: n += 1\nid: x", "if: n > 0\nthen:\n  - go: .x", head="variables: {n: 0}\n"))
    done = run("play", path, "--plain", "--saves", tmp_path / "saves", text="1\nback\nrecord\n")
    assert done.returncode == 0
    assert "goes round here without asking anything" in done.stdout
    assert "There is nothing to choose here." in done.stdout


def test_a_play_is_written_as_a_document_and_played_again_from_it(two: Path, tmp_path: Path) -> None:
    saves = tmp_path / "saves"
    run("play", two, "--plain", "--saves", saves, text="1\n2\n")
    told = run("transcript", "s/default-1", "--story", two, "--saves", saves, "--format", "json")
    assert told.returncode == 0
    assert [turn["choice"] for turn in json.loads(told.stdout)["turns"]] == ["", "a.on", "a.end"]
    (tmp_path / "told.json").write_text(told.stdout, encoding="utf-8")
    again = run("play", two, "--plain", "--saves", saves, "--from", tmp_path / "told.json")
    assert again.returncode == 0
    assert "2 of 2 choices were made again" in again.stdout


def test_a_document_never_takes_the_place_of_a_file(two: Path, tmp_path: Path) -> None:
    saves, kept = tmp_path / "saves", tmp_path / "kept.md"
    run("play", two, "--plain", "--saves", saves, text="1\n")
    kept.write_text("mine", encoding="utf-8")
    done = run("transcript", "s/default-1", "--story", two, "--saves", saves, "--out", kept)
    assert "left as it is" in sentence(done, 2)
    assert kept.read_text(encoding="utf-8") == "mine"


def test_the_decisions_of_a_save_are_made_by_another_man(tmp_path: Path) -> None:
    path, saves = HERE / "good" / "the-same-decisions-are-made-by-another-man.yaml", tmp_path / "saves"
    assert run("play", path, "--plain", "--as", "ilya", "--saves", saves, text="Petrov\n1\n1\n").returncode == 0
    place = ("two_men/ilya-1", "--story", path, "--saves", saves)
    told = run("another", *place, "--as", "denis")
    assert told.returncode == 0
    assert told.stdout.startswith("Ilya, and Denis with the same decisions.\nThe first choice is the same; after it")
    lives = json.loads(run("another", *place, "--as", "denis", "--json").stdout)
    assert (lives["kind"], lives["shared"], [each["rule"] for each in lives["rows"]]) == (
        "lives",
        1,
        ["same", "first", "place"],
    )
    assert "There is no man" in sentence(run("another", *place, "--as", "nobody"), 2)


def test_saves_are_checked_against_a_story_and_the_exit_code_says_whether_one_breaks(tmp_path: Path) -> None:
    frozen = HERE / "frozen"
    done = run("saves", "check", frozen / "night-office.yaml", frozen / "saves")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "50 survive."
    text = (frozen / "night-office.yaml").read_text(encoding="utf-8").replace("id: buy\n", "id: buy_it\n")
    path = written(tmp_path, text)
    done = run("saves", "check", path, frozen / "saves")
    assert done.returncode == 1
    assert "breaks (1 of 12 choices). The story has no choice queue.buy any more, which was choice 2." in done.stdout
    found = [
        json.loads(line)
        for line in run("saves", "check", path, "--saves", frozen / "saves", "--json").stdout.splitlines()
    ]
    assert len(found) == 50
    assert {each["verdict"] for each in found} == {"survives", "breaks"}
    assert "check STORY" in sentence(run("saves", "check"), 2)


def test_saves_are_removed_restored_and_tidied(two: Path, tmp_path: Path) -> None:
    saves = tmp_path / "saves"
    run("play", two, "--plain", "--saves", saves, text="1\nback\n1\n1\nback\n2\ngo 1\n")
    run("play", two, "--plain", "--saves", saves, text="1\ngo 1\n1\nremove branch 1\n")
    assert run("saves", "remove", "s/default-1", "--saves", saves).returncode == 0
    assert "default-1" not in run("saves", "--saves", saves).stdout
    assert run("saves", "restore", "s/default-1", "--saves", saves).stdout == "s/default-1 is there again.\n"
    run("saves", "remove", "s/default-1", "--saves", saves)
    assert run("saves", "tidy", "--saves", saves).stdout == (
        "s/default-1 is thrown away.\nThe removed branches of s/default-2 are thrown away.\n"
    )
    assert run("saves", "tidy", "--saves", saves).stdout == "There was nothing to throw away.\n"
    assert "There is no save called" in sentence(run("saves", "remove", "s/default-1", "--saves", saves), 2)
    again = run("play", two, "--plain", "--saves", saves, "--continue", text="branches\n")
    assert "1. 1 choice, you are here." in again.stdout


def test_a_save_of_a_changed_story_goes_on_where_it_is_told(tmp_path: Path) -> None:
    saves = tmp_path / "saves"
    path = written(tmp_path, TWO)
    run("play", path, "--plain", "--saves", saves, text="1\n1\n1\n")
    path.write_text(
        TWO.replace("id: more,", "id: more, needs: n > 3,").replace("start: a\n", "start: a\nvariables: {n: 0}\n")
    )
    place = ("play", path, "--plain", "--saves", saves)
    assert "checkpoint" in sentence(run(*place, "--save", "s/default-1", "--at", "checkpoint"), 2)
    done = run(*place, "--save", "s/default-1", text="record\n")
    assert (
        "1 of 3 choices were made again. The rest could not be followed. Choice 2, a.more, is closed now."
        in done.stdout
    )
    done = run(*place, "--save", "s/default-1", "--at", "state", text="record\nbranches\nwhy\n")
    assert done.returncode == 0
    assert "1. Go on" in done.stdout


def test_a_story_whose_first_file_need_not_be_read_again_is_checked_in_a_fresh_process(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    scene = "scenes:\n  first:\n    body:\n      - One.\n      - end: e\n"
    (folder / "a.yaml").write_text(scene, encoding="utf-8")
    for title in "STU":
        head = f"id: s\ntitle: {title}\nstart: a.first\nendings: {{e: {{title: E}}}}\n"
        (folder / "story.yaml").write_text(head + "# Large enough to be worth keeping.\n" * 20_000, encoding="utf-8")
        done = run("check", folder, FORMALITIES_CACHE=str(tmp_path / "cache"))
        assert (done.returncode, done.stderr) == (0, "")
        assert "nothing to complain about" in done.stdout
