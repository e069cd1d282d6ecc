# Two commands matter: `make ingest` runs the main job, `make test` runs every check.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BATCH ?= seeds/2026-03-14-sample
# Where the archive lies; without it COPYDESK_WAREHOUSE, copydesk.toml or the default say so.
WAREHOUSE ?=

.DEFAULT_GOAL := help
.PHONY: help install install-dev ingest test lint types contracts unit gate bench docs wheel clean

help:  ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# A stamp file a kind: installing again happens only when the pins change.
$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("copydesk needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing copydesk into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e . 2> >(grep -v '^WARNING: Location' >&2)
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "installing the development tools ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]' 2> >(grep -v '^WARNING: Location' >&2)
	@touch $@

install: $(VENV)/.installed  ## install copydesk into .venv

install-dev: $(VENV)/.installed-dev  ## install copydesk and the development tools into .venv

ingest: install  ## ingest the sample batch, or BATCH=path, and answer a query
	@$(BIN)/copydesk ingest "$(BATCH)" $(if $(WAREHOUSE),--warehouse "$(WAREHOUSE)") --show-query

test: lint types contracts unit  ## run lint, types, import contracts and all tests

lint: install-dev  ## ruff: rules and format
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: install-dev  ## mypy, strict
	@$(BIN)/mypy

contracts: install-dev  ## import-linter: which room may import which
	@$(BIN)/lint-imports

unit: install-dev  ## pytest, on all cores; ARGS="tests/warehouse -k moved" for some of it
	@$(BIN)/pytest $(if $(findstring tests/,$(ARGS)),,-n auto --dist loadfile) $(ARGS)

gate: install-dev  ## the scored gates alone
	@$(BIN)/pytest tests/gate -q -rs

bench: install-dev  ## splitting scores and speed on the shared pages
	@$(BIN)/python -m benchmarks.splitting

docs: install-dev  ## write docs/data-dictionary.md from the schemas
	@$(BIN)/python -m warehouse.dictionary > docs/data-dictionary.md

wheel: install-dev  ## build the wheel into dist/
	@$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist . 2> >(grep -v '^WARNING: Location' >&2)

clean:  ## remove the virtual environment and build leftovers; the archive stays
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
