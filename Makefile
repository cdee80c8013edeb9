# Two commands do everything: `make demo` shows the app, `make test` checks it.
# Needed: Python 3.11 or newer and make. All else goes into .venv, pinned with hashes.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?=
VENV := .venv
PY := $(VENV)/bin/python
DEMO := build/demo
MINING := build/mining
JOBS ?= 2
KILLS ?= 200
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help
help: ## what can be made here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: $(VENV)/app.stamp ## set up, fill a demo data folder and open the app on it
	@$(PY) -m mysteryshop --data-dir $(DEMO) demo --open

.PHONY: test
test: lint ## set up and run every check and test
	$(PY) -m pytest tests/bench -q --ignore tests/bench/test_compare_stalls.py  # that one needs the large store: make bench
	$(PY) -m pytest -n $(JOBS) --dist loadfile --ignore tests/bench

.PHONY: lint
lint: $(VENV)/dev.stamp ## style, format and types only
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

.PHONY: bench
bench: $(VENV)/dev.stamp ## measure, with the figures; the large store takes minutes the first time
	$(PY) -m pytest tests/bench -s
	$(PY) -m tests.bench.scale
	$(PY) -m tests.bench.test_screen_stalls

.PHONY: crash
crash: $(VENV)/dev.stamp ## kill the app 200 times at all that it does and say what was lost; then each kind of work alone
	MYSTERYSHOP_KILLS=$(KILLS) $(PY) -m pytest tests/crash/test_everything_killed.py -q -s
	MYSTERYSHOP_KILLS=40 MYSTERYSHOP_FUZZ=2000 $(PY) -m pytest tests/crash -n $(JOBS) --dist loadfile --ignore tests/crash/test_everything_killed.py

.PHONY: mining
mining: $(VENV)/dev.stamp $(MINING)/stamp ## pm4py reads our event logs back, and both read logs of others (fetches 550 MB)
	$(PY) -m tests.mining.write_logs $(MINING)/logs $(MINING)/opyenxes-0.3.0/example/xes_file
	$(MINING)/bin/python -W ignore tests/mining/read_back.py $(MINING)/logs

.PHONY: screenshots
screenshots: $(VENV)/dev.stamp ## every screen with demo data, light and dark, at two sizes
	$(PY) -m tests.screenshots screenshots

.PHONY: requirements
requirements: ## pin what pyproject.toml asks for, with hashes
	@command -v uv >/dev/null || { echo "make requirements needs uv (pip install uv)." >&2; exit 1; }
	uv pip compile $(COMPILE) pyproject.toml -o requirements/app.txt
	uv pip compile $(COMPILE) pyproject.toml --extra encryption --group dev -c requirements/app.txt -o requirements/dev.txt
	uv pip compile $(COMPILE) --group mining -o requirements/mining.txt
COMPILE := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: clean
clean: ## remove what was made here: environment, demo data, caches
	rm -rf $(VENV) build dist screenshots .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find mysteryshop ui tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment: made once, brought up to date when what is pinned changes.
$(PY):
	@python=$$(sh requirements/python.sh $(PYTHON)) && \
	echo "Setting up a private environment in $(VENV) with $$python" && \
	"$$python" -m venv $(VENV)

$(VENV)/app.stamp: requirements/app.txt | $(PY)
	@echo "Installing what the app needs into $(VENV) (a few minutes the first time)"
	@$(PIP) -r requirements/app.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt | $(PY)
	@echo "Installing what the app and its tests need into $(VENV) (a few minutes the first time)"
	@$(PIP) -r requirements/dev.txt
	@touch $@

$(MINING)/stamp: requirements/mining.txt requirements/logs.txt | $(PY)
	@echo "Setting up an environment for pm4py in $(MINING) (some minutes)"
	@$(PY) -m venv $(MINING)
	@$(MINING)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/mining.txt
	@$(MINING)/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: \
		--require-hashes -r requirements/logs.txt -d $(MINING)
	@tar xzf $(MINING)/opyenxes-0.3.0.tar.gz -C $(MINING)
	@touch $@
