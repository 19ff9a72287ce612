"""Turns the text of a story into a program, or into diagnostics; all of them at once, none of them an exception."""

from engine.compiler.compile import Compiled, compile_story

__all__ = ["Compiled", "compile_story"]
