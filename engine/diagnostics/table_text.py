"""Rows of the table of codes for what the reader is shown: odd characters, and reasons without words."""

from engine.diagnostics.samples import Row, body, with_section

_CHOICE = "choices:\n          - choose: Ask\n            needs: told\n          - choose: Stay"

TEXT: tuple[Row, ...] = (
    (
        "TXT001",
        "warning",
        "an invisible character here turns the direction of the text: {name}",
        "What is read is then not what is written. Delete it; scripts that run from right to left need none.",
        body("Hello \u202ethere."),
    ),
    (
        "TXT002",
        "warning",
        "this character has no meaning of its own and looks different on every machine: {name}",
        "It comes from a font with pictures. Write what it showed, in words or with an ordinary sign.",
        body("Hello \uf8ff there."),
    ),
    (
        "TXT003",
        "warning",
        "when this choice is closed, the story has no words for why: {test}",
        "Give the variable a `title` (a flag `yes:` and `no:`), or give the choice its own reason with `closed:`.",
        with_section("variables:\n  told: false\n", "do: told = true", _CHOICE),
    ),
    (
        "TXT004",
        "warning",
        'when this choice is closed, its reason may not name "{name}", which is hidden',
        "Give the choice its own reason with `closed:`, or use `if:` so that nobody sees it closed.",
        with_section(
            "variables:\n  told: {flag: false, yes: she knows, no: she does not, hidden: true}\n",
            "do: told = true",
            _CHOICE,
        ),
    ),
    (
        "TXT005",
        "warning",
        "{{# begins a comment: it is left out of the text",
        "A note to yourself goes after a # outside of the text. To print the sign, write {{ '{#' }}.",
        body("'The bus {# which one? #}is late.'"),
    ),
)
