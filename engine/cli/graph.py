"""`formalities graph`: a story drawn: as a page, SVG, Mermaid, DOT, or an outline in text."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Mapping

from engine.cli.desk import LocalDesk
from engine.cli.files import write_new
from engine.cli.progress import progress
from engine.machine import Machine
from engine.program import Program
from engine.publish.graph import as_dot, as_mermaid, as_page, as_svg
from engine.storage import Stories
from engine.workbench import wander
from engine.workbench.drawing import Graph, graph_of, outline

_THOUSAND = 1000


def run(arguments: Namespace) -> int:
    """Write the drawing to standard output or to a file."""
    source = Stories().read(arguments.path)
    program = LocalDesk().program(source)
    with progress("Drawing"):
        graph = graph_of(program, _met(program, arguments.runs) if arguments.runs > 0 else None)
        document = _document(arguments, graph, source.files)
    if arguments.out:
        write_new(arguments.out, document, replace=True)
    else:
        sys.stdout.write(document)
    return 0


def _document(arguments: Namespace, graph: Graph, files: Mapping[str, bytes]) -> str:
    match arguments.format:
        case "html":
            return as_page(graph, _sources(graph, files))
        case "svg":
            return as_svg(graph, arguments.colour)
        case "mermaid":
            return as_mermaid(graph)
        case "dot":
            return as_dot(graph)
        case _:
            return "".join(f"{line}\n" for line in outline(graph))


def _met(program: Program, runs: int) -> dict[str, int]:
    """Of 1,000 plays, how many come to each scene and ending: `runs` random plays of each man, reckoned up."""
    machine = Machine(program, with_text=False)
    counted: Counter[str] = Counter()
    for man in program.profiles:
        for play in wander(machine, man.id, range(runs)):
            counted.update({wrote[3] for change in play.changes for wrote in change.wrote} & set(program.scenes))
            if play.ending is not None:
                counted[f"end {play.ending}"] += 1
    plays = runs * len(program.profiles)
    return {each: max(1, round(_THOUSAND * count / plays)) for each, count in counted.items()}


def _sources(graph: Graph, files: Mapping[str, bytes]) -> dict[str, str]:
    """The lines of each scene: from its own to the next scene's in the same file."""
    begins: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for node in graph.nodes:
        if node.file:
            begins[node.file].append((node.line, node.id))
    found: dict[str, str] = {}
    for file, rows in begins.items():
        lines = files[file].decode("utf-8", errors="replace").splitlines()
        rows.sort()
        for (line, id_), after in zip(rows, [*(row[0] for row in rows[1:]), len(lines) + 1], strict=True):
            found[id_] = "\n".join(lines[line - 1 : after - 1]).rstrip()
    return found
