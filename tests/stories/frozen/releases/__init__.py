"""Play-throughs of the shipped stories as each release recorded them, never updated: every later engine takes them.

`VERSION/` is a folder of saves, with the programs they were played under. What adds the folder of the present version,
once, before it is released, is `python -m tests.stories.frozen.releases.write`.
"""

from collections.abc import Iterator
from pathlib import Path

from engine.storage import SaveFolder

HERE = Path(__file__).parent


def releases() -> tuple[Path, ...]:
    """The folders, one a version."""
    return tuple(sorted(each for each in HERE.iterdir() if each.is_dir() and each.name[0].isdecimal()))


def saves_of(release: Path) -> Iterator[str]:
    """Names of the saves of a release."""
    yield from sorted(each.name for each in SaveFolder(release).list())
