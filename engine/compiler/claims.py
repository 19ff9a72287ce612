"""What the author claims of the story: read into targets, each name checked.

In: the shapes of all files and the story's names. Out: claims in the order of the files; diagnostics for one that says
nothing or two things, and for names that nothing has. Whether a claim holds is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from engine.compiler.declare import namespace_of
from engine.compiler.kinds import FLAG
from engine.compiler.known import check_known
from engine.compiler.language import read_expression
from engine.compiler.names import EVENTS, Local, Names
from engine.compiler.nodes import Scalar
from engine.compiler.schema import ClaimShape
from engine.compiler.shape import Shaped
from engine.diagnostics import Bag, nearest
from engine.program.claims import ALWAYS_CAN, EVERY, NAMED, NEVER, REACH, Claim, Target

_NAMED = re.compile(rf"\s*({'|'.join(NAMED)})\s*:\s*(\S*)\s*")


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
        known = self._known(kind)
        full = self._full(kind, name)
        if (kind != "tag" and name == EVERY) or full in known:
            return Target(kind, name if name == EVERY else str(full))
        if full not in self.names.dropped:
            near = nearest(name, (str(each) for each in known))
            hint = f'did you mean "{kind}:{near}"?' if near else None
            self.bag.add("CLM002", written.place, kind=kind, name=name, hint=hint)
        return None

    def _known(self, kind: str) -> Collection[str]:
        """What there is of a kind."""
        names = self.names
        match kind:
            case "ending":
                return names.endings
            case "tag":
                return names.tags
            case "scene":
                return names.scenes
            case "choice":
                return names.owners
            case "event":
                return [each.removeprefix(EVENTS) for each in names.scenes if each.startswith(EVENTS)]
            case _:
                return [f"{each.id}.{rule.code}" for each in names.crossings.values() for rule in each.rules]

    def _full(self, kind: str, name: str) -> str | None:
        """The full id that a name means in this file."""
        if kind == "scene":
            return self.names.scene(name, self.local.namespace)
        near = f"{self.local.namespace}.{name}"
        return near if kind == "choice" and near in self.names.owners else name


def _claim(key: Scalar, shape: ClaimShape, reading: _Reading) -> Claim | None:
    said = {REACH: shape.reach, NEVER: shape.never, ALWAYS_CAN: shape.always_can}
    ways = [(says, _listed(written)) for says, written in said.items() if written is not None]
    if len(ways) != 1:
        reading.bag.add("CLM001", key.place, name=key)
        return None
    says, written = ways[0]
    targets = tuple(reading.targets(written))
    for target, each in zip(targets, written, strict=False):
        if says == ALWAYS_CAN and target.name == EVERY and target.kind != "ending":
            reading.bag.add("CLM002", each.place, kind=target.kind, name=EVERY)
    whom = tuple(str(each) for each in _listed(shape.profiles))
    if not targets:
        return None
    return Claim(str(key), says, targets, whom, key.place.file, key.place.line)


def _listed(written: Scalar | list[Scalar] | None) -> list[Scalar]:
    if written is None:
        return []
    return written if isinstance(written, list) else [written]
