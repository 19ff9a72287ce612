"""The places of a play-through on the screen, with the real engine: each leads where it says, and back into play."""

from __future__ import annotations

from textual.widgets import Static

from engine.session import Session, Settings
from engine.tui.widgets.chart import drawn
from engine.tui.widgets.prose import Turn
from engine.tui.widgets.side import Side
from tests.pictures import DESK, PARTED, PLAYED, VELL, desk_for
from tests.stories.sitting import MemoryDesk
from tests.tui.fakes import FakeDesk
from tests.tui.screen import Scene, Scenery, run

LINE = "Because you left fifty crowns so that the second bow could come home, 19:30."


def played(scene: Scene, *, because: str = "always", size: tuple[int, int] = (80, 30)) -> MemoryDesk:
    desk = desk_for(PLAYED)
    desk.kept = Settings(because=because)
    run(scene, desk=desk, start=PLAYED, size=size)
    return desk


def session(at: Scenery) -> Session:
    return at.desk.sessions[-1]


def now(at: Scenery) -> str:
    return str(at.app.screen.query(Turn).last().content)


def test_a_turn_of_the_record_is_read_again_and_gone_back_to_as_a_new_branch() -> None:
    async def scene(at: Scenery) -> None:
        await at.press(*VELL, "r", "up", "enter")
        assert "You chose: Take the case down to the mail boat" in at.flat()
        await at.press("1")
        assert at.name == "Play"
        assert session(at).view.turn.chosen == "Ring the school back"
        await at.press("1")
        assert len(session(at).tree()) == 2

    played(scene)


def test_a_cause_is_a_place_to_go_back_to() -> None:
    async def scene(at: Scenery) -> None:
        await at.press(*DESK, "w")
        assert "1. Choice 6: Leave fifty crowns against the second bow" in at.flat()
        await at.press("1", "1")
        assert at.name == "Play"
        assert session(at).record.shape.depths[session(at).record.standing] == 5

    played(scene)


def test_why_can_be_asked_of_what_the_status_says() -> None:
    async def scene(at: Scenery) -> None:
        await at.press(*VELL, "w", "4")
        assert "Money: 77 crowns" in at.flat()

    played(scene)


def test_a_page_says_which_earlier_choice_decided_it_and_the_pane_keeps_it() -> None:
    async def scene(at: Scenery) -> None:
        await at.press(*DESK)
        assert LINE in " ".join(now(at).split())
        kept = at.app.screen.query_one(Side).query(".late").first(Static)
        assert LINE in str(kept.content)

    played(scene, size=(120, 40))


def test_after_the_fact_it_is_said_of_the_page_that_was_left() -> None:
    async def scene(at: Scenery) -> None:
        await at.press(*DESK)
        assert LINE not in now(at)
        await at.press("3")
        assert [LINE in str(turn.content) for turn in at.app.screen.query(Turn)][-2:] == [True, False]

    played(scene, because="after")


def test_who_wants_no_consequences_is_told_none() -> None:
    async def scene(at: Scenery) -> None:
        await at.press(*DESK, "3")
        assert not any(LINE in str(turn.content) for turn in at.app.screen.query(Turn))

    played(scene, because="none")


def test_two_branches_stand_side_by_side_where_there_is_room() -> None:
    async def scene(at: Scenery) -> None:
        await at.press(*PARTED, "d", "1", "2")
        assert any("This path" in line and "Branch 1" in line for line in at.grid().splitlines()[4:])
        await at.resize(80, 40)
        assert not any("This path" in line and "Branch 1" in line for line in at.grid().splitlines()[4:])

    played(scene, size=(120, 40))


def test_a_branch_is_gone_to_from_the_tree() -> None:
    async def scene(at: Scenery) -> None:
        await at.press(*PARTED, "d", "1", "1")
        assert session(at).view.where == "Midra"

    played(scene)


def test_a_note_is_made_and_gone_back_to() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("1", "n", "1", "t", "i", "d", "e", "enter")
        assert "Kept as note 1." in at.flat()
        await at.press("escape", "1", "n", "1")
        assert session(at).record.shape.depths[session(at).record.standing] == 1

    played(scene)


def test_words_are_found_in_the_past_and_lead_to_their_turn() -> None:
    async def scene(at: Scenery) -> None:
        await at.press(*VELL, "slash", *"seagull", "enter")
        assert "was not found" in at.flat()
        await at.press("escape", "slash", *"lamb", "enter", "1")
        assert "You chose: Take the case down to the mail boat" in at.flat()

    played(scene)


def test_the_transcript_is_written_and_the_passage_copied() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("1", "o")
        assert "All that you have read is written to" in at.flat()
        assert at.desk.transcripts[session(at).view.save] == session(at).transcript()
        await at.press("y")
        assert at.app.clipboard.startswith("You chose: Ring the school back")

    played(scene)


def test_the_play_through_is_handed_over_to_plain_lines_where_it_stands() -> None:
    async def scene(at: Scenery) -> None:
        await at.press("1", "v")

    desk = desk_for(PLAYED)
    app = run(scene, desk=desk, start=PLAYED)
    assert app.handed is desk.sessions[-1]
    assert not desk.journals[-1].closed


def test_a_long_record_is_listed_a_piece_at_a_time() -> None:
    async def scene(at: Scenery) -> None:
        at.session.turns_to_end = 999
        turn = at.session.turns[0]
        at.session.turns = [turn.replace(id=number, chosen=f"Step {number}") for number in range(131)]
        await at.press("r")
        assert "> 130. 14:00 Step 130" in at.grid()
        await at.press("home")
        at.app.screen.menu.point(0)
        await at.press("enter")
        assert "> 70. 14:00 Step 70" in " ".join(at.grid().replace(">  ", "> ").split("\n"))

    run(scene, desk=FakeDesk())


def test_the_map_is_drawn_within_any_width_and_says_in_words_what_it_draws() -> None:
    desk = desk_for(PLAYED)
    made = desk.begin("night-ferry", "tove")
    for number in VELL:
        made.choose(int(number))
    for width in (20, 40, 72):
        lines = drawn(made.places(), width)
        assert max(len(margin) + len(text) for margin, text, _ in lines) <= max(width, 12 + 12)
    said = [f"{margin}{text}" for margin, text, _ in lines]
    assert said[0] == "◆ Vell, the quay: you are here"
    assert any("━━ The strait ferry" in line and "(open, gone)" in line for line in said)
    assert any("╳╳ The causeway" in line and "(closed)" in line for line in said)
    assert sum("○ Harne" in line for line in said) == 1
