# The whole of Gongyou from a fresh machine: `make run` to chat, `make test` to check everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: setup run test audit bench lock
.DEFAULT_GOAL := run

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@(command -v chromium && command -v nginx) >/dev/null || ! command -v apt-get >/dev/null || test "$$(id -u)" != 0 \
		|| (apt-get update -q && apt-get install -q -y --no-install-recommends chromium nginx-light) >/dev/null 2>&1 \
		|| echo "no chromium or nginx: tests in a browser and behind nginx are skipped"
	@touch $@

run: setup
	@$(BIN)/gongyou chat

test: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit -q -ll -s B506,B608,B704 -r bot # these are excused line by line in ruff (S506, S608, S704)
	$(BIN)/gongyou check
	$(BIN)/gongyou i18n check
	$(BIN)/pytest -n 2 --dist loadfile

# Known faults of what the service stands on; where the list of them cannot be reached it says so and goes on.
audit: setup
	@found=$$(timeout 120 $(BIN)/pip-audit --progress-spinner off -r deploy/requirements.lock --disable-pip --require-hashes 2>&1) \
		|| ! echo "$$found" | grep -i "known vulnerabilit" || { echo "$$found"; exit 1; }; \
	echo "audited: $$(grep -c == deploy/requirements.lock) packages, not found in the list: $$(echo "$$found" | grep -c 'could not be audited')"

bench: setup
	$(BIN)/python -m benchmarks

lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --all-extras --no-header pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -c requirements.lock -o deploy/requirements.lock
