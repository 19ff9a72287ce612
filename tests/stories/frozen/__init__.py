"""A story that is never changed, and fifty play-throughs of it that were recorded once.

`night-office.yaml` is the story, `saves/night_office/*.jsonl` the play-throughs, as the engine of that day wrote them.
They are what every later engine must still read. `python -m tests.stories.frozen.write` made them; it refuses to do so
again.
"""

from collections.abc import Iterator
from pathlib import Path

from engine.record import Record
from engine.storage import SaveFolder

HERE = Path(__file__).parent
STORY = HERE / "night-office.yaml"
SAVES = HERE / "saves"


def frozen_records() -> Iterator[Record]:
    """The fifty, by number."""
    saves = SaveFolder(SAVES)
    names = sorted((each.name for each in saves.list()), key=lambda name: (name.split("-")[0], int(name.split("-")[1])))
    for name in names:
        opened = saves.open(name, for_writing=False)
        assert opened.trouble is None
        yield Record(opened.header, opened.entries)
