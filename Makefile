# `make site` builds the site, `make test` runs everything. Both install what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --constraint constraints.txt
# Beside a token nothing is installed: this part needs Python alone.
FORGE := $(PYTHON) -m build_tools.forge

# How `make check` prints its problems: text or github. What `make review` compares; its number where it has one.
FORMAT ?= text
BASE ?= origin/HEAD
HEAD ?= HEAD
NUMBER ?= 0
# What `make form` reads: the event of an issue that was labelled.
EVENT ?= $(GITHUB_EVENT_PATH)

.PHONY: site serve check review bundle links form comment flag links-issue form-request publish-release test trust audit sbom release bench clean

# What an import has to leave out it tells, and ends with an error; the site is built of all the rest.
site: $(VENV)/.installed
	-$(BIN)/claimline import
	$(BIN)/claimline build

serve bundle: $(VENV)/.installed
	$(BIN)/claimline $@

check: $(VENV)/.installed
	$(BIN)/claimline check --format $(FORMAT) --report dist/problems.sarif --report dist/problems.gitlab.json

review: $(VENV)/.installed
	$(BIN)/claimline review "$(BASE)" "$(HEAD)" --number "$(NUMBER)" --out dist/review

links: $(VENV)/.installed
	$(BIN)/claimline links --out dist/links.md --out dist/links.json

form: $(VENV)/.installed
	mkdir -p dist
	$(BIN)/claimline form --event "$(EVENT)" --dry-run --format json > dist/form.json || test -s dist/form.json

comment flag:
	$(FORGE) $@

links-issue:
	$(FORGE) links dist/links.json

form-request:
	$(FORGE) form dist/form.json

publish-release:
	$(FORGE) release dist/release

test: $(VENV)/.test-installed
	$(BIN)/python tests/install_browser.py
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

# The long proofs of SECURITY.md's promises; PART="fuzz faults" for some, MINUTES for each.
PART ?=
MINUTES ?= 10
trust: $(VENV)/.test-installed
	$(BIN)/python tests/install_browser.py
	$(BIN)/python -m tests.trust $(PART) --minutes $(MINUTES)

# Known weaknesses of every library that is pinned. Where the service cannot be reached there is no report, and nobody fails.
audit: $(VENV)/.installed
	$(INSTALL) pip-audit==2.10.1
	mkdir -p dist && rm -f dist/audit.json
	$(BIN)/pip-audit --requirement constraints.txt --disable-pip --no-deps --progress-spinner off \
		--format json --output dist/audit.json || test ! -s dist/audit.json

# What a release is made with, as CycloneDX.
sbom: $(VENV)/.installed
	mkdir -p dist
	$(BIN)/python .ci/sbom.py > dist/sbom.cdx.json

# What is handed out with a tag, in dist/release: the bundle, the program that checks it, the list of what it was made with, their hashes.
release: sbom
	rm -rf dist/release dist/*.zip
	mkdir -p dist/release
	$(BIN)/claimline bundle
	cp dist/*.zip dist/sbom.cdx.json build_tools/verification/standalone/verify.py dist/release/
	cd dist/release && sha256sum -- * > SHA256SUMS

# Every figure beside its reference, into dist/bench.json too; three quarters of an hour at 10,000 entries on two quiet
# cores. ENTRIES=1000 for less; DOSSIER=DIR for one that is there already (it is copied).
ENTRIES ?= 10000
bench: $(VENV)/.test-installed
	$(BIN)/python tests/install_browser.py
	$(BIN)/python -m tests.benchmarks --entries $(ENTRIES) $(if $(DOSSIER),--dossier "$(DOSSIER)")

$(VENV)/.installed: pyproject.toml constraints.txt
	@echo "Installing what Claimline needs into $(VENV); the first time this takes some minutes." >&2
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) --editable .
	touch $@

$(VENV)/.test-installed: $(VENV)/.installed
	@echo "Installing what the tests need into $(VENV)." >&2
	$(INSTALL) --editable ".[test]"
	touch $@

clean:
	rm -rf site .cache
