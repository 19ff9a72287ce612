"""For all stories: nothing that a player typed stands in a transcript; what does not hang on it stands as it was."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.machine import Machine
from engine.publish import as_json, as_text
from engine.session import Session
from engine.session.shown import LEFT_OUT
from tests.generate_stories import stories
from tests.stories import compiled
from tests.stories.sitting import sit

SECRET = "Zvyozdochka"


def play(session: Session, picks: list[int]) -> bool:
    """Whether something was typed on the way: the secret and a letter for a text, a number for a number."""
    typed = False
    for pick in picks:
        asked = session.view.asked
        numbers = [each.number for each in session.view.choices if each.reason is None]
        if asked is not None:
            least, most = asked.least or 0, asked.most or 2**20
            text = f"{SECRET}{'abc'[pick % 3]}"[: asked.most] if asked.kind == "text" else str(min(most, least + pick))
            session.answer(text)
            typed = True
        elif numbers:
            session.choose(numbers[pick % len(numbers)])
        else:
            break
    return typed


@settings(max_examples=60, deadline=None)
@given(stories(), st.lists(st.integers(0, 9), min_size=3, max_size=14))
def test_nothing_typed_is_in_a_transcript_and_the_rest_is(source: str, picks: list[int]) -> None:
    program = compiled(source).program
    assert program is not None
    session = sit(Machine(program))
    typed = play(session, picks)
    bare, whole = session.told(causes=True), session.told(causes=True, typed=True)
    assert bare.left_out == typed
    if not typed:
        assert bare == whole
    for document in (as_json(bare), as_text(bare)):
        assert SECRET[:4].lower() not in document.lower()
    for mine, theirs in zip(bare.turns, whole.turns, strict=True):
        assert len(mine.view.passages) == len(theirs.view.passages)
        for one, other in zip(mine.view.passages, theirs.view.passages, strict=True):
            said = zip(one.paragraphs, other.paragraphs, strict=True)
            assert all(stands_in(*each) for each in said), (one.paragraphs, other.paragraphs)


def stands_in(veiled: str, text: str) -> bool:
    """Whether `veiled` is `text` with some of it left out."""
    pieces = map(re.escape, veiled.split(LEFT_OUT))
    return re.fullmatch(".*".join(pieces), text, re.DOTALL) is not None
