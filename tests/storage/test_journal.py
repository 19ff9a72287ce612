"""Writing a journal where it is hard to write."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import SaveError
from engine.record.model import Entry, Snapshot, Stand
from engine.storage import SaveFolder
from engine.storage.journal import SaveJournal
from tests.storage.samples import child, header, some_entries, turn

Write = Callable[[int, bytes], int]


def _journal(folder: Path) -> SaveJournal:
    journal = SaveFolder(folder).create(header())
    journal.append(turn(0))
    return journal


def _read(folder: Path) -> tuple[Entry, ...]:
    opened = SaveFolder(folder).open("border-formalities/ilya-1", for_writing=False)
    assert opened.trouble is None
    return opened.entries


def test_a_save_holds_what_was_appended_in_order(tmp_path: Path) -> None:
    journal = SaveFolder(tmp_path).create(header())
    for entry in some_entries():
        journal.append(entry)
    journal.close()
    opened = SaveFolder(tmp_path).open(journal.name)
    assert opened.header == header()
    assert opened.entries == some_entries()
    assert opened.trouble is None
    assert opened.journal is not None
    opened.journal.append(turn(4))
    opened.journal.close()
    assert _read(tmp_path) == (*some_entries(), turn(4))


def test_a_full_disk_is_named_and_leaves_the_file_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = _journal(tmp_path)
    real = os.write

    def fill_up(descriptor: int, content: bytes) -> int:
        if len(content) > 30:
            return real(descriptor, content[:30])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda descriptor, content: fill_up(descriptor, content[:31]))
        with pytest.raises(SaveError, match=r"could not be written: the disk is full. You can play on, but"):
            journal.append(turn(1))
    assert _read(tmp_path) == (turn(0),)
    journal.append(turn(1))
    journal.close()
    assert _read(tmp_path) == (turn(0), turn(1))


def test_a_short_write_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = _journal(tmp_path)
    real = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda descriptor, content: real(descriptor, content[:7]))
        journal.append(turn(1))
    journal.close()
    assert _read(tmp_path) == (turn(0), turn(1))


def test_where_the_file_cannot_even_be_cut_back_the_next_append_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = _journal(tmp_path)

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        patch.setattr(os, "ftruncate", refuse)
        for _ in range(2):
            with pytest.raises(SaveError, match="the disk reports an error"):
                journal.append(turn(1))
    journal.append(turn(1, choice="other"))
    journal.close()
    assert _read(tmp_path) == (turn(0), turn(1, choice="other"))


def test_an_interruption_within_a_write_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = _journal(tmp_path)
    real = os.write

    def interrupt(descriptor: int, content: bytes) -> int:
        real(descriptor, content[:9])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", interrupt)
        with pytest.raises(KeyboardInterrupt):
            journal.append(turn(1))
    journal.append(turn(1))
    journal.close()
    assert _read(tmp_path) == (turn(0), turn(1))


def test_a_file_that_was_changed_or_taken_away_meanwhile_is_not_written(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    path = tmp_path / f"{journal.name}.jsonl"
    with path.open("ab") as file:
        file.write(b"by hand\n")
    with pytest.raises(SaveError, match="changed by something else"):
        journal.append(turn(1))
    path.unlink()
    with pytest.raises(SaveError, match="taken away"):
        journal.append(turn(1))
    journal.close()


@pytest.mark.parametrize("entry", [turn(2), turn(0), turn(1, 1), Stand(1), Snapshot(5, {}), turn(1, block=3)])
def test_what_could_not_be_read_again_is_not_written(tmp_path: Path, entry: Entry) -> None:
    journal = _journal(tmp_path)
    with pytest.raises(SaveError, match="does not follow"):
        journal.append(entry)
    journal.close()
    assert _read(tmp_path) == (turn(0),)


def test_a_closed_journal_says_so(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.close()
    journal.close()
    with pytest.raises(SaveError, match="closed already"):
        journal.append(turn(1))


_LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from engine.errors import SaveError
from engine.storage import SaveFolder
from tests.storage.samples import header, turn
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, resource.RLIM_INFINITY))
journal = SaveFolder(sys.argv[1]).create(header())
written = 0
try:
    while True:
        journal.append(turn(written))
        written += 1
except SaveError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (10000, resource.RLIM_INFINITY))
journal.append(turn(written))
print(written + 1)
"""


@pytest.mark.skipif(os.name == "nt", reason="resource limits")
def test_a_file_that_may_not_grow_stays_sound_and_goes_on_when_it_may(tmp_path: Path) -> None:
    _, environment = child()
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(tmp_path)], env=environment, capture_output=True, text=True
    )
    sentence, count = done.stdout.splitlines()
    assert "the file would be larger than this system allows" in sentence
    assert _read(tmp_path) == tuple(turn(number) for number in range(int(count)))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="/dev/full")
def test_a_device_that_is_always_full_is_named(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    full = os.open("/dev/full", os.O_RDWR)
    os.close(journal.descriptor)
    journal.descriptor, journal.end = full, 0
    with pytest.raises(SaveError, match="the disk is full"):
        journal.append(turn(1))
    journal.close()


def test_several_entries_are_written_as_one_by_one_and_with_one_sync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (SaveFolder(tmp_path / name).create(header()) for name in ("one", "other"))
    for entry in some_entries():
        one.append(entry)
    syncs: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (syncs.append(descriptor), real(descriptor)))
    other.extend(some_entries())
    other.append(turn(4))
    one.append(turn(4))
    assert len(syncs) == 3
    for journal in (one, other):
        journal.close()
    files = [(tmp_path / name / f"{one.name}.jsonl").read_bytes() for name in ("one", "other")]
    assert files[0] == files[1]


def test_of_several_entries_none_is_written_where_one_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = _journal(tmp_path)
    with pytest.raises(SaveError, match="does not follow"):
        journal.extend((turn(1), turn(3)))
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        with pytest.raises(SaveError, match="the disk is full"):
            journal.extend((turn(1), turn(2)))
    assert _read(tmp_path) == (turn(0),)
    journal.extend((turn(1), turn(2)))
    journal.close()
    assert _read(tmp_path) == (turn(0), turn(1), turn(2))
