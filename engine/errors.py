"""The exceptions of the engine: each says whose fault it is and what to do, in one sentence a player can read.

Mistakes of an author are never exceptions but values (see `engine.diagnostics`). What stands here is raised for
the person at the terminal (`UserError`) or for ourselves (`InternalError`); the command line turns the first into
exit code 2 and the second into 3.
"""


class EngineError(Exception):
    """Root of all that the engine raises on purpose; `str()` is a whole sentence."""


class UserError(EngineError):
    """The person's request cannot be done as asked: a missing file, a wrong argument, a save of another story."""


class StoryError(EngineError):
    """A program cannot be run: its text form is damaged, or it is of another version of the engine."""


class SaveError(UserError):
    """A save cannot be written or read; play goes on without it where that is possible."""


class ChoiceError(EngineError):
    """A choice was asked for that is not offered here, or is closed; nothing has changed."""


class InternalError(EngineError):
    """Our own fault: an invariant does not hold."""
