"""How ids are put together: `scene.owner`, an offered storylet `scene.block>storylet`, and frames of the call stack.

A frame is the id of what called. What else must be known on coming back stands behind it: `scene.deal>dealt>dealt` the
storylets a deal has run so far, `scene.owner+minutes+event` the time left to pass when an event interrupted. Ids of the
story hold letters, digits, `_` and dots only, so both marks are free.
"""

from __future__ import annotations

import re

DEALT = ">"
LEFT = "+"

_OWNER = re.compile(rf"[^{DEALT}{LEFT}]*")


def owner_of(id_: str) -> str:
    """The id without what stands behind it: `kitchen.talk` of `kitchen.talk>lena.calls`."""
    found = _OWNER.match(id_)
    return found[0] if found else id_


def statement_owner(statement: str) -> str:
    """Who a statement belongs to: `kitchen.drawer` of `kitchen.drawer:cash`."""
    return statement.partition(":")[0]


def scene_of(id_: str) -> str:
    """The scene that an id with memory belongs to: `lars.queue` of `lars.queue.pay`."""
    return owner_of(id_).rpartition(".")[0]
