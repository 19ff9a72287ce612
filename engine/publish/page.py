"""A told play-through as one HTML page, ready to print: no script, no outside font, no address that is fetched."""

from __future__ import annotations

from html import escape

from engine.publish.parts import parts
from engine.session.emphasis import spans, strip
from engine.session.told import Told

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.1rem/1.6 Georgia, "Times New Roman", serif; max-width: 38rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.3rem; margin-top: 3rem; } h3 { font-size: 1rem; margin: 2rem 0 .5rem; }
p { margin: 0 0 .9rem; } .choice { font-weight: bold; margin: 1.6rem 0; }
.about, .changed { font-style: italic; } .because, .source { font-size: .9rem; margin-left: 1.5rem; }
@media print { body { font-size: 11pt; margin: 0; max-width: none; } .choice, h2, h3 { break-after: avoid; } }
"""
_TAGS = {"title": "h1", "heading": "h3", "ending": "h2"}


def as_html(told: Told) -> str:
    """The page. The story's own words are escaped."""
    title = escape(strip(told.header.title))
    body = "\n".join(_element(kind, text) for kind, text in parts(told))
    return (
        f'<!doctype html>\n<html lang="{escape(told.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _element(kind: str, text: str) -> str:
    said = "".join(f"<em>{_words(each)}</em>" if strong else _words(each) for each, strong in spans(text))
    tag = _TAGS.get(kind, "p")
    return f"<{tag}>{said}</{tag}>" if kind in _TAGS or kind == "prose" else f'<{tag} class="{kind}">{said}</{tag}>'


def _words(text: str) -> str:
    return escape(text).replace("\n", "<br>")
