"""An engine for branching stories with consequences: YAML in, a recorded play-through out."""

__version__ = "0.1.0"
