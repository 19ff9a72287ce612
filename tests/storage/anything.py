"""Any entry, any header, any record, by hypothesis."""

from hypothesis import strategies as st

from engine.expr import LARGEST
from engine.record.model import Bookmark, Entry, Header, Named, Removal, Snapshot, Stand, Turn

TEXTS = st.text(max_size=12) | st.text(st.characters(), max_size=6)
VALUES = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXTS | st.lists(TEXTS, max_size=3).map(tuple)
DRAWS = st.lists(st.tuples(TEXTS, st.integers(0, 10**6), TEXTS), max_size=3).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Entries that a record could have written."""
    entries: list[Entry] = []
    turns = 0
    for kind in draw(st.lists(st.sampled_from("tttscnrb"), max_size=12)):
        known = st.integers(0, max(0, turns - 1))
        if kind == "s" and turns:
            entries.append(Stand(draw(known)))
        elif kind == "c" and turns:
            entries.append(Snapshot(draw(known), draw(st.dictionaries(TEXTS, VALUES, max_size=4))))
        elif kind == "n" and turns:
            entries.append(Named(draw(known), draw(TEXTS)))
        elif kind == "r" and turns:
            entries.append(Removal(draw(known), draw(st.booleans())))
        elif kind == "b" and turns:
            entries.append(Bookmark(draw(known), draw(TEXTS)))
        else:
            entries.append(draw(turns_of(turns, st.just(None) if turns == 0 else known)))
            turns += 1
    return tuple(entries)


def turns_of(number: int, parents: st.SearchStrategy[int | None]) -> st.SearchStrategy[Turn]:
    """Any turn of this number."""
    return st.builds(
        Turn,
        id=st.just(number),
        parent=parents,
        block=TEXTS,
        choice=TEXTS,
        wrote=st.lists(st.tuples(TEXTS, VALUES, VALUES, TEXTS), max_size=3).map(tuple),
        drawn=DRAWS,
        remembered=st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
        shown=TEXTS,
        ending=st.none() | TEXTS,
    )


HEADERS = st.builds(
    Header,
    story=TEXTS,
    title=TEXTS,
    version=TEXTS,
    fingerprint=TEXTS,
    profile=TEXTS,
    seed=st.integers(-(2**70), 2**70),
    begun=TEXTS,
    name=TEXTS,
    forced=DRAWS,
)
