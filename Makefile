# `make` lists what there is. Everything runs in .venv, which is made from the locked requirements on first use
# and made again only when they change.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
LOCKED := --require-hashes --no-deps
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help demo install test check format bench bench-speed golden screenshots build lock clean

help:  ## list the targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

# One stamp file for what running kg needs, one for what developing it needs on top.
$(VENV)/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'kg needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.12' >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo 'python cannot make virtual environments; on Debian: apt-get install python3-venv' >&2; exit 2; }
	@echo 'installing the locked requirements into $(VENV) (once, a minute or two)' >&2
	@$(PIP) install $(LOCKED) -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.developing: $(VENV)/.installed requirements-dev.txt
	@echo 'installing what tests and checks need' >&2
	@$(PIP) install $(LOCKED) -r requirements-dev.txt
	@touch $@

install: $(VENV)/.installed  ## make .venv with kg in it

demo: $(VENV)/.installed  ## build seeds/ into output/ and say where to look
	@$(BIN)/kg build seeds -o output

test: $(VENV)/.developing  ## run every test
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.developing  ## formatting, lint, types, and who may import whom
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.developing  ## format the code and mend what can be mended
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

bench: $(VENV)/.developing  ## quality against hand-coded gold
	@$(BIN)/python -m benchmarks $(ARGS)

bench-speed: $(VENV)/.developing  ## speed and memory, beside stock spaCy
	@$(BIN)/python benchmarks/speed.py $(ARGS)

golden: $(VENV)/.developing  ## write the golden files anew; look at them with git diff
	@$(BIN)/python -m pytest -q --golden tests

screenshots: $(VENV)/.developing demo  ## take the pictures in docs/pictures (needs Chromium)
	@$(BIN)/python benchmarks/screenshots.py

build: $(VENV)/.developing  ## make the wheel and the source archive in dist/
	@rm -rf dist
	@$(BIN)/python -m build --no-isolation --outdir dist .

lock: $(VENV)/.developing  ## pin the newest versions that pyproject.toml allows
	@$(BIN)/pip-compile --quiet --upgrade --build-deps-for=editable -o requirements.txt pyproject.toml
	@$(BIN)/pip-compile --quiet --upgrade -o requirements-dev.txt requirements-dev.in

clean:  ## remove what was built, and .venv
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find output -mindepth 1 ! -name README.md -delete
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
