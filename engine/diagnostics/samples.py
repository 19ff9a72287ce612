"""Small stories that the rows of the table are shown by, put together from the few lines that matter.

In: sections, or items of a body. Out: the text of a whole story with one scene `a` and one ending `e`.
"""

Row = tuple[str, str, str, str, str]
"""Code, severity, template, remedy, sample; see `engine.diagnostics.codes.Rule`."""

HEAD = "id: s\ntitle: S\nstart: a\n"
TAIL = "endings:\n  e: {title: E}\n"
CASH = "variables:\n  cash: {number: 10, title: Money}\n"
MOOD = "variables:\n  mood: {one of: [calm, cross], title: Mood}\n"


def body(*items: str, extra: str = "") -> str:
    """A whole story whose one scene has these items, and then ends."""
    listed = "".join(f"      - {item}\n" for item in items)
    return f"{HEAD}{extra}scenes:\n  a:\n    body:\n{listed}      - end: e\n{TAIL}"


def with_section(section: str, *items: str) -> str:
    """The same with a section before the scenes."""
    return body(*items, extra=section)


def lines(*items: str) -> str:
    """A whole story whose one scene has these lines, dashes and all, given without their indent."""
    listed = "".join(f"      {line}\n" for item in items for line in item.split("\n"))
    return f"{HEAD}scenes:\n  a:\n    body:\n{listed}      - end: e\n{TAIL}"
