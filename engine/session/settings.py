"""What a reader may set, kept between sittings."""

from __future__ import annotations

from engine.frozen import Frozen

NONE, AFTER, ALWAYS = "none", "after", "always"
BECAUSE = {
    NONE: "never",
    AFTER: "after the fact, once a page is left",
    ALWAYS: "always, under the page",
}
"""When consequences are told, in words."""


class Settings(Frozen):
    """`safe` asks for short versions of hard passages; `face` is plain, screen or "" (not chosen); `theme` a name.

    `because` says when a page tells which earlier choice decided it: none, after (once it is left) or always.
    """

    safe: bool = False
    face: str = ""
    theme: str = ""
    because: str = ALWAYS
