"""The arguments of every command."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction

from engine import __version__


def parser() -> ArgumentParser:
    """The parser of `formalities`; without a command it plays."""
    top = ArgumentParser(
        prog="formalities", description="Stories with consequences: play them, write them, check them."
    )
    top.add_argument("--version", action="version", version=f"formalities {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    top.set_defaults(command="play", story="", **_PLAY_DEFAULTS)
    _play(commands)
    check = commands.add_parser("check", help="say everything that is wrong with a story")
    check.add_argument("path", metavar="PATH", help="a story's name, its folder, or one YAML file")
    check.add_argument("--json", action="store_true", help="one JSON object a line")
    _writing(commands)
    explain = commands.add_parser("explain", help="what a diagnostic means and how to mend it")
    explain.add_argument("code", metavar="CODE", help="such as REF010")
    saves = commands.add_parser("saves", help="list play-throughs")
    saves.add_argument("story", nargs="?", default="", help="only those of this story")
    saves.add_argument("--saves", metavar="DIR", default="", help="the folder they are in")
    return top


def _writing(commands: _SubParsersAction[ArgumentParser]) -> None:
    new = commands.add_parser("new", help="begin a story: a folder with a small one that plays")
    new.add_argument("name", metavar="NAME", help="its name: small letters, digits and hyphens")
    new.add_argument("--folder", metavar="DIR", default=".", help="where its folder is made (here)")
    tidy = commands.add_parser("fmt", help="set a story's YAML in order without touching a word")
    tidy.add_argument("path", metavar="PATH", help="a story's name, its folder, or one YAML file")
    tidy.add_argument("--check", action="store_true", help="write nothing; name the files that would change")
    tidy.add_argument("--ids", action="store_true", help="write out the ids that are made from words")
    tidy.add_argument("--repair", action="store_true", help="put right the lines that YAML misreads")
    schema = commands.add_parser("schema", help="the JSON Schema of story files, for editors")
    schema.add_argument("--out", metavar="FILE", default="", help="write it there instead of printing it")


_PLAY_DEFAULTS = {
    "plain": False,
    "screen": False,
    "json": False,
    "profile": "",
    "seed": None,
    "resume": False,
    "save": "",
    "copy": False,
    "saves": "",
    "width": 0,
}


def _play(commands: _SubParsersAction[ArgumentParser]) -> None:
    play = commands.add_parser("play", help="play a story (the default)")
    play.add_argument("story", nargs="?", default="", help="a story's name, its folder, or one YAML file")
    play.add_argument("--plain", action="store_true", help="plain lines, for screen readers, pipes and old terminals")
    play.add_argument("--screen", action="store_true", help="the screen, even if plain lines were chosen before")
    play.add_argument("--json", action="store_true", help="plain, as one JSON object a line, for tools")
    play.add_argument("--as", dest="profile", metavar="PROFILE", default="", help="begin anew as this profile")
    play.add_argument("--seed", type=int, default=None, help="the seed of chance for a new play-through")
    play.add_argument("--continue", dest="resume", action="store_true", help="go on with the last play-through")
    play.add_argument("--save", metavar="NAME", default="", help="go on with this save")
    play.add_argument("--copy", action="store_true", help="with --save or --continue: play a copy of it")
    play.add_argument("--saves", metavar="DIR", default="", help="the folder for saves")
    play.add_argument("--width", type=int, default=0, help="break plain lines at this width (0: never)")
