# `make site` builds the site, `make test` runs everything. Both install what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# Beside a token nothing is installed: this part needs Python alone.
FORGE := $(PYTHON) -m build_tools.forge

# How `make check` tells its problems: text, github or gitlab. What `make review` compares; its number where it has one.
FORMAT ?= text
BASE ?= origin/HEAD
HEAD ?= HEAD
NUMBER ?= 0

.PHONY: site serve check review bundle links comment flag links-issue test clean

site: $(VENV)/.installed
	$(BIN)/claimline import
	$(BIN)/claimline build

serve bundle: $(VENV)/.installed
	$(BIN)/claimline $@

check: $(VENV)/.installed
	$(BIN)/claimline check --format $(FORMAT)

review: $(VENV)/.installed
	$(BIN)/claimline review "$(BASE)" "$(HEAD)" --number "$(NUMBER)" --out dist/review

links: $(VENV)/.installed
	$(BIN)/claimline links --out dist/links.md --out dist/links.json

comment flag:
	$(FORGE) $@

links-issue:
	$(FORGE) links dist/links.json

test: $(VENV)/.test-installed
	$(BIN)/python tests/install_browser.py
	$(BIN)/python -m pytest

$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) --editable .
	touch $@

$(VENV)/.test-installed: $(VENV)/.installed
	$(INSTALL) --editable ".[test]"
	touch $@

clean:
	rm -rf site .cache
