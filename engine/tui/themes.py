"""The colours: dark, cream, high contrast, and the terminal's own.

Variables, all used in style.tcss: `prose` what is read, `old` passages left behind, `quiet` what is beside the story,
`mark` the focused option, `warn` faults, `hair` thin lines and scroll bars (never text), `side` the side pane's ground,
`here` the ground of the palette's marked line.
A test computes that `prose` and `old` keep 7:1 on every ground and all other text 4.5:1.
"""

from __future__ import annotations

from textual.theme import Theme

DEFAULT = "dark"
TITLES = {
    "dark": "dark",
    "cream": "cream",
    "contrast": "high contrast",
    "terminal": "the terminal's own colours",
}
VARIABLES = ("prose", "old", "quiet", "mark", "warn", "hair", "side", "here")


def _coloured(name: str, dark: bool, background: str, colours: tuple[str, ...]) -> Theme:
    prose, _, quiet, mark, warn, _, side, _ = colours
    ours = dict(zip(VARIABLES, colours, strict=True)) | {"old-style": "none", "here-style": "bold"}
    return Theme(
        name=name,
        dark=dark,
        primary=mark,
        secondary=quiet,
        accent=mark,
        warning=warn,
        error=warn,
        success=mark,
        foreground=prose,
        background=background,
        surface=side,
        panel=side,
        variables=ours | _palette(background, prose, mark, quiet),
    )


def _palette(background: str, prose: str, mark: str, quiet: str) -> dict[str, str]:
    """Colours of Textual's own widgets: the command palette and its field."""
    return {
        "block-cursor-background": mark,
        "block-cursor-foreground": background,
        "block-cursor-text-style": "bold",
        "input-cursor-background": prose,
        "input-cursor-foreground": background,
        "text-muted": quiet,
    }


_TERMINAL = Theme(
    name="terminal",
    ansi=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables=dict.fromkeys(VARIABLES, "ansi_default")
    | {
        "old-style": "dim",
        "here-style": "bold underline",
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-text-style": "bold reverse",
        "input-cursor-text-style": "reverse",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
    },
)

THEMES: tuple[Theme, ...] = (
    _coloured(
        "dark",
        True,
        "#17171b",
        ("#e8e3d8", "#aba69c", "#a39d92", "#e6b673", "#f2a58a", "#45444b", "#1e1e23", "#3a3a42"),
    ),
    _coloured(
        "cream",
        False,
        "#f8f2e4",
        ("#26221c", "#544c41", "#655b4e", "#86370f", "#94161b", "#cfc4ac", "#f1e9d7", "#e3d9c2"),
    ),
    _coloured(
        "contrast",
        True,
        "#000000",
        ("#ffffff", "#d2d2d2", "#dcdcdc", "#ffe94d", "#ffb3a6", "#9a9a9a", "#000000", "#3a3a3a"),
    ),
    _TERMINAL,
)


def known(name: str) -> str:
    """`name` if it is one of our themes, else the default's."""
    return name if name in TITLES else DEFAULT


def following(name: str) -> str:
    """The theme after `name`, the first after the last."""
    names = tuple(TITLES)
    return names[(names.index(known(name)) + 1) % len(names)]
