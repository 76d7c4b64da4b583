# Every target works on a fresh machine that has Python 3.11 or newer and make: .venv is set up on first use
# and again only when pyproject.toml or constraints.txt change.

PYTHON ?= python3
PORT ?= 3000
SIZE ?= 10000
Q ?=

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip -qq --disable-pip-version-check
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help refresh test ui screenshots bench lint check eval news sql constraints clean

help: ## show the targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r target text; do \
		printf '%-18s%s\n' "$$target" "$$text"; done

refresh: $(READY) ## bring warehouse/claimhouse.duckdb up to date with seeds/
	@$(PY) -m pipelines refresh

test: $(READY) ## run the tests
	@$(PY) -m pytest

ui: $(READY) ## open Dagster on http://127.0.0.1:3000 (PORT=… for another), sensor and schedule running
	@exec $(PY) -m pipelines ui --port $(PORT)

screenshots: $(READY) ## take the README's pictures anew (needs Chromium and a Chinese font)
	@mkdir -p docs
	@SCREENSHOTS=docs $(PY) -m pytest tests/ui/test_browser.py

bench: $(READY) ## measure the whole job beside floor and peers, SIZE=10000 articles (bench/latest.json)
	@$(PIP) install --no-deps --require-hashes --requirement bench/constraints.txt
	@$(PY) -m bench.run $(SIZE)

lint: $(READY) ## ruff and mypy --strict
	@$(PY) -m ruff check .
	@$(PY) -m mypy

check: lint test ## ruff, mypy --strict, then the tests

eval: $(READY) ## score the extraction against the labels, worst first
	@$(PY) -m pipelines eval

news: $(READY) ## say what the latest refresh brought
	@$(PY) -m pipelines news

# The query travels in the environment, so that its quotes and dollars reach DuckDB as they were typed.
sql: export CLAIMHOUSE_QUERY = $(value Q)
sql: $(READY) ## read-only DuckDB prompt on the published file; Q="select …" runs one query
	@if [ -n "$$CLAIMHOUSE_QUERY" ]; then exec $(PY) -m pipelines sql "$$CLAIMHOUSE_QUERY"; \
	else exec $(PY) -m pipelines sql; fi

constraints: ## pin the newest releases pyproject.toml allows (needs uv)
	@UV_CUSTOM_COMPILE_COMMAND="make constraints" uv pip compile --quiet --upgrade --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --extra dev --extra postgres \
		--output-file constraints.txt pyproject.toml
	@UV_CUSTOM_COMPILE_COMMAND="make constraints" uv pip compile --quiet --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-annotate --constraint constraints.txt --extra bench \
		--output-file bench/constraints.txt pyproject.toml

clean: ## remove .venv, caches and Dagster's history; seeds/ and warehouse/ stay
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .dagster
	@find pipelines tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# A set-up that breaks off leaves no stamp and starts over. The constraints name every package, so pip resolves
# nothing (--no-deps), and hold the build backend, so that the project itself needs no download either.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"Claimhouse needs Python 3.11 or newer; $(PYTHON) is %d.%d. Name another: make PYTHON=python3.11 …" \
		% sys.version_info[:2])'
	@echo "Setting up $(VENV) (once, and again when the pinned packages change) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --no-deps --require-hashes --requirement constraints.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(PIP) check
	@touch $@
