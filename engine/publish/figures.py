"""A story's statistics as one HTML page with charts: no script, no outside font, no address that is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from engine.publish.charts import histogram, rows
from engine.workbench.measures import ManStats, StatsReport

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 Georgia, "Times New Roman", serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.3rem; margin-top: 3rem; } h3 { font-size: 1rem; margin: 1.5rem 0 .3rem; }
table { border-collapse: collapse; width: 100%; } td, th { padding: .15rem .5rem .15rem 0; text-align: left; }
td { font-variant-numeric: tabular-nums; } th { font-weight: normal; }
svg { max-width: 100%; height: auto; } svg text { font: 12px sans-serif; fill: currentColor; }
.bar { fill: #4a7a96; } .mark { stroke: currentColor; stroke-dasharray: 3 3; }
"""


def figures_page(report: StatsReport) -> str:
    """The page."""
    title = escape(report.title)
    body = "\n".join(_parts(report))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}: figures</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _parts(report: StatsReport) -> Iterator[str]:
    cited, declared = report.facts
    yield f"<h1>{escape(report.title)}</h1>"
    yield (
        f"<p>{amounts(report)}; {cited} of {declared} facts are cited. "
        f"From plays at random, policy {escape(report.policy)}, seed {report.seed}.</p>"
    )
    if len(report.men) > 1:
        paths = [(man.name, float(man.path), f"{man.path:,} words") for man in report.men]
        yield rows("Words of the play in the middle", paths)
    for man in report.men:
        yield from _man(man, report)


def _man(man: ManStats, report: StatsReport) -> Iterator[str]:
    yield f"<h2>{escape(man.name)}</h2>"
    listed = "".join(f"<tr><th>{escape(what)}</th><td>{escape(says)}</td></tr>" for what, says in man_rows(man, report))
    yield f"<table>{listed}</table>"
    middle, nine, most = man.between
    yield "<h3>Words between two choices</h3>"
    title = f"{middle} in the middle, nine in ten at most {nine}, {most} at most"
    yield histogram(title, man.stretches, ((middle, "middle"), (nine, "nine in ten")))
    yield "<h3>Words of a play</h3>"
    yield histogram(f"From {man.shortest} to {man.longest}", man.paths, ((man.path, "middle"),))


def amounts(report: StatsReport) -> str:
    """How many words, scenes and passages."""
    counts = ((report.words, "word"), (report.scenes, "scene"), (report.passages, "passage"))
    return ", ".join(f"{count:,} {word}{'' if count == 1 else 's'}" for count, word in counts)


def man_rows(man: ManStats, report: StatsReport) -> list[tuple[str, str]]:
    """The figures of one man in words, in the order of the page."""
    middle, nine, most = man.between
    slow, fast = man.minutes
    found = [
        ("plays read", f"{man.runs:,}"),
        ("words he may come to, alternatives included", f"{man.words:,}"),
        ("words of a play", f"{man.path:,} in the middle, {man.shortest:,} to {man.longest:,}"),
        ("minutes of it", f"{slow:.0f} at 141 words a minute, {fast:.0f} at 200"),
        ("words of options besides", f"{man.labels:,}"),
        ("words between two choices", f"{middle} in the middle, nine in ten at most {nine}, {most} at most"),
        ("choices of a play, more than one open", f"{man.choices}"),
        ("passages", f"{man.passages} in a play, {man.reached} reached in all"),
        ("reading level", f"{report.formula} {man.level:.1f}" if man.level is not None else "no formula for it"),
        ("words a sentence", f"{man.sentence:.1f}, standard deviation {man.deviation:.1f}"),
        ("speech", f"{100 * man.dialogue:.0f} %"),
        ("passages that cite a fact", f"{100 * man.cited:.0f} %"),
    ]
    return found + [(f"of his path also in {other}'s", f"{100 * share:.0f} %") for other, share in man.shared]
