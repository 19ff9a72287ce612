"""The one place that knows Jinja: its lexer and parser read what is written, and its node classes are had from here.

In: text. Out: trees of `nodes`, or `Unreadable` with the line and the reason in a writer's words. Nothing of Jinja
runs: no template is ever rendered. What the trees mean is told by `engine.compiler.language`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser

__all__ = ["Unreadable", "comments", "expression_tree", "nodes", "text_tree"]

_ENVIRONMENT = Environment(autoescape=False)
_MOST_KEPT = 4_096
"""Trees that are kept for the next time the same is written."""

_TAG_LINE = re.compile(r"(?m)^[ \t]*(\{%-?)((?:(?!%\}).)*?)(-?%\})[ \t]*\n")
_TAG = re.compile(r"(\{\{[^{}'\"%#+-][^{}'\"%#]*(?<![+-])\}\}|\{% *(?:if|elif|else|endif)\b[^{}'\"%#]*(?<![+-])%\})")
"""A tag that can mean only itself: no quotes or braces within, and no mark that takes away the space beside it."""


class Unreadable(Exception):
    """Jinja cannot read it: `why` in a writer's words; `line` is one-based in what was read, None for all of it."""

    def __init__(self, why: str, line: int | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.line = line


def expression_tree(text: str) -> nodes.Expr:
    """The tree of a bare expression, all on one line. Raises Unreadable."""
    body = _parse("{{ (" + text.replace("\n", " ") + ") }}")
    output = body[0] if len(body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise Unreadable("braces do not belong in a condition")
    return output.nodes[0]


def text_tree(text: str) -> tuple[list[nodes.Node], tuple[str, ...]]:
    """The nodes of a text, and what its literal text is; a `{% … %}` alone on its line takes its line end with it.

    Where there are literals, the data of each node of literal text is the number of its own. Raises Unreadable.
    """
    bare = text[:-1] if text.endswith("\n") else text
    source, literals = _outline(_TAG_LINE.sub(lambda tag: f"{tag[1]}{tag[2]}\n{tag[3]}", bare + "\n"))
    return _parse(source), literals


def _outline(source: str) -> tuple[str, tuple[str, ...]]:
    """`source` with numbers for what stands between its tags: texts with the same tags are then read once.

    As it is, with no literals, where what looks like the tags may not be all of them.
    """
    pieces = _TAG.split(source.removesuffix("\n"))
    if len(pieces) == 1 or any("{" in piece or "\r" in piece for piece in pieces[::2]):
        return source, ()
    literals = tuple(pieces[::2])
    for at in range(0, len(pieces), 2):
        pieces[at] = f"{at // 2}" + "\n" * pieces[at].count("\n") if pieces[at] else ""
    return "".join(pieces), literals


def comments(text: str) -> list[int]:
    """Lines, one-based, on which a `{# … #}` of a text begins that can be read: its tree has nothing of it."""
    return [line for line, token, _ in _ENVIRONMENT.lex(text) if token == "comment_begin"]


@lru_cache(_MOST_KEPT)
def _parse(source: str) -> list[nodes.Node]:
    """A tree that is only ever read: a story says the same thing in many places, and each is parsed once."""
    try:
        return Parser(_ENVIRONMENT, source).subparse()
    except TemplateSyntaxError as error:
        raise Unreadable(_plainly(error.message or "it cannot be read"), max(1, error.lineno)) from error
    except ValueError as error:  # a number of more digits than Python reads
        raise Unreadable("a number is too long") from error


def _plainly(message: str) -> str:
    """Jinja's words for a syntax error, in a writer's."""
    for pattern, said in _SAID:
        found = pattern.search(message)
        if found:
            return said.format(*found.groups())
    return message.rstrip(".")


_SAID = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (
            r"^Unexpected end of template.*block that needs to be closed is '(\w+)'",
            "a {{% {0} %}} has no {{% end{0} %}}",
        ),
        (r"^Encountered unknown tag 'end(\w+)'.*to be closed is '(\w+)'", "{{% end{0} %}} comes before {{% end{1} %}}"),
        (r"^Encountered unknown tag '(end\w+|else|elif)'", "{{% {0} %}} has nothing before it that it belongs to"),
        (r"^Encountered unknown tag '(\w+)'", "there is no {{% {0} %}}; there are if, elif, else, endif, for, endfor"),
        (r"unexpected .*(?:end of|'[}\])]')", "it stops too early, or a bracket or quote is not closed"),
        (r"^unexpected char ['\"]['\"]", "a quote is not closed"),
        (r"got 'end of|^tag name expected", "it stops too early: something is missing before its end"),
        (
            r"^expected token 'end of [^']*', got (.*)",
            "{0} is not expected here: a sign such as + or == may be missing before it",
        ),
        (r"^expected token (.*), got (.*)", "expected {0} but found {1}"),
    )
)
