# Two commands are all a newcomer needs: `make demo` and `make test`. Every target sets up .venv first when needed.
PYTHON ?= python3
API    ?=                 # one folder of spec/; empty means every API there is
NAME   ?=                 # of `make new-api`: the folder of spec/ that it writes
OLD    ?= HEAD
NEW    ?= worktree
SEED   ?= 1
DATA   ?=                 # a folder for `make demo`; empty means the sample in docs/tour
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
GENERATOR := $(BIN)/python -m generator
BENCH     := build/bench/env
DOCS      := build/docs-env
SPARK     := build/spark-env
PIPELINES := singer dlt
BUILDER   ?= zensical      # of `make docs`; or mkdocs, which reads the same files
TOOLS     := build/tools
REDOCLY   := @redocly/cli@2.77.0
VENDOR    := @iterable/api@0.13.0
INSPECTOR := @modelcontextprotocol/inspector@2.12.0
# One more than there are cores: tests wait for sockets and processes part of their time.
WORKERS   := $(shell echo $$(( $$(nproc 2>/dev/null || sysctl -n hw.ncpu) + 1 )))
API_FLAG  := $(if $(strip $(API)),--api $(strip $(API)))

# Byte code is kept, whatever the environment says: tests start hundreds of processes that would compile all again.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo mock test contract lint types format generate check golden diff regenerate-report new-api bundle evidence agents-docs docs-pages docs pipelines bench spark requirements clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## create .venv with the pinned tools (called by every other target when needed)

$(READY): requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "agillic needs Python 3.11 or later; run: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## a tour: a shop is synced to a local Agillic that fails at times; DATA=FOLDER, ARGS="--seed 2"
	@PYTHONPATH=docs $(BIN)/python -m tour --keep build/demo $(ARGS) $(if $(strip $(DATA)),'$(strip $(DATA))')

mock: $(READY) ## start a local Agillic, or with ARGS="--api iterable" an Iterable; ARGS="--port 0 --seed 1", see .venv/bin/agillic mock --help
	@$(BIN)/agillic mock $(ARGS)

test: $(READY) ## all tests
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal --quiet

contract: $(READY) $(TOOLS)/.ready ## the long tests: spec, client and mock against each other, and the client against faults; SEED=1
	@mkdir -p build/contract
	@AGILLIC_CONTRACT=long AGILLIC_CONTRACT_SEED=$(SEED) $(BIN)/python -m pytest tests/contract tests/client tests/core tests/resources tests/sync tests/transport \
	    --hypothesis-profile=default --numprocesses auto --dist loadfile --quiet --junitxml build/contract/tests.xml

lint: $(READY) ## the rules of the spec, then spelling and ruff
	@$(GENERATOR) lint $(API_FLAG)
	@$(BIN)/codespell
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY) ## mypy --strict and pyright
	@$(BIN)/mypy
	@$(BIN)/pyright --project pyproject.toml

format: $(READY) ## put hand-written Python into the house format
	@$(BIN)/ruff check --fix --exit-zero --quiet .
	@$(BIN)/ruff format .

generate: $(READY) ## spec/ -> the Python client in generated/
	@$(GENERATOR) generate $(API_FLAG)

check: $(READY) ## is the committed client what the spec says?
	@$(GENERATOR) check $(API_FLAG)

golden: $(READY) ## does the client send what tests/wire/golden/NAME says? UPDATE=1 writes it instead
	@$(GENERATOR) golden $(API_FLAG) $(if $(strip $(UPDATE)),--update)

diff: $(READY) ## what changed for callers: OLD=HEAD NEW=worktree, each a revision, a bundle (.json) or `worktree`
	@$(GENERATOR) diff $(API_FLAG) '$(OLD)' '$(NEW)'

regenerate-report: $(READY) ## HEAD against the working tree, for the reviewer of a regeneration, into build/
	@mkdir -p build
	@$(GENERATOR) diff $(API_FLAG) --format markdown HEAD worktree > build/regeneration-report.md || test $$? -eq 1
	@echo wrote build/regeneration-report.md

