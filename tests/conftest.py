"""What holds for every test: no test reads or writes the player's own folders, and none depends on time or luck."""

import os
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "test",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "proof",
    deadline=None,
    database=None,
    max_examples=3000,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("test")

_HOME = "FORMALITIES_TEST_HOME"
_made: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """Point the platform's folders of saves, cache and settings to one that is thrown away (workers inherit it)."""
    if _HOME not in os.environ:
        os.environ[_HOME] = tempfile.mkdtemp(prefix="formalities-tests-")
        _made.append(os.environ[_HOME])
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        os.environ[name] = os.path.join(os.environ[_HOME], name.lower())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Throw the folder away; only the process that made it does."""
    for folder in _made:
        shutil.rmtree(folder, ignore_errors=True)
        os.environ.pop(_HOME, None)
