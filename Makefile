# Every command works on a fresh Debian with Python 3.11: the first that needs it makes a local environment in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CODE := simulator scoring tests benchmarks tools

REPORT := --record build/reports/record.db --out build/reports --format html,pdf,csv,json

.PHONY: play test check lint fix golden schema pages bench reports wheel lock clean

play: $(VENV)/ready
	$(BIN)/levelhead play

test: $(VENV)/ready-dev
	$(BIN)/python -m pytest

# The one command before each commit.
check: lint test

lint: $(VENV)/ready-dev
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/levelhead check scenarios

fix: $(VENV)/ready-dev
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

# Accept new transcripts and pictures. Read and look at what changed (git diff) before committing it.
golden: $(VENV)/ready-dev
	LEVELHEAD_ACCEPT=1 $(BIN)/python -m pytest tests/test_transcripts.py tests/test_station_pictures.py

schema: $(VENV)/ready
	$(BIN)/python -m simulator.library.schema > assets/schema/scenario.schema.json

# The pages that trainers read before class.
pages: $(VENV)/ready
	$(BIN)/levelhead page scenarios --out docs/scenarios

bench: $(VENV)/ready-dev
	for bench in benchmarks/bench_*.py; do $(BIN)/python -m benchmarks.$$(basename $$bench .py) || exit 1; done

# Every report, from a year of simulated officers; the record is made once and kept.
reports: $(VENV)/ready
	test -f build/reports/record.db || $(BIN)/levelhead demo build/reports
	$(BIN)/levelhead report training-needs $(REPORT)
	$(BIN)/levelhead report unit "North patrol" $(REPORT)
	$(BIN)/levelhead report officer demo-001 $(REPORT)
	$(BIN)/levelhead report scenario traffic_stop $(REPORT)

# Build the wheel, install it into an empty environment, and start it from elsewhere.
wheel: $(VENV)/ready-dev
	$(BIN)/python tools/try_wheel.py

# The exact versions that `make` installs; without addresses, so that any index serves.
lock: $(VENV)/ready-dev
	$(BIN)/uv pip compile --quiet --universal --no-header --no-emit-index-url --no-annotate --generate-hashes \
		pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --no-header --no-emit-index-url --no-annotate --generate-hashes \
		pyproject.toml --group dev --output-file requirements-dev.lock

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
