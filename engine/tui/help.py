"""What the keys of a screen do, as a page made from the bindings themselves, so that it cannot fall out of step."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.screen import Screen

from engine.session import Page, Section


def keys_section(screen: Screen[Any], app: App[Any]) -> Section:
    """The keys of `screen` as sentences, each action once with all its keys."""
    found: dict[str, tuple[list[str], str]] = {}
    for each in screen.active_bindings.values():
        if each.binding.id and each.binding.description:
            shown = app.get_key_display(each.binding)
            about = each.binding.tooltip or f"{each.binding.description}."
            found.setdefault(each.binding.id, ([], about))[0].append(shown)
    lines = [f"{keys[0]}  {about}" for keys, about in _in_order(found).values()]
    return Section("Keys", ("\n".join(["1 to 9  Choose by number.", *lines]),))


def _in_order(found: dict[str, tuple[list[str], str]]) -> dict[str, tuple[list[str], str]]:
    """Digits are said in one line already; what works everywhere comes last."""
    kept = sorted(found.items(), key=lambda each: each[0].startswith("app."))
    return {id_: keys for id_, keys in kept if not id_.startswith("number.")}


def help_page(screen: Screen[Any], app: App[Any]) -> Page:
    """Help for a screen that has no play-through behind it."""
    return Page("Help", (keys_section(screen, app),))
