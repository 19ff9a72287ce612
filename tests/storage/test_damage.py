"""Journals with bytes changed, missing and put in: a sentence and the longest sound prefix, never a traceback."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SaveError
from engine.record.model import Entry
from engine.storage import SaveFolder
from engine.storage.lines import entry_line, header_line
from engine.storage.mending import what_was_wrong
from engine.storage.scan import scan
from tests.storage.anything import records
from tests.storage.samples import header, some_entries, turn

NAME = "border-formalities/ilya-1"
HEAD = header_line(header())


def _lines() -> list[bytes]:
    """A journal of a few KB: two headers, then entries."""
    entries = [*some_entries(), *(turn(number, shown="абв") for number in range(4, 9))]
    return [HEAD, HEAD, *map(entry_line, entries)]


LINES = _lines()
WHOLE = b"".join(LINES)
ENTRIES = scan(WHOLE, NAME).entries


def _sound_before(damaged_at: int) -> int:
    """How many entries end before this byte; all of them for one within the header."""
    if damaged_at < 2 * len(HEAD):
        return len(ENTRIES)
    ends = [sum(map(len, LINES[: place + 1])) for place in range(2, len(LINES))]
    return sum(end <= damaged_at for end in ends)


def _flips(values: tuple[int, ...]) -> Iterator[tuple[int, bytes]]:
    for place in range(len(WHOLE)):
        for value in values:
            flipped = bytearray(WHOLE)
            flipped[place] ^= value
            yield place, bytes(flipped)


def _check_flips(values: tuple[int, ...]) -> None:
    for place, content in _flips(values):
        seen = scan(content, NAME)
        assert seen.header == header()
        assert seen.entries == ENTRIES[: _sound_before(place)], place
        sentence = what_was_wrong(NAME, seen, "ilya-1.damaged-1")
        assert sentence
        assert sentence.endswith("ilya-1.damaged-1.")


def test_any_byte_of_a_journal_that_is_flipped_is_noticed_and_what_is_before_it_kept() -> None:
    _check_flips((0x01, 0x20))


@pytest.mark.proof
def test_any_byte_of_a_journal_flipped_in_many_ways_is_noticed() -> None:
    _check_flips((*(1 << bit for bit in range(8)), 0x7F, 0xFF, 0x2A, 0x55))


def test_a_journal_cut_at_any_byte_gives_its_longest_sound_prefix() -> None:
    ends = {sum(map(len, LINES[: place + 1])) for place in range(1, len(LINES))}
    sentences: list[str] = []
    for length in range(len(WHOLE) + 1):
        try:
            seen = scan(WHOLE[:length], NAME)
        except SaveError as error:
            sentences.append(str(error))
            continue
        assert seen.entries == ENTRIES[: _sound_before(length) if length >= 2 * len(HEAD) else 0]
        assert (what_was_wrong(NAME, seen, None) is None) == (length in ends)
    assert len(sentences) == len(HEAD) - 1
    assert all(NAME in sentence for sentence in sentences)


def test_a_byte_missing_anywhere_or_put_in_anywhere_is_noticed() -> None:
    for place in range(len(WHOLE)):
        missing = scan(WHOLE[:place] + WHOLE[place + 1 :], NAME)
        put_in = scan(WHOLE[:place] + b"\n" + WHOLE[place:], NAME)
        assert missing.entries == ENTRIES[: _sound_before(place)], place
        assert put_in.entries == (ENTRIES if place <= 2 * len(HEAD) else ENTRIES[: _sound_before(place + 1)]), place
        assert not missing.whole
        assert not put_in.whole


def test_a_damaged_journal_is_kept_aside_mended_and_can_be_written_again(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.jsonl"
    path.parent.mkdir()
    for number, place in enumerate(range(0, len(WHOLE), 97), start=1):
        damaged = WHOLE[:place] + bytes([WHOLE[place] ^ 1]) + WHOLE[place + 1 :]
        path.write_bytes(damaged)
        opened = SaveFolder(tmp_path).open(NAME)
        assert opened.journal is not None
        assert opened.trouble is not None
        assert f"ilya-1.damaged-{number}" in opened.trouble
        assert path.with_name(f"ilya-1.damaged-{number}").read_bytes() == damaged
        turns = scan(path.read_bytes(), NAME).turns
        opened.journal.append(turn(turns))
        opened.journal.close()
        again = SaveFolder(tmp_path).open(NAME, for_writing=False)
        assert again.trouble is None
        assert again.entries == (*opened.entries, turn(turns))


def test_the_report_counts_turns_kept_and_set_aside(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.jsonl"
    path.parent.mkdir()
    lines = [HEAD, HEAD, *(entry_line(turn(number)) for number in range(10))]
    lines[6] = lines[6].replace(b"cash", b"hash")
    path.write_bytes(b"".join(lines))
    trouble = SaveFolder(tmp_path).open(NAME).trouble
    assert trouble == (
        f"The save {NAME} is damaged: 4 turns are kept, and what follows (6 turns) is set aside. "
        "The file as it was is kept as ilya-1.damaged-1."
    )


def test_a_torn_last_line_is_set_aside_and_reported(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.jsonl"
    path.parent.mkdir()
    path.write_bytes(WHOLE[:-20])
    opened = SaveFolder(tmp_path).open(NAME)
    assert opened.entries == ENTRIES[:-1]
    assert opened.trouble is not None
    assert opened.trouble.startswith(
        f"The last line of the save {NAME} was not written whole and is set aside; 8 turns"
    )


def test_reading_only_mends_nothing(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.jsonl"
    path.parent.mkdir()
    path.write_bytes(WHOLE[:-20])
    assert SaveFolder(tmp_path).open(NAME, for_writing=False).trouble
    assert [each.name for each in path.parent.iterdir()] == ["ilya-1.jsonl"]


@pytest.mark.parametrize(
    "entry",
    [turn(4, 4), turn(4, 9), turn(5, 3), turn(3, 2), turn(4, None)],
    ids=["its own parent", "parent unknown", "number left out", "number twice", "a second opening"],
)
def test_an_entry_that_does_not_follow_is_not_used_even_with_a_right_checksum(entry: Entry) -> None:
    content = HEAD * 2 + b"".join(entry_line(turn(number)) for number in range(4))
    assert len(scan(content + entry_line(entry), NAME).entries) == 4


@given(records(), st.data())
def test_any_damage_to_any_journal_gives_a_prefix_or_a_sentence(
    entries: tuple[Entry, ...], draw: st.DataObject
) -> None:
    content = HEAD * 2 + b"".join(map(entry_line, entries))
    for _ in range(draw.draw(st.integers(1, 3))):
        start = draw.draw(st.integers(0, len(content)))
        stop = draw.draw(st.integers(start, min(len(content), start + 300)))
        content = content[:start] + draw.draw(st.binary(max_size=40)) + content[stop:]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{NAME}.jsonl"
        path.parent.mkdir()
        path.write_bytes(content)
        saves = SaveFolder(folder)
        assert len(saves.list()) == 1
        try:
            opened = saves.open(NAME)
        except SaveError:
            return
        assert opened.journal is not None
        opened.journal.close()
        assert opened.entries == entries[: len(opened.entries)]
        assert saves.open(NAME, for_writing=False).trouble is None
