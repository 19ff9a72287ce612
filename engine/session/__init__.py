"""One sitting: a machine, a record and a reader, and what the two front ends show of it.

In: choices by number and commands by name. Out: a `SessionView` and `Page`s, plain data. Knows no terminal and no file.
"""

from engine.session.commands import COMMANDS, Command, Said, find_command, is_test, read_command
from engine.session.session import Session
from engine.session.settings import Settings
from engine.session.threshold import ProfileCard, StoryCard, story_card
from engine.session.view import (
    AskedView,
    ChoiceView,
    EndingView,
    Page,
    PassageView,
    Section,
    SessionView,
    StatusLine,
    TurnView,
)

__all__ = [
    "COMMANDS",
    "AskedView",
    "ChoiceView",
    "Command",
    "EndingView",
    "Page",
    "PassageView",
    "ProfileCard",
    "Said",
    "Section",
    "Session",
    "SessionView",
    "Settings",
    "StatusLine",
    "StoryCard",
    "TurnView",
    "find_command",
    "is_test",
    "read_command",
    "story_card",
]
