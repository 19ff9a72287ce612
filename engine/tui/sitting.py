"""What outlives a screen: the desk, the reader's settings and the session that is open.

In: a `Desk`. Out: sessions. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.session import Session, Settings
from engine.session.desk import Desk
from engine.session.settings import BECAUSE
from engine.tui.themes import following


class Sitting:
    """One sitting at the screen; at most one session is open at a time."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.settings = desk.settings()
        self.session: Session | None = None

    def begin(self, story: str, profile: str, seed: int | None = None) -> Session:
        """A new play-through. Raises UserError and leaves the open session as it was; may take a second."""
        return self._put(lambda: self.desk.begin(story, profile, seed))

    def resume(self, save: str) -> Session:
        """Go on with a save, which may be the one that is open. Raises SaveError; may take a second."""
        if self.session and self.session.view.save == save:
            return self.session
        return self._put(lambda: self.desk.resume(save))

    def _put(self, opening: Callable[[], Session]) -> Session:
        session = opening()
        self.let_go()
        self.session = session
        return session

    def let_go(self) -> None:
        """Close the open session, if there is one."""
        session, self.session = self.session, None
        if session:
            session.close()

    def turn(self, setting: str) -> None:
        """Turn a setting (safe, theme or because) to the next of its values, and keep it."""
        now = self.settings
        ways = tuple(BECAUSE)
        at = ways.index(now.because) if now.because in ways else -1
        turned = {
            "safe": now.replace(safe=not now.safe),
            "theme": now.replace(theme=following(now.theme)),
            "because": now.replace(because=ways[(at + 1) % len(ways)]),
        }
        self.keep(turned[setting])

    def keep(self, settings: Settings) -> None:
        """Take over `settings` and keep them for the next sitting."""
        self.settings = settings
        self.desk.save_settings(settings)
