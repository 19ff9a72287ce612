"""The commands of play, the same in every front end, and how a person's word finds one."""

from __future__ import annotations

from engine.frozen import Frozen


class Command(Frozen):
    """`name` is typed in plain, `key` is the screen's; `about` one line for help; `page`: it answers with a page."""

    name: str
    key: str
    about: str
    page: bool


COMMANDS: tuple[Command, ...] = (
    Command("back", "b", "Go back one choice. Nothing is erased.", False),
    Command("again", "a", "Read this passage again.", False),
    Command("so far", "s", "A short recap of what you did.", True),
    Command("papers", "p", "Your documents.", True),
    Command("map", "m", "Places and roads: what is open from where, and why not.", True),
    Command("people", "e", "The people you know.", True),
    Command("record", "r", "Every choice of this play-through.", True),
    Command("why", "w", "Why things are so; why 3 and why money ask about one.", True),
    Command("ledger", "c", "What was decided by you, for you and by chance, and what came of each choice.", True),
    Command("facts", "f", "What on this page is documented, composite or invented, with sources.", True),
    Command("glossary", "g", "Foreign and official words.", True),
    Command("settings", "t", "Reading settings, and how to change them.", True),
    Command("saves", "l", "Your play-throughs.", True),
    Command("help", "?", "What is possible now.", True),
    Command("quit", "q", "Leave. Everything is saved already.", False),
)


def find_command(word: str) -> Command | tuple[str, ...]:
    """The command that `word` begins, or the names it may mean: none, or several."""
    wanted = " ".join(word.lower().split())
    exact = next((each for each in COMMANDS if wanted in (each.name, each.key)), None)
    if exact:
        return exact
    meant = [each for each in COMMANDS if wanted and each.name.startswith(wanted)]
    return meant[0] if len(meant) == 1 else tuple(each.name for each in meant)
