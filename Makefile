# The commands of the README and of CONTRIBUTING.md. Each sets up its own environment in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test quick laws fuzz bench locks clean

demo: $(READY)
	@$(BIN)/dial-lint --fail-on never docs/demo/aidial.config.json

test: $(READY)
	$(BIN)/pytest -n auto

# What most changes touch: two thirds of all tests, in about two minutes on two idle cores.
quick: $(READY)
	$(BIN)/pytest -n auto tests/syntax tests/schema tests/model tests/rules tests/features tests/reports

laws: $(READY)
	DIAL_LINT_LAWS=20 $(BIN)/pytest -s tests/masking/test_no_secret.py tests/fuzz
	DIAL_LSP_KEYSTROKES=100 $(BIN)/pytest tests/test_keystrokes.py
	DIAL_LSP_SOAK=1 $(BIN)/pytest tests/server/test_soak.py

# make fuzz MINUTES=60 TARGETS="fix render"
MINUTES := 10
fuzz: $(READY)
	$(BIN)/python -m tests.fuzz.run --minutes $(MINUTES) $(TARGETS)

bench: $(READY)
	$(BIN)/python -m benchmarks.parse
	$(BIN)/python -m benchmarks.access
	$(BIN)/python -m benchmarks.server docs/performance.md
	$(BIN)/python -m benchmarks.command docs/performance.md
	$(BIN)/python -m benchmarks.bounds docs/performance.md

$(READY): pyproject.toml locks/dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement locks/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

# Needs uv. What users run, what builds a wheel, and all that the checks need.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
locks:
	$(LOCK) --upgrade pyproject.toml --output-file locks/run.txt
	$(LOCK) --upgrade --group build --output-file locks/build.txt
	$(LOCK) --upgrade pyproject.toml --group dev --output-file locks/dev.txt

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
