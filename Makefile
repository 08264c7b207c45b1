# `make site` builds the site, `make test` runs everything. Both install what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: site serve check bundle test clean

site: $(VENV)/.installed
	$(BIN)/claimline import
	$(BIN)/claimline build

serve check bundle: $(VENV)/.installed
	$(BIN)/claimline $@

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
