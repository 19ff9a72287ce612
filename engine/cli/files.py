"""Documents that commands write where they are told to."""

from __future__ import annotations

import os

from engine.errors import UserError


def write_new(path: str, document: str, *, replace: bool = False) -> None:
    """Write a document to `path`. UserError when that cannot be, or when something is there and is not to go."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if replace else os.O_EXCL)
    try:
        with open(os.open(path, flags, 0o644), "w", encoding="utf-8", newline="\n") as file:
            file.write(document)
    except FileExistsError as error:
        raise UserError(f"{path} is there already and is left as it is.") from error
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error
