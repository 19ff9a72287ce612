"""The screen: one of the two faces of a session, drawn with Textual.

In: a `Desk`. Out: an exit code. Shows plain data and holds no story logic; nothing of Textual is loaded before `run`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from engine.session import Session
from engine.session.desk import Desk
from engine.session.watched import Watch


def run(
    desk: Desk,
    *,
    story: str | None = None,
    profile: str | None = None,
    resume: str | None = None,
    seed: int | None = None,
    keymap: Mapping[str, str] | None = None,
    session: Session | None = None,
    watch: Watch | None = None,
) -> tuple[int, Session | None]:
    """Show the screen until the player leaves; the exit code is 0, 130 after Ctrl+C, 2 if the start was refused.

    A `session` is gone on with at once; `resume` names a save and goes before `story`; `story` with `profile` begins at
    once, alone it opens its threshold. The session that comes back is to go on in plain lines, and still open.
    With a `watch` the session is played while its story is written. `keymap` gives keys to bindings by id
    ("command.back": "z"); a refusal's sentence goes to standard error.
    """
    from engine.tui.app import Formalities
    from engine.tui.messages import Start

    app = Formalities(desk, Start(story, profile, resume, seed), keymap or {}, session, watch)
    try:
        code = app.run()
    finally:
        if app.handed is None:
            app.let_go()
    if app.refusal:
        sys.stderr.write(app.refusal + "\n")
    return (3 if code is None and app.return_code else code or 0), app.handed
