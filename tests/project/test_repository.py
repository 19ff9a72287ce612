"""What stands in the repository, what the lock holds, and what a built wheel carries."""

import os
import re
import stat
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
TOP = {
    "pyproject.toml",
    "README.md",
    "engine",
    "story",
    "tests",
    "saves",
    "Makefile",
    "LICENSE",
    "requirements.lock",
}
BINARY = {".gz", ".ico", ".png", ".pyc"}
# Folders that belong to one machine: somebody's home, a build's checkout, a place where software was put by hand.
MACHINE = re.compile(
    r"(?<![\w.~:}>\])/-])/(?:home|root|Users|opt|mnt|srv|builds|github|work\w*)/[\w.-]|[A-Z]:\\Users\\"
)


def ignored_at_the_top() -> set[str]:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return {line.strip("/") for line in lines if line.startswith("/")}


def files() -> Iterator[Path]:
    """Yield every text file of the project that is meant to be kept."""
    skipped = {"__pycache__", ".git", ".hypothesis", *ignored_at_the_top()}
    for folder, folders, names in os.walk(ROOT):
        here = Path(folder)
        folders[:] = [name for name in folders if name not in skipped and not name.endswith((".egg-info", "_cache"))]
        for name in names:
            path = here / name
            kept = here != ROOT / "saves" or name == ".gitignore"
            if kept and path.suffix not in BINARY and not name.startswith((".coverage", ".DS_")) and path.is_file():
                yield path


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def lock() -> str:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


def locked() -> dict[str, str]:
    """Name to version of everything in the lock."""
    found = re.findall(r"^([a-z0-9-]+)(?:\[[a-z,-]+\])?==(\S+)", lock(), re.MULTILINE)
    return dict(found)


def test_nothing_else_stands_at_the_top() -> None:
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert names - ignored_at_the_top() <= TOP
    assert names >= TOP


def test_the_lock_names_no_host() -> None:
    assert "://" not in lock()
    assert not re.search(r"^\s*--(?!hash=)", lock(), re.MULTILINE)


def test_everything_in_the_lock_has_its_hash() -> None:
    entries = re.split(r"^(?=[a-z0-9])", lock(), flags=re.MULTILINE)[1:]
    assert len(entries) == len(locked()) > 10
    for entry in entries:
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_lock_serves_windows_too() -> None:
    assert re.search(r"^colorama==\S+ ; .*win32", lock(), re.MULTILINE)


def test_the_lock_satisfies_pyproject() -> None:
    tables = project()
    wanted = [*tables["project"]["dependencies"], *tables["dependency-groups"]["dev"]]  # type: ignore[index]
    versions = locked()
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


def test_the_folder_of_saves_stands_and_its_contents_are_ignored() -> None:
    lines = (ROOT / "saves" / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["*", "!.gitignore"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no executable bit")
def test_ci_runs_what_everybody_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    assert re.search(r"^exec make .*\btest\b", script.read_text(encoding="utf-8"), re.MULTILINE)


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files()
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if MACHINE.search(line) or f"{ROOT}{os.sep}" in line
    ]
    assert not found


@pytest.mark.parametrize("line", ["see /home/ann/x", '"/root/.cache"', "(/opt/x/y)", "C:\\Users\\ann", "/builds/a/b"])
def test_a_folder_of_one_machine_is_recognised(line: str) -> None:
    assert MACHINE.search(line)


@pytest.mark.parametrize("line", ["and/or/not", "story/home/kitchen", "https://example.org/home/x", "/usr/bin/env"])
def test_other_paths_are_left_alone(line: str) -> None:
    assert not MACHINE.search(line)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this tree, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    [made] = folder.glob("*.whl")
    return made


def test_the_wheel_carries_the_engine_and_the_stories_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    own = {name for name in names if ".dist-info/" not in name}

    def expected(top: str) -> set[str]:
        return {path.relative_to(ROOT).as_posix() for path in files() if path.relative_to(ROOT).parts[0] == top}

    stories = {"engine/stories" + name.removeprefix("story") for name in expected("story")}
    assert {name for name in own if name.startswith("engine/stories/")} >= stories
    assert {name for name in own if not name.startswith("engine/stories/")} >= expected("engine")
    assert all(name.startswith("engine/") for name in own)
    assert not [name for name in names if "__pycache__" in name or name.startswith("saves/")]


def test_the_wheel_plays_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    installed, empty, home = tmp_path / "installed", tmp_path / "empty", tmp_path / "home"
    zipfile.ZipFile(wheel).extractall(installed)
    empty.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    folders = {
        name: str(home / name) for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "APPDATA")
    }
    code = "import sys; from engine.cli import main; sys.exit(main(['play', '--plain']))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=empty,
        env={**kept, **folders, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"},
        input="1\n",
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "The ticket page" in done.stdout
    assert not list(empty.iterdir())
    if sys.platform.startswith("linux"):
        assert list((home / "XDG_DATA_HOME").rglob("*.jsonl"))


def test_the_wheel_has_the_command_and_the_version(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        texts = {name.rsplit("/", 1)[-1]: opened.read(name).decode() for name in opened.namelist() if "-info/" in name}
    assert "formalities = engine.cli:main" in texts["entry_points.txt"]
    version = re.search(r'__version__ = "(.+)"', (ROOT / "engine" / "__init__.py").read_text(encoding="utf-8"))
    assert version
    assert f"Version: {version[1]}\n" in texts["METADATA"]
    assert "LICENSE" in texts