new-api: $(READY) ## begin the spec of another API: NAME=acme writes spec/acme, with TODO where only a person knows
	@$(GENERATOR) new-api '$(strip $(NAME))'

bundle: $(READY) ## spec/ -> one OpenAPI document in build/
	@$(GENERATOR) bundle $(API_FLAG)

evidence: $(READY) ## print and write docs/evidence/NAME.md: how well each operation is known
	@$(GENERATOR) evidence $(API_FLAG)

agents-docs: $(READY) ## write the pages of agents' tools and of their recorded conversation anew
	@PYTHONPATH=tests/agents $(BIN)/python -m agents_pages

docs-pages: $(READY) ## write docs/reference anew: what docstrings, help texts, settings and specs say
	@$(GENERATOR) docs-pages

docs: $(READY) $(DOCS)/.ready ## the site of the guide, in build/site, with its links checked; BUILDER=mkdocs takes mkdocs-material
	@$(GENERATOR) docs-stage
	@cd build/docs && '$(CURDIR)/$(DOCS)/bin/$(strip $(BUILDER))' build --strict
	@$(GENERATOR) docs-finish

$(DOCS)/.ready: requirements/docs.txt
	$(PYTHON) -m venv --clear $(DOCS)
	$(DOCS)/bin/python -m pip install --quiet --require-hashes --requirement requirements/docs.txt
	@touch $@

pipelines: $(PIPELINES:%=build/%-env/.ready) ## tests and types of the Singer target and the dlt destination, against the mock
	@for name in $(PIPELINES); do \
	    build/$$name-env/bin/mypy --cache-dir build/$$name-env/mypy \
	        overlays/agillic/pipelines/$$name/*.py tests/pipelines/*.py tests/pipelines/with_$$name/*.py && \
	    RUNTIME__DLTHUB_TELEMETRY=false build/$$name-env/bin/python -m pytest --quiet --override-ini addopts= \
	        --override-ini filterwarnings= --override-ini pythonpath=tests/pipelines tests/pipelines/with_$$name || exit 1; \
	done

build/%-env/.ready: requirements/%.txt pyproject.toml
	$(PYTHON) -m venv --clear build/$*-env
	build/$*-env/bin/python -m pip install --quiet --require-hashes --requirement requirements/$*.txt
	build/$*-env/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

bench: $(READY) $(BENCH)/.ready ## how fast is the client? Compares it with httpx and openapi-generator; writes docs/benchmarks.md
	@PYTHONPATH=tests $(BIN)/python -m bench

$(BENCH)/.ready: requirements/bench.txt
	$(PYTHON) -m venv --clear $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --require-hashes --requirement requirements/bench.txt
	@touch $@

spark: $(SPARK)/.ready ## types and tests of the Spark data source, on Spark of this machine; it needs Java 17
	@$(SPARK)/bin/mypy --cache-dir $(SPARK)/mypy overlays/pyspark_agillic/*.py tests/spark/*.py
	@$(SPARK)/bin/python -m pytest --quiet --override-ini addopts= --override-ini filterwarnings= \
	    --override-ini pythonpath=tests/spark $(ARGS) tests/spark

# Tools of other people for `make contract`: they read the document, and npm brings one of them beside Iterable's own
# client, which calls the mock, and a client that calls the server for agents.
$(TOOLS)/.ready: requirements/tools.txt Makefile
	$(PYTHON) -m venv --clear $(TOOLS)/env
	$(TOOLS)/env/bin/python -m pip install --quiet --require-hashes --requirement requirements/tools.txt
	npm install --prefix $(TOOLS)/node --no-save --no-audit --no-fund --ignore-scripts --silent $(REDOCLY) $(VENDOR) $(INSPECTOR)
	@touch $@

requirements: $(READY) ## resolve requirements/*.in into exact versions with hashes
	@for name in dev bench tools docs spark $(PIPELINES); do \
	    CUSTOM_COMPILE_COMMAND='make requirements' $(BIN)/pip-compile --quiet --upgrade --generate-hashes \
	        --allow-unsafe --strip-extras --no-emit-options --output-file requirements/$$name.txt \
	        requirements/$$name.in || exit 1; \
	done

clean: ## remove .venv and all caches
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
