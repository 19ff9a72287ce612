"""What is gained, lost and changed between two versions. Ids that the later one says were renamed are followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from engine.frozen import Frozen
from engine.program import Program
from engine.program.ids import statement_owner
from engine.program.renaming import Renaming
from engine.workbench.differing.meaning import KINDS, Key, meaning

_Named = TypeVar("_Named", bound=tuple[str, ...])

_OWNED = frozenset(("choice", "effect", "passage", "chance"))


class Altered(Frozen):
    """One aspect of a thing that both versions have. `before` or `after` is "" where it was or is not said."""

    kind: str
    id: str
    aspect: str
    before: str
    after: str


class Difference(Frozen):
    """`gained` and `lost` are (kind, id), `altered` aspects, `renamed` (kind, former, present); in order of kinds.

    What belongs to a scene that is gained or lost as a whole is not told again.
    """

    gained: tuple[Key, ...]
    lost: tuple[Key, ...]
    altered: tuple[Altered, ...]
    renamed: tuple[tuple[str, str, str], ...]

    @property
    def empty(self) -> bool:
        """Whether the two mean the same."""
        return not (self.gained or self.lost or self.altered or self.renamed)


def differ(before: Program, after: Program) -> Difference:
    """Compare two versions of a story. Linear in both."""
    old, new = meaning(before), meaning(after)
    renaming = Renaming(after.renamed)
    present = {key: _present(key, renaming) for key in old}
    renamed = [(key[0], key[1], now[1]) for key, now in present.items() if now != key and now in new]
    moved = {now: old[key] for key, now in present.items()}
    return Difference(
        tuple(_told(new, moved)),
        tuple(_told(moved, new)),
        tuple(_altered(moved, new)),
        tuple(_ordered(each for each in renamed if each[0] in ("scene", "choice", "chance"))),
    )


def _present(key: Key, renaming: Renaming) -> Key:
    kind, id_ = key
    match kind:
        case "scene":
            return kind, renaming.scene(id_)
        case "choice" | "chance" | "passage":
            return kind, renaming.choice(id_)
        case "effect":
            owner, colon, cell = id_.partition(":")
            return kind, f"{renaming.choice(owner)}{colon}{cell}"
        case _:
            return key


def _told(there: dict[Key, dict[str, str]], here: dict[Key, dict[str, str]]) -> Iterator[Key]:
    """What is `there` and not `here`, but for what belongs to something larger that is not."""
    missing = {key for key in there if key not in here}
    owners = {id_ for kind, id_ in missing if kind in ("scene", "choice")}
    yield from _ordered(key for key in missing if not (key[0] in _OWNED and _owners(key[1]) & owners))


def _owners(id_: str) -> set[str]:
    """The scenes and choices that an id stands under."""
    owner = statement_owner(id_)
    parts = owner.split(".")
    whole = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
    return whole if owner != id_ else whole - {id_}


def _altered(old: dict[Key, dict[str, str]], new: dict[Key, dict[str, str]]) -> Iterator[Altered]:
    for kind, id_ in _ordered(key for key in new if key in old):
        before, after = old[kind, id_], new[kind, id_]
        for aspect in dict.fromkeys((*before, *after)):
            if before.get(aspect, "") != after.get(aspect, ""):
                yield Altered(kind, id_, aspect, before.get(aspect, ""), after.get(aspect, ""))


def _ordered(keys: Iterable[_Named]) -> list[_Named]:
    """By kind, then by id."""
    return sorted(keys, key=lambda key: (KINDS.index(key[0]), *key[1:]))
