"""The commands of play, the same in every front end, and how a person's word finds one."""

from __future__ import annotations

from engine.frozen import Frozen


class Command(Frozen):
    """`name` is typed in plain, `key` is the screen's, "" where there is none; `about` one line for help.

    `page`: it answers with a page. `takes`: words may stand after it, as in "why money"; they are handed on.
    """

    name: str
    key: str
    about: str
    page: bool
    takes: bool = False


class Said(Frozen):
    """A command with the words that stood after it, "" for none."""

    command: Command
    words: str = ""


COMMANDS: tuple[Command, ...] = (
    Command("back", "b", "Go back one choice. Nothing is erased.", False),
    Command("go", "", "Go to a choice of this path, a branch or a note: go 12, go branch 2, go note 1.", False, True),
    Command("again", "a", "Read this passage again.", False),
    Command("so far", "s", "A short recap of what you did.", True),
    Command("papers", "p", "Your documents.", True),
    Command("map", "m", "Places and roads: what is open from where, and why not.", True),
    Command("people", "e", "The people you know.", True),
    Command("record", "r", "Every choice, by day; record 12 tells what came of one.", True, True),
    Command("branches", "d", "The branches of this play-through: what was chosen otherwise after going back.", True),
    Command("compare", "", "This path and another branch side by side: compare 2.", True, True),
    Command("as", "", "Your decisions made by another man, beside yours: as denis.", True, True),
    Command("name", "", "Name the branch you are on: name evening train.", True, True),
    Command("remove branch", "", "Remove a branch; restore branch brings it back: remove branch 2.", True, True),
    Command("restore branch", "", "Bring a removed branch back: restore branch 2.", True, True),
    Command("notes", "n", "Places you have marked.", True),
    Command("note", "", "Mark this place with a few words: note ask Lena before this.", True, True),
    Command("why", "w", "Why things are so; why 3, why money; why 3 verify plays it without the causes.", True, True),
    Command("ledger", "c", "What was decided by you, for you and by chance, and what came of each choice.", True),
    Command("find", "/", "Find words in what you have read: find evening train.", True, True),
    Command("facts", "f", "What on this page is documented, composite or invented, with sources.", True),
    Command("glossary", "g", "Foreign and official words.", True),
    Command("settings", "t", "Reading settings, and how to change them.", True, True),
    Command("saves", "l", "Your play-throughs.", True),
    Command("transcript", "o", "Write all that you have read to a file.", False),
    Command("face", "v", "Turn to the other face, plain lines or the screen, and go on there.", False),
    Command("help", "?", "What is possible now.", True),
    Command("quit", "q", "Leave. Everything is saved already.", False),
)


TEST = "verify"
"""After `why` and what it asks about: take each cause back and play the rest again."""


def is_test(words: str) -> bool:
    """Whether the words after `why` ask for that."""
    return words.split()[-1:] == [TEST]


def read_command(line: str) -> Said | tuple[str, ...]:
    """The command that a line names, with what stands after it, or the names that it may mean: none, or several.

    A name, key or beginning of a name that is the whole line comes first; then the longest name that the line begins
    with, if that command takes words; then a first word that is a key or begins one such name only.
    """
    words = line.split()
    whole = find_command(line)
    if isinstance(whole, Command):
        return Said(whole)
    for count in range(len(words) - 1, 0, -1):
        found = find_command(" ".join(words[:count]))
        if isinstance(found, Command) and found.takes:
            return Said(found, " ".join(words[count:]))
    return whole


def find_command(word: str) -> Command | tuple[str, ...]:
    """The command that `word` begins, or the names it may mean: none, or several."""
    wanted = " ".join(word.lower().split())
    exact = next((each for each in COMMANDS if wanted and wanted in (each.name, each.key)), None)
    if exact:
        return exact
    meant = [each for each in COMMANDS if wanted and each.name.startswith(wanted)]
    return meant[0] if len(meant) == 1 else tuple(each.name for each in meant)
