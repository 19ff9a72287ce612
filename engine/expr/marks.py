"""The control characters that mean something in text ready to show; an author may write none of them."""

BEGIN, END = "\x0e", "\x0f"
"""Emphasis begins and ends."""

JOIN = "\x1f"
"""At a passage's end: the next passage follows in the same paragraph."""
