"""What a reader may set, kept between sittings."""

from __future__ import annotations

from engine.frozen import Frozen


class Settings(Frozen):
    """`safe` asks for short versions of hard passages; `face` is plain, screen or "" (not chosen); `theme` a name."""

    safe: bool = False
    face: str = ""
    theme: str = ""
