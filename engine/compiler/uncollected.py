"""No search for garbage while much is made that lives.

In: nothing. Out: a stretch of work that the collector leaves alone.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: nearly all that a compilation makes lives to its end, and looking costs a third.

    What was made counts as old afterwards, so that the first look at what is young does not go through all of it.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
