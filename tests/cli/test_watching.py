"""A story played while it is written."""

from pathlib import Path

import pytest

from engine.cli.watching import BY_HAND, Beginning, Watching
from engine.errors import UserError
from engine.session import Session, Settings
from tests.cli.test_command_line import run

STORY = """\
id: drawer
title: The drawer
start: kitchen
clock: {start: 2022-09-21 09:10, end: 2022-09-24 00:00, grain: 5m, zone: Europe/Moscow}
variables:
  cash: {number: 50000, min: 0, unit: roubles, title: Money}
  knows: {set of: [rumour, list], title: What you know, no: you do not know}
  calm: {derived: cash > 10, yes: you are calm, no: you are not calm}
endings:
  home: {title: Home, text: You stay.}
scenes:
  kitchen:
    title: The kitchen
    body:
      - The radio is on.
      - choices:
          - {choose: Open the drawer, id: drawer, once: true, do: cash -= 100, then: Two red covers.}
          - {choose: Buy a kettle, id: kettle, costs: {cash: 12000}, then: It whistles.}
          - {choose: Go out, id: out, go: street}
        again: true
  street:
    title: The street
    body:
      - Rain.
      - choices:
          - {choose: Go home, id: back, go: kitchen}
          - {choose: Stay, id: stay, do: knows += list, end: home}
          - {choose: Read, id: read, if: list in knows or calm, go: kitchen}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "story.yaml"
    path.write_text(STORY, encoding="utf-8")
    return path


def watching(file: Path, **asked: object) -> tuple[Watching, Session]:
    """A story under watch, and its first session."""
    found = Watching(str(file), Beginning(**asked), Settings())
    return found, found.begin()


def edit(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def looked(watch: Watching, session: Session) -> tuple[Session, str]:
    found = watch.command(session, "look")
    assert found is not None
    return found.session, "\n".join((*found.wrong, *found.told))


def text_of(session: Session) -> str:
    return " ".join(text for turn in session.history() for each in turn.passages for text in each.paragraphs)


def test_an_edited_text_is_read_where_one_stands(file):
    watch, session = watching(file)
    session.choose(1)
    session.choose(2)
    assert not watch.changed()
    edit(file, ("Rain.", "It rains on the trams."))
    assert watch.changed()
    session, told = looked(watch, session)
    assert told.startswith("The story was read again: 2 of 2 choices were made again.")
    assert "It rains on the trams." in text_of(session)
    assert "cash: 49900" in "\n".join(watch.command(session, "values cash").told)
    assert not watch.changed()


def test_a_mistake_is_told_beside_the_page_and_the_play_goes_on(file):
    watch, session = watching(file)
    session.choose(1)
    edit(file, ("go: street", "go: stret"))
    session, told = looked(watch, session)
    assert 'REF010 error: no scene is called "stret"' in told
    assert told.endswith("You go on in the story as it was.")
    assert session.choose(1).choices
    edit(file, ("go: stret", "go: street"), ("Rain.", "Snow."))
    session, told = looked(watch, session)
    assert told.startswith("The story was read again: 2 of 2 choices were made again.")
    session.choose(2)
    assert "Snow." in text_of(session)


def test_where_a_choice_is_gone_one_stands_at_the_nearest_point_and_is_told_why(file):
    watch, session = watching(file)
    session.choose(2)
    session.choose(1)
    gone = "          - {choose: Open the drawer, id: drawer, once: true, do: cash -= 100, then: Two red covers.}\n"
    edit(file, (gone, ""))
    session, told = looked(watch, session)
    assert [choice.label for choice in session.view.choices] == ["Buy a kettle", "Go out"]
    assert "The story has no choice kitchen.drawer any more" in told


def test_one_may_begin_anywhere_with_any_state(file):
    _, session = watching(file, start="street", given=("cash=7", "knows=[list]"), at="2022-09-22 08:00")
    assert "Rain." in text_of(session)
    assert session.history()[-1].passages[0].heading.startswith("Thursday 22 September, 08:00")
    cells = session.machine.values(session.cells)
    assert (cells["cash"], cells["knows"]) == (7, ("list",))


def test_a_state_begun_with_is_kept_when_the_story_changes(file):
    watch, session = watching(file, start="street", given=("cash=7",))
    session.choose(1)
    edit(file, ("The radio is on.", "The radio is off."))
    session, _ = looked(watch, session)
    assert session.machine.values(session.cells)["cash"] == 7
    assert "The radio is off." in text_of(session)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"start": "garden"}, 'No scene is called "garden".'),
        ({"given": ("coins=3",)}, '"coins=3" sets nothing.'),
        ({"given": ("cash=-3",)}, '"-3" is no value for cash.'),
        ({"at": "2031-01-01"}, "is no moment of the story"),
        ({"profile": "ida"}, 'has no profile "ida"'),
    ],
)
def test_what_cannot_be_begun_is_said_in_words(file, asked, said):
    with pytest.raises(UserError) as error:
        watching(file, **asked)
    assert said in str(error.value)


def test_values_tell_what_wrote_them_last(file):
    watch, session = watching(file)
    session.choose(1)
    told = watch.command(session, "values").told
    assert "cash: 49900, by kitchen.drawer:cash, choice 1" in told
    assert "knows: [], as it began" in told
    assert "calm: true, worked out" in told


def test_a_value_set_by_hand_is_so_is_marked_and_is_no_cause(file):
    watch, session = watching(file)
    session.choose(1)
    found = watch.command(session, "set cash = 5")
    assert found.again
    assert found.session.view.choices[0].reason is not None or found.session.view.choices[1].reason is not None
    assert "cash: 5, by you, the author, choice 2" in watch.command(session, "values cash").told
    assert BY_HAND in "\n".join(line for each in session.page("branches").sections for line in each.paragraphs)
    ledger = "\n".join(line for each in session.page("ledger").sections for line in each.paragraphs)
    assert "5 roubles" not in ledger
    lock = next(each for each in session.view.choices if each.reason)
    why = "\n".join(line for each in session.why(str(lock.number)).sections for line in each.paragraphs)
    assert "Set by the author" in why
    assert "Because Money" not in why


def test_a_change_by_hand_outlives_a_change_of_the_story(file):
    watch, session = watching(file)
    session = watch.command(session, "set cash = 5").session
    edit(file, ("Rain.", "Snow."))
    session, _ = looked(watch, session)
    assert session.machine.values(session.cells)["cash"] == 5


@pytest.mark.parametrize(
    ("line", "said"), [("set cash = x", "is no value for cash"), ("set coins = 3", "sets nothing")]
)
def test_what_cannot_be_set_is_said_and_changes_nothing(file, line, said):
    watch, session = watching(file)
    before = session.machine.values(session.cells)
    assert said in watch.command(session, line).told[0]
    assert session.machine.values(session.cells) == before


def test_lines_of_play_are_left_alone(file):
    watch, session = watching(file)
    assert watch.command(session, "1") is None
    assert watch.command(session, "papers") is None
    assert watch.command(session, "set") is None


def test_the_command_plays_in_a_pipe_and_says_that_nothing_is_saved(file):
    done = run("watch", file, "--given", "cash=60000", text="1\nvalues cash\n")
    assert done.returncode == 0
    assert "Nothing is saved here." in done.stdout
    assert "cash: 59900, by kitchen.drawer:cash, choice 1" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_story_with_mistakes_is_not_begun_and_all_mistakes_are_told(file):
    edit(file, ("go: street", "go: stret"))
    done = run("watch", file, text="")
    assert done.returncode == 2
    assert "REF010" in done.stderr
