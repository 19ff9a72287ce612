"""Finding and reading stories."""

import os
from pathlib import Path

import pytest

from engine.errors import UserError
from engine.storage import Stories, stories

OPENING = b"story: {id: small}\n"


def _story(folder: Path, **files: bytes) -> Path:
    for name, content in ({"story.yaml": OPENING} | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with two stories that come with the program."""
    monkeypatch.chdir(tmp_path)
    _story(tmp_path / "story" / "border-formalities", **{"parts/b.yaml": b"b", "a.yml": b"a", "notes.md": b"no"})
    _story(tmp_path / "story" / "tiny")
    (tmp_path / "story" / "unfinished").mkdir()
    return tmp_path


def test_the_names_are_the_folders_that_hold_a_story(here: Path) -> None:
    assert Stories("story").names() == ("border-formalities", "tiny")
    assert Stories("nowhere").names() == ()


def test_a_story_is_read_by_name_folder_or_file_with_paths_as_an_author_types_them(here: Path) -> None:
    found = Stories(here / "story").read("border-formalities")
    wanted = {
        str(Path("story/border-formalities", *name.split("/"))): content
        for name, content in (("a.yml", b"a"), ("parts/b.yaml", b"b"), ("story.yaml", OPENING))
    }
    assert found.files == wanted
    assert list(found.files) == list(wanted)
    assert found.name == "border-formalities"
    for path in ("story/border-formalities", "./story/border-formalities/", str(here / "story/border-formalities")):
        same = Stories("story").read(path)
        assert (same.files, same.fingerprint, same.name) == (found.files, found.fingerprint, found.name)
    single = Stories("story").read("story/tiny/story.yaml")
    assert (single.name, list(single.files)) == ("story", [str(Path("story/tiny/story.yaml"))])


def test_a_story_elsewhere_has_the_paths_that_were_typed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "story" / "unfinished")
    read = Stories(here / "story").read(str(Path("..", "tiny")))
    assert list(read.files) == [str(Path("..", "tiny", "story.yaml"))]
    assert read.name == "tiny"


def test_the_fingerprint_names_bytes_and_names_but_not_the_place(here: Path) -> None:
    first = Stories("story").read("tiny").fingerprint
    _story(here / "elsewhere")
    assert Stories("story").read("elsewhere").fingerprint == first
    _story(here / "elsewhere", **{"story.yaml": OPENING + b" "})
    second = Stories("story").read("elsewhere").fingerprint
    _story(here / "third", **{"other.yaml": b""})
    assert len({first, second, Stories("story").read("third").fingerprint}) == 3
    assert len(first) == 64


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ("border-formalites", 'no story, folder or file called "border-formalites". Did you mean border-formalities?'),
        ("zzz", "These come with the program: border-formalities, tiny."),
        ("", "no story, folder or file"),
        ("a\0b", "no story, folder or file"),
        ("x" * 5000, "no story, folder or file|name is too long"),
        ("story/unfinished", "holds no .yaml file"),
        ("notes.txt", "is not a story: stories are folders of .yaml files"),
        ("pipe.yaml", "it is not a plain file"),
        ("circle.yaml", "cannot be read|no story, folder or file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(here: Path, wanted: str, sentence: str) -> None:
    (here / "notes.txt").write_text("x")
    os.mkfifo(here / "pipe.yaml")
    (here / "circle.yaml").symlink_to(here / "circle.yaml")
    with pytest.raises(UserError, match=sentence):
        Stories("story").read(wanted)


def test_a_file_that_cannot_be_read_is_named(here: Path) -> None:
    (here / "story" / "tiny" / "z.yaml").symlink_to(here / "story" / "tiny" / "gone.yaml")
    with pytest.raises(UserError, match=r'tiny/z.yaml" cannot be read: it is not there'):
        Stories("story").read("tiny")


def test_links_that_leave_the_story_are_not_followed_and_hidden_files_not_read(here: Path) -> None:
    (here / "secret.yaml").write_bytes(b"secret")
    tiny = here / "story" / "tiny"
    (tiny / "secret.yaml").symlink_to(here / "secret.yaml")
    (tiny / "around").symlink_to(here)
    (tiny / "same.yaml").symlink_to(tiny / "story.yaml")
    (tiny / ".#story.yaml").symlink_to("nobody@nowhere")
    _story(tiny / ".git")
    assert [Path(each).name for each in Stories("story").read("tiny").files] == ["same.yaml", "story.yaml"]


def test_a_story_has_bounds(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "LARGEST", 2**20)
    _story(here / "big", **{"a.yaml": b"x" * 2**20})
    with pytest.raises(UserError, match="too large: a story has at most 1 MiB"):
        Stories("story").read("big")
    for name, bound in (("MOST_FILES", 1), ("MOST_SEEN", 3)):
        with monkeypatch.context() as patch:
            patch.setattr(stories, name, bound)
            with pytest.raises(UserError, match="too large for a story"):
                Stories("story").read("border-formalities")


def test_the_stories_of_the_checkout_are_those_that_come_with_the_program() -> None:
    assert Stories().names() == tuple(
        sorted(each.parent.name for each in stories.stories_folder().glob("*/story.yaml"))
    )
