# make help shows everything there is to remember.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEV := $(VENV)/.ready-dev
RUN := $(VENV)/.ready-run
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
.DEFAULT_GOAL := help

##@ Use
run: $(RUN) assets ## Start everything: database, demo county, API on 127.0.0.1:8000 (PORT= overrides)
	@exec $(BIN)/liuhen serve --demo

##@ Work on it
test: $(DEV) ## Run all tests
	@$(BIN)/python -m pytest -n 2

check: $(DEV) ## Lint, types and import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(BIN)/pyright --pythonpath $(BIN)/python
	@$(BIN)/lint-imports

format: $(DEV) ## Put the code into shape
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

bench: $(DEV) ## Measure speed: ratios and limits, printed as tables
	@$(BIN)/python -m benchmarks

docs: $(DEV) ## Write the generated documents: SDL, glossary, permissions
	@$(BIN)/python -m graphql_api.schema.sdl > graphql_api/schema.graphql
	@$(BIN)/python -m infra.documents

assets: $(RUN) ## Fetch the files of GraphiQL (once)
	@$(BIN)/python -m graphql_api.graphiql.fetch_assets

##@ Keep it
lock: $(DEV) ## Pin every dependency with its hashes
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build pyproject.toml -o requirements/run.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build --extra dev pyproject.toml -o requirements/dev.lock

clean: ## Remove the environment (never the data in .liuhen)
	@rm -rf $(VENV) build dist *.egg-info

help: ## This list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0] + "; name another with PYTHON=") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)

$(RUN): requirements/run.lock pyproject.toml | $(VENV)/bin/python
	@test -e $(DEV) || { echo "Installing Liuhen into $(VENV) (once) …"; $(PIP) install --require-hashes -r requirements/run.lock; }
	@$(MAKE) -s $(VENV)/.installed
	@touch $@

$(DEV): requirements/dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing Liuhen and its tools into $(VENV) (once) …"
	@$(PIP) install --require-hashes -r requirements/dev.lock
	@$(MAKE) -s $(VENV)/.installed
	@touch $@

$(VENV)/.installed: pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: run test check format bench docs assets lock clean help
