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
    form = check.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object a line")
    form.add_argument("--sarif", action="store_true", help="one SARIF 2.1.0 log, for editors and review tools")
    _test(commands)
    _writing(commands)
    explain = commands.add_parser("explain", help="what a diagnostic means and how to mend it")
    explain.add_argument("code", metavar="CODE", nargs="?", default="", help="such as REF010; without it, all codes")
    explain.add_argument("--json", action="store_true", help="one JSON object a line")
    _explore(commands)
    _transcript(commands)
    _another(commands)
    world = commands.add_parser("world", help="what is open to a man on a day, and how early he can be at a crossing")
    world.add_argument("path", metavar="STORY", help="a story's name, its folder, or one YAML file")
    world.add_argument("--as", dest="profile", metavar="PROFILE", default="", help="whose papers and money")
    world.add_argument("--on", metavar="DATE", default="", help='a day or a moment, "2022-09-26 14:00"')
    world.add_argument("--json", action="store_true", help="as one JSON object")
    graph = commands.add_parser("graph", help="a story drawn: every scene, and every way from one to another")
    graph.add_argument("path", metavar="STORY", help="a story's name, its folder, or one YAML file")
    graph.add_argument(
        "--format", choices=("text", "html", "svg", "mermaid", "dot"), default="text", help="text unless said"
    )
    graph.add_argument("--runs", metavar="N", type=int, default=0, help="colour by N random plays of each man")
    graph.add_argument("--colour", choices=("act", "coverage", "profile"), default="act", help="of the svg (act)")
    graph.add_argument("--out", metavar="FILE", default="", help="write it there instead of printing it")
    watch = commands.add_parser("watch", help="play a story while you write it")
    watch.add_argument("path", metavar="STORY", help="its folder, or one YAML file")
    watch.add_argument("--as", dest="profile", metavar="PROFILE", default="", help="who plays")
    watch.add_argument("--from", dest="start", metavar="SCENE", default="", help="begin in this scene")
    watch.add_argument("--at", metavar="DATE", default="", help='begin then, "2022-09-26 14:00"')
    watch.add_argument(
        "--given", metavar="NAME=VALUE", action="append", default=[], help="begin with this value; may be given again"
    )
    watch.add_argument("--seed", metavar="N", type=int, default=0, help="the seed of chance (0)")
    _faces(watch)
    watch.add_argument("--width", metavar="N", type=int, default=0, help="wrap lines at N letters")
    diff = commands.add_parser("diff", help="two versions of a story, compared by what they mean")
    diff.add_argument("before", metavar="BEFORE", help="the earlier version: its folder, or one YAML file")
    diff.add_argument("after", metavar="AFTER", help="the later one")
    diff.add_argument("--plays", metavar="N", type=int, default=300, help="random plays of each man in both (300)")
    diff.add_argument("--saves", metavar="DIR", default="", help="also say what becomes of the saves in this folder")
    diff.add_argument("--measures", action="store_true", help="also say which measures moved, by a quick look at both")
    diff.add_argument("--as", dest="profile", metavar="PROFILE", default="", help="play one man only")
    diff.add_argument(
        "--jobs", type=int, metavar="N", default=1, help="--measures: processes to use (1; 0: one a processor)"
    )
    diff.add_argument("--json", action="store_true", help="as one JSON object")
    _measuring(commands)
    saves = commands.add_parser("saves", help="list play-throughs, check them against a story, throw some away")
    saves.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="STORY lists those of a story; check STORY [FOLDER] says what the story as it is now does to them; "
        "remove NAME, restore NAME; tidy throws away what was removed",
    )
    saves.add_argument("--saves", metavar="DIR", default="", help="the folder they are in")
    saves.add_argument("--json", action="store_true", help="check: one JSON object a save")
    return top


def _test(commands: _SubParsersAction[ArgumentParser]) -> None:
    test = commands.add_parser("test", help="play the scripted plays of a story, or write one from a save")
    test.add_argument("path", metavar="STORY", help="a story's name, its folder, or one YAML file")
    test.add_argument("--only", metavar="TEST", default="", help="this one alone")
    test.add_argument("--json", action="store_true", help="one JSON object a play")
    test.add_argument("--junit", metavar="FILE", default="", help="also write JUnit's XML there")
    test.add_argument("--record", metavar="SAVE", default="", help="write a test from this save instead")
    test.add_argument("--name", metavar="TEST", default="recorded", help="what the recorded test is called")
    test.add_argument("--out", metavar="FILE", default="", help="write it to this file, which must not be there yet")
    test.add_argument("--saves", metavar="DIR", default="", help="the folder saves are in")


def _explore(commands: _SubParsersAction[ArgumentParser]) -> None:
    explore = commands.add_parser("explore", help="prove or refute what a story claims, by all that can happen in it")
    explore.add_argument("path", metavar="STORY", help="a story's name, its folder, or one YAML file")
    explore.add_argument("--claim", metavar="ID", default="", help="this claim only")
    explore.add_argument("--as", dest="profile", metavar="PROFILE", default="", help="one man only")
    explore.add_argument("--jobs", type=int, metavar="N", default=1, help="processes to use (1; 0: one a processor)")
    explore.add_argument(
        "--states",
        type=int,
        default=2_000_000,
        metavar="N",
        help="states each exploration may look at; a million take about a gigabyte (2000000)",
    )
    explore.add_argument("--minutes", type=float, default=10.0, metavar="M", help="time for all of it (10)")
    explore.add_argument(
        "--out", metavar="DIR", default="", help="write the plays that show something into this folder"
    )
    explore.add_argument("--json", action="store_true", help="as one JSON object")


