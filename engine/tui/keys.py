"""The keys, each with an id by which `set_keymap` can change it.

Letters also answer in the Russian layout (the key that bears Latin `q` bears `й`), digits in the French and Czech
ones, whose digits need Shift.
"""

from __future__ import annotations

from textual.binding import Binding

from engine.session import COMMANDS, Command

_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_RUSSIAN = dict(zip(_LATIN, "йцукенгшщзфывапролдячсмить", strict=True))
_FRENCH = "&é\"'(-è_ç"
_CZECH = "+ěščřžýáí"

SPOKEN = {
    "enter": "Enter",
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "Up",
    "down": "Down",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "backspace": "Backspace",
    "slash": "/",
}
TITLES = {"so far": "So far", "quit": "Leave", "as": "As another", "face": "Plain lines", "note": "Note"}


def keys_for(key: str) -> str:
    """`key` and the keys in its place on other layouts, as Textual writes them."""
    return f"{key},{_RUSSIAN[key]}" if key in _RUSSIAN else key


def title(command: Command) -> str:
    """The name of `command` as a key line or the palette shows it."""
    return TITLES.get(command.name, command.name.capitalize())


def command_bindings(*names: str) -> list[Binding]:
    """Bindings for the commands called `names`, or for all, in the order of COMMANDS."""
    return [
        Binding(
            keys_for(each.key),
            f"command({each.name!r})",
            title(each),
            tooltip=each.about,
            show=False,
            id=f"command.{each.name.replace(' ', '-')}",
        )
        for each in COMMANDS
        if each.key and (not names or each.name in names)
    ]


def number_bindings() -> list[Binding]:
    """Bindings for the digits 1 to 9."""
    return [
        Binding(
            f"{number},{french},{czech}", f"number({number})", f"Choose {number}", show=False, id=f"number.{number}"
        )
        for number, french, czech in zip(range(1, 10), _FRENCH, _CZECH, strict=True)
    ]


READING = [
    Binding("enter", "enter", "Choose", tooltip="Choose what is marked.", show=False, id="menu.enter"),
    Binding("up", "menu(-1)", "The option above", show=False, id="menu.up"),
    Binding("down", "menu(1)", "The option below", show=False, id="menu.down"),
    Binding("pageup", "leaf('page_up')", "Page up", show=False, id="read.page-up"),
    Binding("pagedown,space", "leaf('page_down')", "Page down", show=False, id="read.page-down"),
    Binding("home", "leaf('scroll_home')", "To the top", show=False, id="read.home"),
    Binding("end", "leaf('scroll_end')", "To the end", show=False, id="read.end"),
]
"""Keys of every screen that has something to read and something to choose."""

ALWAYS = [
    Binding("ctrl+c", "leave(130)", "Leave", show=False, priority=True, id="app.interrupt"),
    Binding("ctrl+d", "leave(0)", "Leave", show=False, priority=True, id="app.end"),
    Binding("ctrl+q", "leave(0)", "Leave", show=False, priority=True, id="app.quit"),
]
"""Keys that work on every screen, over every widget."""
