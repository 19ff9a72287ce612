"""The corpus of small stories: `good/` one for each feature, its golden play beside it; `bad/` one for each rule."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from engine.compiler.compile import Compiled, compile_story
from engine.machine import Machine
from engine.program import Program

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOOD = tuple(sorted((*(HERE / "good").glob("*.yaml"), *(each for each in (HERE / "good").iterdir() if each.is_dir()))))
BAD = tuple(sorted((HERE / "bad").glob("*.yaml")))
NAMES = tuple(each.stem for each in GOOD)
SHIPPED = ROOT / "story" / "border-formalities"


def files_of(story: Path) -> dict[str, bytes]:
    """The files of a story as the compiler takes them."""
    found = sorted(story.rglob("*.yaml")) if story.is_dir() else [story]
    top = story if story.is_dir() else story.parent
    return {each.relative_to(top).as_posix(): each.read_bytes() for each in found}


def compiled(files: Mapping[str, str | bytes] | str, fingerprint: str = "f") -> Compiled:
    """A story given as text, or as files, compiled."""
    listed = {"story.yaml": files} if isinstance(files, str) else files
    raw = {name: text.encode() if isinstance(text, str) else text for name, text in listed.items()}
    return compile_story(raw, fingerprint)


def program_of(files: Mapping[str, str | bytes] | str, fingerprint: str = "f") -> Program:
    """The program of a sound story."""
    made = compiled(files, fingerprint)
    assert made.program is not None, [f"{each.place.line}: {each.code} {each.message}" for each in made.diagnostics]
    return made.program


def codes_of(files: Mapping[str, str | bytes] | str) -> list[str]:
    """Codes of all that is wrong, in order of place."""
    return [each.code for each in compiled(files).diagnostics]


@cache
def corpus(name: str) -> Program:
    """The program of the good story called `name`."""
    return program_of(files_of(next(each for each in GOOD if each.stem == name)), name)


def machine_of(files: Mapping[str, str | bytes] | str, *, with_text: bool = True) -> Machine:
    """A machine for a sound story."""
    return Machine(program_of(files), with_text=with_text)


def story(*items: str, head: str = "", scenes: str = "", end: bool = True) -> str:
    """A story whose scene `a` has these body items, each given without indent and dash."""
    lines = "".join("      - " + item.replace("\n", "\n        ") + "\n" for item in items)
    close = "      - end: e\n" if end else ""
    return f"id: s\ntitle: S\nstart: a\n{head}scenes:\n  a:\n    body:\n{lines}{close}{scenes}endings:\n  e: {{title: E}}\n"  # noqa: E501


def said(files: Mapping[str, str | bytes] | str, *choices: str, safe: bool = False, seed: int = 0) -> list[str]:
    """All texts said on the way through `choices` (full ids, or the short ones of scene a)."""
    run = machine_of(files).begin(seed, safe=safe)
    found = [text for _, text, _ in run.change.said]
    for choice in choices:
        change = run.choose(choice if "." in choice else f"a.{choice}")
        found += [text for _, text, _ in change.said]
    return found
