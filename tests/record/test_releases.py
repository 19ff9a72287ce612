"""What every release recorded is opened by this engine: gone on with as it is, or carried over with a report."""

from functools import cache

import pytest

from engine import __version__
from engine.compiler import compile_story
from engine.machine import Machine
from engine.record import Record, moved, replay
from engine.session import Session, Settings
from engine.storage import KeptPrograms, SaveFolder, Stories
from tests.stories.frozen.releases import releases, saves_of
from tests.stories.sitting import MemoryJournal, header_of

ALL = [(release, name) for release in releases() for name in saves_of(release)]


@cache
def machines() -> dict[str, Machine]:
    """The shipped stories as they are now, by their ids."""
    sources = [Stories().read(name) for name in Stories().names()]
    programs = [compile_story(each.files, each.fingerprint).program for each in sources]
    return {each.id: Machine(each) for each in programs if each is not None}


def test_this_version_has_recorded_every_profile_of_every_story() -> None:
    """Where this fails: python -m tests.stories.frozen.releases.write"""
    here = next(each for each in releases() if each.name == __version__)
    recorded = {name.rpartition("-")[0] for name in saves_of(here)}
    stories = {SaveFolder(here).open(name, for_writing=False).header.story for name in saves_of(here)}
    assert stories == set(machines())
    assert len(recorded) >= len(stories)


@pytest.mark.parametrize(("release", "name"), ALL, ids=[f"{release.name}:{name}" for release, name in ALL])
def test_a_recorded_play_through_is_gone_on_with_or_carried_over_with_a_report(release, name: str) -> None:
    opened = SaveFolder(release).open(name, for_writing=False)
    assert opened.trouble is None
    record, machine = Record(opened.header, opened.entries), machines()[opened.header.story]
    old = KeptPrograms(release).get(opened.header.fingerprint)
    if old is not None:  # a later engine may not read a program of before: that costs the words of what is lost
        shown = Session.resume(Machine(old), record, None, Settings())
        assert shown.view.choices or shown.view.ending
        assert shown.page("branches").sections
    if record.header.profile not in {each.id for each in machine.program.profiles}:
        return
    found = moved(machine, record, old)
    for offer in found.moving.offers:
        header = header_of(machine.program, record.header.seed, record.header.profile)
        session = Session.moved(machine, record, header, MemoryJournal(), Settings(), found=found, offer=offer.kind)
        assert session.view.choices or session.view.asked or session.view.ending
        [report] = session.view.turn.warnings
        assert report.endswith("The old save is kept as it was.")
        path = session.record.path()
        assert replay(machine, header.seed, header.profile, path).run.cells == session._run.cells
    if opened.header.fingerprint == machine.program.fingerprint:
        assert found.moving.verdict == "survives"
        assert session.record.shape.branches(None) == record.shape.branches(None)
