"""Rows of the table of codes for the story's own manners."""

from engine.diagnostics.samples import HEAD, TAIL, Row, body, with_section

MANNERS: tuple[Row, ...] = (
    (
        "STY001",
        "warning",
        "intensity {intensity} wants a `safe:` version",
        "Write a short version that a reader may ask for; it must not change what follows.",
        HEAD + "scenes:\n  a:\n    intensity: 2\n    body:\n      - Hello.\n      - end: e\n" + TAIL,
    ),
    (
        "STY002",
        "error",
        'the story forbids "{phrase}"',
        "The manifest's `forbid:` lists this phrase. Write another sentence.",
        with_section("forbid: [little did he know]\n", "Little did he know."),
    ),
    (
        "STY003",
        "warning",
        "{count} choices at once; six are easy to reach with one hand",
        "Split the block, or hide some with `if:`.",
        body(
            "choices:\n"
            + "".join(
                f"          - choose: Way {word}\n" for word in "one two three four five six seven".split()
            ).rstrip("\n")
        ),
    ),
    (
        "STY004",
        "warning",
        "this passage may run to {count} words; the story's own limit is {most}",
        "Cut it, or let something be chosen in the middle. The limit stands in the manifest: `manners: {passage: …}`.",
        with_section("manners: {passage: 5}\n", "One two three four five six."),
    ),
    (
        "STY005",
        "warning",
        "up to {count} words are read before this without a choice; the story's own limit is {most}",
        "Cut them, or let something be chosen on the way. The limit stands in the manifest: `manners: {stretch: …}`.",
        with_section("manners: {stretch: 5}\n", "One two three.", "Four five six."),
    ),
    (
        "STY006",
        "warning",
        'the scene "{scene}" reads at grade {grade}; the story aims at {most}',
        "Shorten its sentences, and use shorter words. The aim stands in the manifest: `manners: {grade: …}`.",
        with_section(
            "manners: {grade: 6}\n",
            "The administration subsequently communicated extraordinary requirements "
            + "concerning documentation " * 20,
        ),
    ),
    (
        "STY007",
        "warning",
        "this choice may be {count} characters long; the story's own limit is {most}",
        "Say it shorter, and leave the rest for `then:`. The limit stands in the manifest: `manners: {label: …}`.",
        with_section("manners: {label: 4}\n", "choices:\n          - choose: Go on"),
    ),
    (
        "STY008",
        "warning",
        "a {found} quotation mark or apostrophe in a story of {wanted} ones: {mark}",
        "Use one sort all through. Which one stands in the manifest: `manners: {quotes: …}`.",
        with_section("manners: {quotes: straight}\n", "It\u2019s late."),
    ),
    (
        "STY009",
        "warning",
        "a character that cannot be seen stands here: {name}",
        "Delete it, or write a space. The manifest asks for this: `manners: {characters: plain}`.",
        with_section("manners: {characters: plain}\n", "It is\u200b late."),
    ),
)
