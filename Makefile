# Everything a person needs: `make run` and `make test` set up a fresh Debian machine on their own.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run test faults postgresql lint bench hostile lock wheel clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Install the system libraries and the locked dependencies

$(READY): requirements-dev.lock pyproject.toml tools/setup.sh
	@bash tools/setup.sh "$(PYTHON)" "$(VENV)"
	@touch $@

run: $(READY) ## Make the papers that are due (in a new checkout: the sample board's)
	@$(BIN)/reporter run

test: $(READY) lint postgresql ## Check the code and run every test
	@$(BIN)/python -m pytest -n auto

faults: $(READY) postgresql ## Kill it at every step, fill its disk: show that nothing is lost (about 10 minutes)
	@PYTHONPATH=tests $(BIN)/python -m faults

postgresql: # for the tests alone: nothing else here needs a server
	@bash tools/postgresql.sh

lint: $(READY) ## Check style, types and the direction of imports
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet . && $(BIN)/mypy && $(BIN)/lint-imports >/dev/null

bench: $(READY) ## Measure speed and memory, as ratios within one run
	@$(BIN)/python -m bench

hostile: $(READY) ## Measure what files cost that are made to fill the memory (5 minutes)
	@$(BIN)/python -m bench.hostile

lock: $(READY) ## Resolve the dependencies anew into the lock files (needs uv)
	@bash tools/lock.sh

wheel: $(READY) ## Build the wheel into dist/
	@$(BIN)/python -m hatchling build -t wheel

clean: ## Remove the environment and everything that was built; papers stay
	@rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
