"""What the author claims of the story: read into targets, each name checked.

In: the shapes of all files and the story's names. Out: claims in the order of the files; diagnostics for one that says
nothing or two things, and for names that nothing has. Whether a claim holds is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engine.compiler.declare import namespace_of
from engine.compiler.kinds import FLAG
from engine.compiler.known import check_known
from engine.compiler.language import read_expression
from engine.compiler.names import Local, Names
from engine.compiler.nodes import Scalar
from engine.compiler.schema import ClaimShape
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag, nearest
from engine.program.claims import ALWAYS_CAN, EVERY, NEVER, REACH, Claim, Target

_NAMED = re.compile(r"\s*(ending|scene|tag)\s*:\s*(\S*)\s*")


def read_claims(files: Sequence[Shaped], manifest: Shaped, names: Names, bag: Bag) -> tuple[Claim, ...]:
    """All claims. Their conditions are read before scenes are lowered, so that what they ask for is counted."""
    profiles = {str(name) for each in files for name in each.shape.profiles}
    found: list[Claim] = []
    first: dict[str, Scalar] = {}
    for file in files:
        local = Local("" if file is manifest else namespace_of(file), "")
        for key, shape in file.shape.claims.items():
            earlier = first.setdefault(str(key), key)
            if earlier is not key:
                bag.add("NAM004", key.place, name=key, group="claims", first=earlier.place)
            claim = _claim(key, shape, _Reading(names, local, bag))
            if claim is not None and check_known(_listed(shape.profiles), profiles, "profile", bag):
                found.append(claim)
    return tuple(found)


class _Reading:
    """What targets are read with."""

    def __init__(self, names: Names, local: Local, bag: Bag) -> None:
        self.names = names
        self.local = local
        self.bag = bag

    def targets(self, written: Iterable[Scalar]) -> Iterator[Target]:
        """Targets, those that are wrong left out."""
        for each in written:
            named = _NAMED.fullmatch(each)
            found = self._test(each) if named is None else self._named(each, named[1], named[2])
            if found is not None:
                yield found

    def _test(self, written: Scalar) -> Target | None:
        found = read_expression(written, self.names, self.local, self.bag, FLAG)
        return None if found is None else Target("test", str(written).strip(), found.expr)

    def _named(self, written: Scalar, kind: str, name: str) -> Target | None:
        known = {"ending": self.names.endings, "tag": self.names.tags, "scene": self.names.scenes}[kind]
        full = self.names.scene(name, self.local.namespace) if kind == "scene" else name
        if (kind == "ending" and name == EVERY) or full in known:
            return Target(kind, str(full))
        if full not in self.names.dropped:
            near = nearest(name, (str(each) for each in known))
            hint = f'did you mean "{kind}:{near}"?' if near else None
            self.bag.add("CLM002", written.place, kind=kind, name=name, hint=hint)
        return None


def _claim(key: Scalar, shape: ClaimShape, reading: _Reading) -> Claim | None:
    said = {REACH: shape.reach, NEVER: shape.never, ALWAYS_CAN: shape.always_can}
    ways = [(says, _listed(written)) for says, written in said.items() if written is not None]
    if len(ways) != 1:
        reading.bag.add("CLM001", key.place, name=key)
        return None
    says, written = ways[0]
    targets = tuple(reading.targets(written))
    whom = tuple(str(each) for each in _listed(shape.profiles))
    if not targets:
        return None
    return Claim(str(key), says, targets, whom, key.place.file, key.place.line)


def _listed(written: Scalar | list[Scalar] | None) -> list[Scalar]:
    if written is None:
        return []
    return written if isinstance(written, list) else [written]
