# demo · test · check · bench: everything else the `competition` command does itself.
# `make demo ARGS="--port 8080"` passes options on to `competition demo`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install
ARGS ?=
LOCK := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header
SHELL := /bin/bash

.PHONY: demo test check mutants bench soak lock clean

demo: $(VENV)/.locked
	$(BIN)/competition demo $(ARGS)

test: $(VENV)/.locked-test
	$(BIN)/python -m tests.services.prepare
	$(BIN)/python -m tests.covered
	$(BIN)/python -m tests.mutants --minutes 5
	$(BIN)/python -m pytest -n auto $(ARGS)

check: $(VENV)/.locked-test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -n auto -m "not (browser or postgresql or valkey or node or soak)" $(ARGS)

# Changes in the engine that no test notices: what has changed since it was tried, or everything with ARGS=--all.
mutants: $(VENV)/.locked-test
	$(BIN)/python -m tests.mutants $(ARGS)

bench: $(VENV)/.locked-test
	$(BIN)/python -m tests.bench $(ARGS)

soak: $(VENV)/.locked-test
	$(BIN)/python -m tests.services.prepare
	$(BIN)/python -m pytest -n 0 -m soak $(ARGS)

# For whoever changes a dependency: needs uv (pip install uv). Versions already locked are kept; delete a line to let it move.
# setuptools is locked too, because it builds our own package without asking for a second, unlocked one.
lock:
	printf 'setuptools>=77\n' | $(LOCK) -o requirements.lock pyproject.toml -
	printf 'setuptools>=77\n' | $(LOCK) -o requirements-test.lock --extra test --constraint requirements.lock pyproject.toml -

clean:
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage* competition.egg-info
	find competition tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; $(PYTHON) is not. Try: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' \
	  || { echo "The venv module is missing. On Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.locked: requirements.lock | $(BIN)/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.locked-test: requirements-test.lock | $(BIN)/python
	$(PIP) --require-hashes -r requirements-test.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@
