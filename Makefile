# Two targets do all set-up on a machine with only Python 3.11 or newer: `make demo` and `make test`.
# VENV may name an environment elsewhere; PYTHON the interpreter that makes it.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := .ci/requirements.lock
WEB := kg/views/assets
VENDOR := $(WEB)/vendor/.ready
AXE := tests/browser/node_modules/.ready
COMUNICA := tests/clients/node_modules/.ready

.DEFAULT_GOAL := help
.PHONY: help demo web test gate fuzz kills lock lint types exports format picture soak cold bench compiled clean

help:  ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 22

demo: $(READY)  ## build the five sample documents and say where to look
	@$(BIN)/kg build seeds -o exports
	@echo "Ask it something:  $(BIN)/kg query dibao-standards    (all questions: $(BIN)/kg query --list)"

web: $(READY) $(VENDOR)  ## bring in what the pages of `kg serve` load in the browser (needs npm)

test: $(READY) $(AXE) $(COMUNICA) $(VENDOR) gate  ## set up everything and run the whole gate

gate: lint types  ## run the gate in an environment that stands
	$(BIN)/python -m pytest -n auto --dist loadfile

fuzz: $(READY)  ## feed a million made-up inputs to the readers and finders (RUNS=1000 for fewer, SEED=2 for others)
	PYTHONPATH=tests $(BIN)/python -m fuzz.running $(or $(RUNS),1000000) $(or $(SEED),1)

lock: $(READY)  ## write anew which releases the build machine installs, with their hashes (UP=--upgrade for the newest)
	@$(BIN)/uv pip compile pyproject.toml --extra formats --extra web --extra cluster --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --quiet $(UP) -o $(LOCK)

lint: $(READY)  ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)  ## check types
	$(BIN)/mypy

exports: $(READY)  ## rebuild what the repository keeps of a build: exports and golden answers
	$(BIN)/kg build seeds -o exports
	$(BIN)/python -m pytest -q tests/test_seeds.py -k golden --write-golden

format: $(READY)  ## lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

picture: $(READY)  ## take the picture of the README anew (needs Chromium)
	$(BIN)/kg build seeds -o exports
	$(BIN)/python docs/take_picture.py

soak: $(READY)  ## measure `kg serve` under 50 visitors over the samples repeated 200 times (BUILD=folder for another build)
	@PYTHON=$(BIN)/python sh benchmarks/soak.sh $(or $(BUILD),exports)

kills: $(READY)  ## kill a large build at 50 random moments: old or new exports stand, and the next run finishes
	KG_KILLS=50 $(BIN)/python -m pytest -q tests/test_streaming.py -k killed

cold: $(READY)  ## measure what the commands take from a cold start (needs GNU time)
	@KG=$(BIN)/kg sh benchmarks/cold_start.sh

compiled: $(READY)  ## compile the reader with mypyc into build/compiled: the same bytes sooner (takes minutes, needs a C compiler)
	@$(BIN)/python benchmarks/compiled.py build/compiled

bench: $(READY)  ## measure throughput, builds and questions and write docs/benchmarks.md (CORPUS=file.jsonl, ARGS="--most 5000")
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@PYTHONPATH=. $(BIN)/python benchmarks/bench.py $(if $(CORPUS),--corpus "$(CORPUS)") $(ARGS)

clean:  ## remove what the targets above have made, except exports
	rm -rf $(VENV) $(WEB)/vendor tests/browser/node_modules tests/clients/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): pyproject.toml $(LOCK)
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; install it, or name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV): this takes a minute or two the first time."
	@if test "$(CI)" = true; then .ci/install $(BIN)/python; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[formats,web,dev]'; fi
	@touch $@

# the accessibility checker of the browser tests; without npm those tests say that they are skipped
$(AXE): tests/browser/package.json tests/browser/package-lock.json
	@if command -v npm >/dev/null 2>&1; then \
		npm ci --silent --no-audit --no-fund --prefix tests/browser && touch $@; \
	else echo "npm was not found: the browser tests will be skipped"; fi

# a client that asks the endpoint in the tests; without npm that test is skipped
$(COMUNICA): tests/clients/package.json tests/clients/package-lock.json
	@if command -v npm >/dev/null 2>&1; then \
		npm ci --silent --no-audit --no-fund --ignore-scripts --prefix tests/clients && touch $@; \
	else echo "npm was not found: Comunica will not be tested"; fi

# charts and the query editor; without npm the pages show tables and a plain form instead
$(VENDOR): $(WEB)/web/package.json $(WEB)/web/package-lock.json $(WEB)/web/vendor.toml
	@if command -v npm >/dev/null 2>&1; then \
		npm ci --silent --no-audit --no-fund --ignore-scripts --prefix $(WEB)/web && \
		$(BIN)/python -m kg.views.web.vendor $(WEB)/web/node_modules >/dev/null && rm -rf $(WEB)/web/node_modules && touch $@; \
	else echo "npm was not found: kg serve will do without charts and without the query editor"; fi
