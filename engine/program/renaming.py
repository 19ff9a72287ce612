"""Ids that were other ids once: for saves of an earlier version, and for streams, which go on drawing as they began.

In: pairs of a former and a present id. Out: the present id of a former one, the first id of a present one. An id that
was renamed twice is followed all the way; what belongs to a renamed scene is renamed with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.program.ids import DEALT


class Renaming:
    """The renamed ids of one program; costs nothing where there are none."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._later = dict(pairs)
        self._earlier: dict[str, str] = {}
        for former, present in self._later.items():
            self._earlier.setdefault(present, former)

    def scene(self, former: str) -> str:
        """The present id of a scene."""
        return _followed(former, self._later)

    def choice(self, former: str) -> str:
        """The present id of a choice, or of a storylet that a block offered."""
        block, _, storylet = former.partition(DEALT)
        present = _owned(block, self._later)
        return f"{present}{DEALT}{self.scene(storylet)}" if storylet else present

    def stream(self, former: str) -> str:
        """The present id of a stream."""
        return _owned(former, self._later)

    def first(self, stream: str) -> str:
        """The id under which a stream drew first."""
        return _owned(stream, self._earlier)


def _followed(id_: str, ways: Mapping[str, str]) -> str:
    for _ in ways:
        if id_ not in ways:
            break
        id_ = ways[id_]
    return id_


def _owned(id_: str, ways: Mapping[str, str]) -> str:
    """Follows the id itself and the scene it belongs to, as often as there are ways."""
    for _ in ways:
        before = id_
        id_ = _followed(id_, ways)
        scene, dot, short = id_.rpartition(".")
        id_ = f"{_followed(scene, ways)}{dot}{short}"
        if id_ == before:
            break
    return id_
