# The commands of the README and of CONTRIBUTING.md. Each sets up its own environment in .venv.

PYTHON ?= python3
# What is installed is named by locks/LOCKED.txt; others than dev have an environment beside .venv.
LOCKED := dev
VENV := .venv$(if $(filter-out dev,$(LOCKED)),-$(LOCKED))
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test quick rule laws fuzz mutants audit bench site locks clean

demo: $(READY)
	@$(BIN)/dial-lint --fail-on never docs/demo/aidial.config.json

test: $(READY)
	$(BIN)/pytest -n auto

# What most changes touch: half of all tests, 195 seconds of computing, so less than two minutes on two idle cores.
quick: $(READY)
	$(BIN)/pytest -n auto tests/syntax tests/schema tests/model tests/rules tests/features tests/reports \
		--ignore=tests/features/test_in_hosts.py --ignore=tests/syntax/test_json_test_suite.py

# make rule NAME=keys/old-key
rule: $(READY)
	@$(BIN)/python tests/rules/scaffold.py $(NAME)

laws: $(READY)
	DIAL_LINT_LAWS=20 $(BIN)/pytest -s tests/masking/test_no_secret.py tests/fuzz tests/access/test_brute_force.py
	DIAL_LINT_LAWS=20 $(BIN)/pytest -n auto tests/features/test_cut_lines.py
	DIAL_LSP_KEYSTROKES=100 $(BIN)/pytest tests/test_keystrokes.py
	DIAL_LSP_SOAK=1 $(BIN)/pytest tests/server/test_soak.py

# make fuzz MINUTES=60 TARGETS="fix render"
MINUTES := 10
fuzz: $(READY)
	$(BIN)/python -m tests.fuzz.run --minutes $(MINUTES) $(TARGETS)

# Small mistakes in our own code that no test sees; SEED chooses them.
COUNT := 300
SEED := 1
mutants:
	@$(MAKE) --silent --no-print-directory .venv-mutation/.ready LOCKED=mutation >&2
	@nice .venv-mutation/bin/python -m tests.mutation.run --count $(COUNT) --seed "$(SEED)"

# The documentation as a site, in build/site; links that lead nowhere fail. With PLAYGROUND, a folder, the playground is beside it.
PLAYGROUND :=
site:
	@$(MAKE) --silent --no-print-directory .venv-site/.ready LOCKED=site >&2
	@.venv-site/bin/python publish/site.py $(PLAYGROUND)

# Known vulnerabilities of what is installed; it fails where it cannot ask.
audit:
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet --require-hashes --requirement locks/audit.txt
	PATH="$(CURDIR)/.venv-audit/bin:$$PATH" $(PYTHON) .ci/audit.py

bench: $(READY)
	$(BIN)/python -m benchmarks.parse
	$(BIN)/python -m benchmarks.access docs/performance.md
	$(BIN)/python -m benchmarks.coverage docs/performance.md
	$(BIN)/python -m benchmarks.server docs/performance.md
	$(BIN)/python -m benchmarks.edits docs/performance.md
	$(BIN)/python -m benchmarks.growth docs/performance.md docs/pictures/growth.svg
	$(BIN)/python -m benchmarks.requests docs/performance.md
	$(BIN)/python -m benchmarks.hosts docs/performance.md
	$(BIN)/python -m benchmarks.command docs/performance.md
	$(BIN)/python -m benchmarks.bounds docs/performance.md
	cd editors/playground && npm ci --ignore-scripts && PYTHON="$(CURDIR)/$(BIN)/python" npm run build
	$(BIN)/python -m benchmarks.playground docs/performance.md

$(READY): pyproject.toml locks/$(LOCKED).txt
	@echo "Downloading what locks/$(LOCKED).txt names into $(VENV), about 220 MB when unpacked" >&2
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement locks/$(LOCKED).txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

# Needs uv. What users run, the oldest of it that is allowed, what builds and describes a release, and what the checks need.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
DEV := pyproject.toml --group dev
locks:
	$(LOCK) --upgrade pyproject.toml --output-file locks/run.txt
	$(LOCK) --upgrade --group build --output-file locks/build.txt
	$(LOCK) --upgrade $(DEV) --output-file locks/dev.txt
	$(LOCK) --upgrade pyproject.toml --resolution lowest-direct | grep -v -- --hash | tr -d '\\' >build/oldest.txt
	$(LOCK) --upgrade $(DEV) --constraints build/oldest.txt --output-file locks/oldest.txt
	$(LOCK) --upgrade $(DEV) --group mutation --constraints locks/dev.txt --output-file locks/mutation.txt
	$(LOCK) --upgrade --group release --constraints locks/build.txt --output-file locks/release.txt
	$(LOCK) --upgrade pyproject.toml --group build --group site --output-file locks/site.txt
	$(LOCK) --upgrade --group audit --output-file locks/audit.txt

clean:
	rm -rf .venv .venv-* build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
