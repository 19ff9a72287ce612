"""The target of the search by coverage: `python -m tests.compiler.search CORPUS -max_total_time=600`.

Not a test by itself; `test_story_fuzz.py` runs it where atheris is installed.
"""

import sys

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

with atheris.instrument_imports(include=["engine"]):
    from tests.compiler.test_story_fuzz import holds

if __name__ == "__main__":
    atheris.Setup(sys.argv, holds)
    atheris.Fuzz()
