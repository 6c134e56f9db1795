# Annotator. `make run` and `make test` are all that is needed; `make help` lists the rest.

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
MADE := .venv/.made-from-lock
# Tests draw into memory; those that need a screen start one themselves.
export QT_QPA_PLATFORM_FOR_TESTS ?= offscreen

.DEFAULT_GOAL := help
.PHONY: help setup setup-tests run test check bench screenshots dist lock clean

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(MADE)  ## make .venv with everything the program needs
	@bash scripts/system-packages.sh run

setup-tests: setup
	@bash scripts/system-packages.sh test

$(MADE): pyproject.toml requirements.lock scripts/make-venv.sh
	@PYTHON="$(PYTHON)" BIN="$(BIN)" bash scripts/make-venv.sh
	@touch $@

run: setup  ## open the window on the sample episode; without a display, show the job on the command line
	@BIN="$(BIN)" bash scripts/run.sh $(ARGS)

# Those that listen to what a player emits, or press keys on a real display, have the machine
# for themselves; all others share it.
ALONE := tests/player tests/gui/xvfb
test: setup-tests  ## run the tests; ARGS="tests/store -k undo" runs some of them
ifdef ARGS
	QT_QPA_PLATFORM=$(QT_QPA_PLATFORM_FOR_TESTS) $(BIN)/python -m pytest $(ARGS)
else
	QT_QPA_PLATFORM=$(QT_QPA_PLATFORM_FOR_TESTS) $(BIN)/python -m pytest -n auto $(addprefix --ignore=,$(ALONE))
	QT_QPA_PLATFORM=$(QT_QPA_PLATFORM_FOR_TESTS) $(BIN)/python -m pytest $(ALONE)
endif

check: setup  ## format, lint, types, layers, then the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory test

bench: setup-tests  ## measure, and print a table of figures with their data sizes; ARGS="store" measures some
	QT_QPA_PLATFORM=$(QT_QPA_PLATFORM_FOR_TESTS) $(BIN)/python tests/benchmarks/run.py $(ARGS)

screenshots: setup-tests  ## pictures of the window, light and dark
	$(BIN)/python scripts/screenshots.py $(ARGS)

dist: setup-tests  ## the wheel and the program folder in dist/, both tried out
	rm -rf build dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist
	$(BIN)/pyinstaller --log-level ERROR --noconfirm build.spec >/dev/null
	$(BIN)/python scripts/check_dist.py

lock:  ## pin every dependency again, with hashes, from pyproject.toml
	uv pip compile pyproject.toml --group dev --extra speech --universal --python-version 3.11 \
	    --generate-hashes --no-header --upgrade --output-file requirements.lock

clean:  ## remove what was built, keep .venv
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find annotator tests scripts -name __pycache__ -type d -exec rm -rf {} +
