"""Lines of a journal."""

from hypothesis import given

from engine.record.model import Entry, Header
from engine.storage.lines import entry_from, entry_line, header_from, header_line
from tests.storage.anything import HEADERS, records
from tests.storage.samples import header, some_entries, turn


def test_every_kind_of_entry_survives_its_line() -> None:
    for entry in some_entries():
        assert entry_from(entry_line(entry)[:-1]) == entry


@given(records())
def test_any_entry_survives_its_line_which_is_one_line(entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        line = entry_line(entry)
        assert line.index(b"\n") == len(line) - 1
        assert entry_from(line[:-1]) == entry


@given(HEADERS)
def test_any_header_survives_its_line(any_header: Header) -> None:
    assert header_from(header_line(any_header)[:-1]) == any_header


def test_a_line_can_be_read_by_a_person() -> None:
    line = entry_line(turn(3, ending="home")).decode()
    assert line[26:] == (
        '"kind":"turn","id":3,"parent":2,"block":"lars.queue.3","choice":"wait",'
        '"wrote":[["cash",30,40,"lars.queue:cash"],["@stack",[],["a","b"],"lars.queue"]],"ending":"home"}\n'
    )
    assert "Пограничные формальности" in header_line(header()).decode()


def test_every_line_begins_with_a_checksum_of_fixed_width_in_one_spelling() -> None:
    line = entry_line(turn(0))
    assert line.startswith(b'{"sum":"')
    assert line[24:26] == b'",'
    assert entry_from(line[:8] + line[8:24].upper() + line[24:-1]) is None
