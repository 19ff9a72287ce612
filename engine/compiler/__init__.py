"""Turns the text of a story into a program, or into diagnostics; all of them at once, none of them an exception."""

from engine.compiler.compile import Checked, Compiled, check_files, compile_story
from engine.compiler.kept import FileStore

__all__ = ["Checked", "Compiled", "FileStore", "check_files", "compile_story"]
