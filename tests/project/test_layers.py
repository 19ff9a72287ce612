"""The layers hold in a running interpreter: importing one loads nothing that stands above or beside it.

import-linter reads the same layers from the source; here `sys.modules` of fresh interpreters has the word.
"""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "engine"
SCREEN = {"textual", "rich"}
READING = {"yaml", "pydantic", "pydantic_core"}
TEMPLATES = {"jinja2", "markupsafe"}
FOREIGN = SCREEN | READING | TEMPLATES


def declared() -> list[list[str]]:
    """The rows of the layers contract in pyproject.toml, from the top, brackets taken off."""
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = tables["tool"]["importlinter"]["contracts"]
    [rows] = [contract["layers"] for contract in contracts if contract["id"] == "layers"]
    return [[name.strip(" ()") for name in row.split("|")] for row in rows]


def exists(layer: str) -> bool:
    return (ENGINE / layer / "__init__.py").exists() or (ENGINE / f"{layer}.py").exists()


LAYERS = declared()
PRESENT = [name for row in LAYERS for name in row if exists(name)]


def may_load(layer: str) -> set[str]:
    """The layer itself and all that stand below it."""
    depth = next(number for number, row in enumerate(LAYERS) if layer in row)
    return {layer} | {name for row in LAYERS[depth + 1 :] for name in row}


def may_import(layer: str) -> set[str]:
    """The outside packages that importing a layer may bring in, itself or through what stands below it."""
    loadable = may_load(layer)
    if layer == "cli":
        return set()
    allowed: set[str] = set()
    if "tui" in loadable:
        allowed |= SCREEN | {"markupsafe"}
    if "compiler" in loadable:
        allowed |= READING | TEMPLATES
    return allowed


def loaded(*commands: str) -> set[str]:
    """Run the commands in a fresh interpreter and return the names of the modules it held at the end."""
    program = "\n".join(("import sys", *commands, "sys.__stdout__.write('\\n' + ' '.join(sorted(sys.modules)))"))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rsplit("\n", 1)[-1].split())


def layers_of(modules: set[str]) -> set[str]:
    return {name.split(".")[1] for name in modules if name.startswith("engine.")}


def packages_of(modules: set[str]) -> set[str]:
    return {name.split(".")[0] for name in modules}


def has_main() -> bool:
    """Whether engine.cli defines or imports a `main` yet."""
    module = ENGINE / "cli" / "__init__.py"
    if not module.exists():
        return False
    tree = ast.parse(module.read_text(encoding="utf-8"))
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return "main" in functions | imported


needs_main = pytest.mark.skipif(not has_main(), reason="engine.cli has no main yet")


def command(arguments: Sequence[str]) -> set[str]:
    """What a run of `formalities` with these arguments has loaded when it ends, however it ends well."""
    return loaded(
        "import io, contextlib",
        "from engine.cli import main",
        "try:",
        "    with contextlib.redirect_stdout(io.StringIO()):",
        f"        code = main({list(arguments)!r})",
        "except SystemExit as end:",
        "    code = end.code",
        "assert not code, f'exit code {code}'",
    )


def test_every_part_of_the_engine_is_a_layer() -> None:
    parts = {path.stem for path in ENGINE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert parts - {"__init__"} <= {name for row in LAYERS for name in row}


@pytest.mark.parametrize("layer", [name for name in PRESENT if name != "__main__"])
def test_a_layer_loads_nothing_above_or_beside_it(layer: str) -> None:
    modules = loaded(f"import engine.{layer}")
    assert layers_of(modules) <= may_load(layer)
    assert packages_of(modules) & FOREIGN <= may_import(layer)


@needs_main
def test_the_command_is_imported_without_a_screen_a_reader_or_templates() -> None:
    assert not packages_of(loaded("import engine.cli")) & FOREIGN


@needs_main
def test_python_m_engine_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "engine", "--help"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "formalities" in done.stdout
    imported = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert not imported & FOREIGN


@needs_main
def test_help_loads_no_screen() -> None:
    assert not packages_of(command(["--help"])) & FOREIGN


def shipped() -> Path:
    """The folder of the story the project is named after."""
    folder = ROOT / "story" / "border-formalities"
    if not any(folder.rglob("*.yaml")):
        pytest.skip("the story is not written yet")
    return folder


@needs_main
def test_check_loads_no_screen() -> None:
    sound = ROOT / "tests" / "stories" / "good" / "chance-draws-by-weight.yaml"
    assert not packages_of(command(["check", str(sound)])) & SCREEN


@needs_main
def test_plain_play_loads_no_screen_and_from_a_warm_cache_no_reader(tmp_path: Path) -> None:
    play = ["play", str(shipped()), "--plain", "--saves", str(tmp_path)]
    assert not packages_of(command(play)) & SCREEN
    assert not packages_of(command(play)) & FOREIGN
