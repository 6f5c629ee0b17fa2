# The two commands of the README. Both set up their own environment in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test bench clean

demo: $(READY)
	@$(BIN)/dial-lint --fail-on never docs/demo/aidial.config.json

test: $(READY)
	$(BIN)/pytest -n auto

bench: $(READY)
	$(BIN)/python -m benchmarks.parse
	$(BIN)/python -m benchmarks.access
	$(BIN)/python -m benchmarks.server docs/performance.md
	$(BIN)/python -m benchmarks.command docs/performance.md

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $(READY)

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
