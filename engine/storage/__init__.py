"""The one layer that touches files: stories, saves, cache, settings, behind the ports that `engine.record` declares.

In: paths, and bytes of unknown soundness. Out: plain values, or a sentence about what is wrong. Parses no YAML.
"""

from engine.storage.cache import IR_VERSION, ProgramCache
from engine.storage.checked import CheckedFiles
from engine.storage.files import reason, rewrite, write_whole
from engine.storage.journal import SaveJournal
from engine.storage.paths import cache_folder, checkout, saves_folder, settings_folder, stories_folder
from engine.storage.programs import KeptPrograms
from engine.storage.saves import SaveFolder
from engine.storage.settings import load_keymap, load_settings, save_settings
from engine.storage.stories import Stories

__all__ = [
    "IR_VERSION",
    "CheckedFiles",
    "KeptPrograms",
    "ProgramCache",
    "SaveFolder",
    "SaveJournal",
    "Stories",
    "cache_folder",
    "checkout",
    "load_keymap",
    "load_settings",
    "reason",
    "rewrite",
    "save_settings",
    "saves_folder",
    "settings_folder",
    "stories_folder",
    "write_whole",
]
