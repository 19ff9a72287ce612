"""A told play-through as a document: plain text, Markdown, one HTML page, or JSON that can be played again.

In: `Told`; and `StatsReport`, for a page of figures. Out: text. Knows no file and no terminal.
"""

from engine.publish.jsondoc import as_json, record_from_json
from engine.publish.markdown import as_markdown
from engine.publish.page import as_html
from engine.publish.plaintext import as_text

__all__ = ["as_html", "as_json", "as_markdown", "as_text", "record_from_json"]
