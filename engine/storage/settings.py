"""The reader's settings in `settings.json` and keys in `keys.json`: read tolerantly, the settings written whole."""

from __future__ import annotations

import os
from pathlib import Path

from engine.errors import UserError
from engine.session.settings import Settings
from engine.storage.files import read_bounded, reason, write_whole
from engine.storage.jsontext import json_bytes, json_value

FILE = "settings.json"
KEYS = "keys.json"
_LARGEST = 64 * 1024


def load_settings(folder: Path | str) -> Settings:
    """The settings kept in `folder`; what is missing, damaged or of a wrong type is as at first. Never raises."""
    try:
        raw = json_value(read_bounded(Path(folder) / FILE, _LARGEST))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(raw, dict):
        return Settings()
    known = Settings.field_defaults.items()
    sound = {name: raw[name] for name, default in known if type(raw.get(name)) is type(default)}
    return Settings(**sound)


def load_keymap(folder: Path | str) -> dict[str, str]:
    """The keys of the screen that a reader has put into `keys.json`, as {"command.back": "z"}; what is no such pair is
    passed over. Never raises."""
    try:
        raw = json_value(read_bounded(Path(folder) / KEYS, _LARGEST))
    except (OSError, ValueError):
        return {}
    pairs = raw.items() if isinstance(raw, dict) else ()
    return {name: key for name, key in pairs if isinstance(name, str) and isinstance(key, str)}


def save_settings(folder: Path | str, settings: Settings) -> None:
    """Keep `settings` in `folder`, which is made when needed. Raises UserError in words."""
    try:
        write_whole(
            Path(folder) / FILE,
            json_bytes(dict(zip(Settings.field_names, settings.fields(), strict=True))) + os.linesep.encode(),
        )
    except OSError as error:
        raise UserError(f"The settings could not be kept: {reason(error)}.") from error
