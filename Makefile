# Two commands are all a newcomer needs: `make demo` and `make test`. Every target sets up .venv first when needed.
PYTHON ?= python3
API    ?=                 # one folder of spec/; empty means every API there is
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
GENERATOR := $(BIN)/python -m generator
API_FLAG  := $(if $(strip $(API)),--api $(strip $(API)))

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types format generate check bundle evidence requirements clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## create .venv with the pinned tools (called by every other target when needed)

$(READY): requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "agillic needs Python 3.11 or later; run: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## a first look: generate the client, three calls as they go over the wire, what is known of the API
	@$(BIN)/python docs/demo.py
	@$(GENERATOR) show $(API_FLAG)

test: $(READY) ## all tests
	@$(BIN)/python -m pytest --numprocesses auto --quiet

lint: $(READY) ## the rules of the spec, then spelling and ruff
	@$(GENERATOR) lint $(API_FLAG)
	@$(BIN)/codespell
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY) ## mypy --strict and pyright
	@$(BIN)/mypy
	@$(BIN)/pyright

format: $(READY) ## put hand-written Python into the house format
	@$(BIN)/ruff check --fix --exit-zero --quiet .
	@$(BIN)/ruff format .

generate: $(READY) ## spec/ -> the Python client in generated/
	@$(GENERATOR) generate $(API_FLAG)

check: $(READY) ## is the committed client what the spec says?
	@$(GENERATOR) check $(API_FLAG)

bundle: $(READY) ## spec/ -> one OpenAPI document in build/
	@$(GENERATOR) bundle $(API_FLAG)

evidence: $(READY) ## print and write docs/evidence.md: how well each operation is known
	@$(GENERATOR) evidence $(API_FLAG)

requirements: $(READY) ## resolve requirements/dev.in into exact versions with hashes
	@$(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
	    --output-file requirements/dev.txt requirements/dev.in

clean: ## remove .venv and all caches
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
