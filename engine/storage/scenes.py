"""Scenes of a stored program, each decoded and checked when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from engine.errors import StoryError
from engine.program import Program, Scene
from engine.program.codec import decode

_Node = TypeVar("_Node", Program, Scene)

ReadScene = Callable[[str], object]
"""What `encode` gave for the scene of that id; may raise ValueError."""


class StoredScenes(Mapping[str, Scene]):
    """Scenes by id, in the order they were stored; order, length and `in` decode nothing. A decoded scene is kept.

    Asking for a scene that turns out to be damaged raises StoryError, after `on_damage` was told.
    """

    def __init__(self, order: Mapping[str, int], read: ReadScene, on_damage: Callable[[], None]) -> None:
        """`order` has an entry for every scene; `read` is asked once for each."""
        self._order = order
        self._read = read
        self._on_damage = on_damage
        self._decoded: dict[str, Scene] = {}

    def __getitem__(self, scene_id: str) -> Scene:
        scene = self._decoded.get(scene_id)
        if scene is None:
            if scene_id not in self._order:
                raise KeyError(scene_id)
            scene = self._decoded[scene_id] = self._decode(scene_id)
        return scene

    def __iter__(self) -> Iterator[str]:
        return iter(self._order)

    def __len__(self) -> int:
        return len(self._order)

    def __contains__(self, scene_id: object) -> bool:
        return scene_id in self._order

    def _decode(self, scene_id: str) -> Scene:
        try:
            scene: Scene = checked(Scene, self._read(scene_id))
            if scene.id != scene_id:
                raise ValueError(scene.id)
        except (ValueError, StoryError) as error:
            self._on_damage()
            raise StoryError(
                f"The stored copy of the scene {scene_id} is damaged and was not used; start again and it is made anew."
            ) from error
        return scene


def checked(kind: type[_Node], raw: object) -> _Node:
    """A node of `kind` from what `encode` gave, every part of it checked. Raises StoryError for anything else."""
    try:
        node: _Node = decode(kind, raw)
    except AttributeError as error:
        raise StoryError(f"The stored {kind.__name__} is damaged.") from error
    return node


def with_scenes(raw: object, scenes: Mapping[str, Scene]) -> Program:
    """The program whose encoded form is `raw`, a list that has {} for its scenes, with `scenes`. Raises StoryError."""
    return checked(Program, raw).replace(scenes=scenes)
