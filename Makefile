# Everything runs in .venv, from locked dependencies. Needs Python 3.11 or later and make.
PYTHON ?= python3
UV_VERSION := 0.13.9
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv
BIN := .venv/bin

.PHONY: run week test check bench sim mutants fuzz docs models setup debian clean

setup: .venv/.synced

.venv/.synced: pyproject.toml uv.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(BIN)/uv sync --frozen --quiet --python $(BIN)/python
	touch .venv/.synced

# A sample provider's guard: a day through its ports, an abuser suspended; then it stays up. ONCE=1 ends it.
run: setup
	$(BIN)/python -m demo --out out/guard $(if $(ONCE),--once)

# A sample provider's week, audited: the table, and the report in both languages.
week: setup
	$(BIN)/python -m simulator run --out out

# A browser that is driven keeps an event loop open in its process, which no other test can have beside it.
test: setup .venv/.synced-spark debian
	$(BIN)/python -m pytest -n 2 --dist loadgroup --ignore tests/browser
	$(BIN)/python -m pytest -n 2 --dist worksteal tests/browser

# Spark is some 400 MB, and only tests and whoever has a cluster need it. It stays until a changed lock makes setup leave
# it out again.
.venv/.synced-spark: .venv/.synced
	$(BIN)/uv sync --frozen --quiet --extra spark --python $(BIN)/python
	touch .venv/.synced-spark

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 -m "not slow"

# The peers that the bench compares with. They stay until a changed lock makes setup leave them out again.
.venv/.synced-bench: .venv/.synced
	$(BIN)/uv sync --frozen --quiet --group bench --python $(BIN)/python
	touch .venv/.synced-bench

bench: setup .venv/.synced-bench
	$(BIN)/python -m bench $(OPTIONS)

# Both sides of every clause's scene, in history and before each act.
sim: setup
	$(BIN)/python -m bench.scenes --print

# Every small change of every clause, and whether its tests notice; some half an hour.
mutants: setup
	$(BIN)/python -m mutants $(OPTIONS)

# Mutated SIP, HEP and JSON; OPTIONS="--count 10000000 --jobs 2" for an hour of it.
fuzz: setup
	$(BIN)/python -m fuzz $(OPTIONS)

# What trains the text models. It stays until a changed lock makes setup leave it out again.
.venv/.synced-models: .venv/.synced
	$(BIN)/uv sync --frozen --quiet --group models --python $(BIN)/python
	touch .venv/.synced-models

# Trains the text models on ../shared/data and writes the tables of their cards; some ten minutes.
models: setup .venv/.synced-models
	$(BIN)/python -m models $(OPTIONS)

docs: setup
	$(BIN)/python -m fairline.reference docs/reference

# The telephony tests drive Debian's kamailio with sipp. Without root they are skipped, saying so.
debian:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then sh tests/debian-packages.sh; fi

clean:
	rm -rf .venv out