def _transcript(commands: _SubParsersAction[ArgumentParser]) -> None:
    told = commands.add_parser("transcript", help="write a play-through as a document")
    told.add_argument("save", metavar="SAVE", help="its name, such as border-formalities/ilya-1")
    told.add_argument("--format", choices=("text", "markdown", "html", "json"), default="text", help="text unless said")
    told.add_argument("--causes", action="store_true", help="with why each page says what it says")
    told.add_argument("--sources", action="store_true", help="with the facts that each page cites, and where from")
    told.add_argument("--typed", action="store_true", help="with what the player typed, which is left out otherwise")
    told.add_argument("--out", metavar="FILE", default="", help="write to this file, which must not be there yet")
    told.add_argument(
        "--story", metavar="STORY", default="", help="a story's folder, if it is not one that comes along"
    )
    told.add_argument("--saves", metavar="DIR", default="", help="the folder saves are in")


def _another(commands: _SubParsersAction[ArgumentParser]) -> None:
    other = commands.add_parser("another", help="the decisions of a play-through, made by another man")
    other.add_argument("save", metavar="SAVE", help="its name, such as border-formalities/ilya-1")
    other.add_argument("--as", dest="profile", metavar="PROFILE", required=True, help="who makes them")
    other.add_argument("--json", action="store_true", help="as one JSON object")
    other.add_argument("--story", metavar="STORY", default="", help="a story's folder, if it does not come along")
    other.add_argument("--saves", metavar="DIR", default="", help="the folder saves are in")


def _measuring(commands: _SubParsersAction[ArgumentParser]) -> None:
    tested = commands.add_parser("playtest", help="play a story many times at random and say what came of it")
    tested.add_argument("path", metavar="STORY", help="a story's name, its folder, or one YAML file")
    tested.add_argument(
        "--runs", type=int, metavar="N", default=None, help="plays of each man (1,000; with --measures 10,000)"
    )
    tested.add_argument(
        "--policy",
        metavar="POLICY",
        default="uniform",
        help="uniform (unless said), least-used, prefer:TAG, avoid:TAG, or one that the story declares",
    )
    tested.add_argument("--seed", type=int, metavar="S", default=0, help="the seed of it all (0)")
    tested.add_argument("--as", dest="profile", metavar="PROFILE", default="", help="one man only")
    tested.add_argument("--most", type=int, metavar="N", default=1_000, help="choices after which a play is too long")
    tested.add_argument("--measures", action="store_true", help="take the measures and hold them to the manifest's")
    tested.add_argument("--quick", action="store_true", help="--measures: a tenth of everything, for a look")
    tested.add_argument("--states", type=int, metavar="N", default=None, help="--measures: states of a choice (200)")
    tested.add_argument(
        "--each", type=int, metavar="N", default=None, help="--measures: continuations of an option from each (5)"
    )
    tested.add_argument("--failed", metavar="DIR", default="", help="keep failing runs there, for play --from")
    tested.add_argument("--coverage", action="store_true", help="print the YAML, with how often each line was come to")
    tested.add_argument("--all", action="store_true", help="leave nothing out of the lists")
    _workers(tested)
    stats = commands.add_parser("stats", help="how long a story is, how hard to read, how its text is spread")
    stats.add_argument("path", metavar="STORY", help="a story's name, its folder, or one YAML file")
    stats.add_argument("--runs", type=int, metavar="N", default=500, help="plays of each man that are read (500)")
    stats.add_argument("--policy", metavar="POLICY", default="uniform", help="as for playtest")
    stats.add_argument("--seed", type=int, metavar="S", default=0, help="the seed of it all (0)")
    stats.add_argument("--as", dest="profile", metavar="PROFILE", default="", help="one man only")
    stats.add_argument("--html", metavar="FILE", default="", help="write them there as a page with charts, too")
    _workers(stats)


def _workers(command: ArgumentParser) -> None:
    command.add_argument("--jobs", type=int, metavar="N", default=1, help="processes to use (1; 0: one a processor)")
    command.add_argument("--cluster", metavar="ADDRESS", default="", help="a Dask scheduler to use, tcp://HOST:PORT")
    command.add_argument("--json", action="store_true", help="one JSON object for each man")


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
    "source": "",
    "copy": False,
    "offer": "",
    "saves": "",
    "width": 0,
}


def _faces(command: ArgumentParser) -> None:
    command.add_argument(
        "--plain", action="store_true", help="plain lines, for screen readers, pipes and old terminals"
    )
    command.add_argument("--screen", action="store_true", help="the screen, even if plain lines were chosen before")


def _play(commands: _SubParsersAction[ArgumentParser]) -> None:
    play = commands.add_parser("play", help="play a story (the default)")
    play.add_argument("story", nargs="?", default="", help="a story's name, its folder, or one YAML file")
    _faces(play)
    play.add_argument("--json", action="store_true", help="plain, as one JSON object a line, for tools")
    play.add_argument("--as", dest="profile", metavar="PROFILE", default="", help="begin anew as this profile")
    play.add_argument("--seed", type=int, default=None, help="the seed of chance for a new play-through")
    play.add_argument("--continue", dest="resume", action="store_true", help="go on with the last play-through")
    play.add_argument("--save", metavar="NAME", default="", help="go on with this save")
    play.add_argument("--from", dest="source", metavar="FILE", default="", help="play a transcript in JSON again")
    play.add_argument("--copy", action="store_true", help="with --save or --continue: play a copy of it")
    play.add_argument(
        "--at",
        dest="offer",
        choices=("sound", "checkpoint", "state"),
        default="",
        help="where a save goes on in a changed story: the last sound choice (unless said), a checkpoint, as it was",
    )
    play.add_argument("--saves", metavar="DIR", default="", help="the folder for saves")
    play.add_argument("--width", type=int, default=0, help="break plain lines at this width (0: never)")
