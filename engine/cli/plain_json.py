"""Reports as mappings and lists, for `--json`."""

from __future__ import annotations

from typing import Any

from engine.frozen import Frozen


def plain(node: Any) -> Any:
    """A report as JSON knows it: fields by name, tuples as lists."""
    if isinstance(node, Frozen):
        return {name: plain(value) for name, value in zip(type(node).field_names, node.fields(), strict=True)}
    return [plain(each) for each in node] if isinstance(node, tuple) else node
