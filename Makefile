# With Python 3.11 or newer, make and a package index: `make play` starts the game, `make test` runs all that guards it.
# Each sets itself up first. PYTHON=python3.12 chooses the interpreter; ARGS="--plain" goes on to the game.

SHELL := /bin/sh
PY := .venv/bin/python
READY := .venv/.stamp
PYTHON ?=
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup play test proof bench pictures check clean lock

help:
	@echo 'make play       play (ARGS="--plain" for lines of text only)'
	@echo 'make test       everything that guards the project, in a few minutes'
	@echo 'make proof      the long proofs, in half an hour'
	@echo 'make check      read every story and report what is wrong in it'
	@echo 'make bench      measure the engine'
	@echo 'make pictures   draw the screens to pictures'
	@echo 'make setup      make .venv (the others do it themselves); PYTHON=python3.12 chooses the interpreter'
	@echo 'make lock       resolve the dependencies anew (needs uv)'
	@echo 'make clean      remove .venv and what was built; saves/ stays'

setup: $(READY)
	@:

# A .venv whose interpreter has gone (an upgrade, a moved home) is made anew.
ifneq ($(shell $(PY) -I -S -c 'print("sound")' 2>/dev/null),sound)
.PHONY: $(READY)
endif

$(READY): requirements.lock
	@PYTHON='$(PYTHON)' sh .ci/setup </dev/null

play: $(READY)
	@$(PY) -m engine play $(ARGS)

test: $(READY)
	@$(PY) -m tests.gate $(ARGS)

proof: $(READY)
	@$(PY) -m pytest -n 2 --dist=worksteal -m proof --hypothesis-profile=proof $(ARGS)

check: $(READY)
	@$(PY) -m tests.gate --stories

bench: $(READY)
	@$(PY) -m tests.bench $(ARGS)

pictures: $(READY)
	@$(PY) -m tests.pictures $(ARGS)

lock:
	@command -v uv >/dev/null 2>&1 || { echo 'uv is needed to resolve the dependencies: pip install uv.' >&2; exit 1; }
	@uv pip compile --quiet --universal --generate-hashes --no-header --no-strip-extras --python-version 3.11 --group dev $(ARGS) \
		pyproject.toml --output-file requirements.lock

clean:
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov dist build
	@find engine story tests -name __pycache__ -type d -prune -exec rm -rf {} +
