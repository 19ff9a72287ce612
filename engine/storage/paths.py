"""Where things live: saves, cache and settings, in a checkout and where the program was installed.

In: nothing but the place of this package and two variables of the environment. Makes no folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import engine

PROGRAM = "border-formalities"

CACHE_VARIABLE = "FORMALITIES_CACHE"
"""Names a folder for the cache instead of the platform's; for tests and for machines where that cannot be written."""


def package_folder() -> Path:
    """The folder of `engine` itself."""
    return Path(engine.__file__).resolve().parent


def checkout() -> Path | None:
    """The folder that holds `engine/` and `pyproject.toml`, or None where the program was installed."""
    top = package_folder().parent
    return top if (top / "pyproject.toml").is_file() else None


def stories_folder() -> Path:
    """Where the stories are that come with the program."""
    top = checkout()
    return top / "story" if top else package_folder() / "stories"


def saves_folder() -> Path:
    """`saves/` of the checkout, else the platform's data folder."""
    top = checkout()
    if top:
        return top / "saves"
    from platformdirs import user_data_path

    return user_data_path(PROGRAM, appauthor=False) / "saves"


def settings_folder() -> Path:
    """`saves/` of the checkout, so that trying it out leaves nothing elsewhere; else the platform's."""
    top = checkout()
    if top:
        return top / "saves"
    from platformdirs import user_config_path

    return user_config_path(PROGRAM, appauthor=False)


def cache_folder() -> Path:
    """What FORMALITIES_CACHE names, else the platform's cache folder; never within a story."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path(PROGRAM, appauthor=False) / "programs"
