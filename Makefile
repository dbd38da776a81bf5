# make demo | test | check | bench | lock | clean      (PORT=8000, ARGS="-k kontakt", CHROMIUM=/path, PYTHON=python3.12)
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := demo
.PHONY: demo test check bench lock clean chromium

PORT ?= 8000
BIN := .venv/bin
export PYTHONUNBUFFERED := 1

BASE := requirements/base.txt
ALL := requirements/base.txt requirements/dev.txt
digest = $(firstword $(shell cat $(1) | (sha256sum 2>/dev/null || shasum -a 256)))
# Named after the contents, so that a change of requirements, and nothing else, installs anew.
BASE_READY := .venv/.base-$(call digest,$(BASE))
ALL_READY := .venv/.all-$(call digest,$(ALL))
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

demo: $(BASE_READY)
	@exec $(BIN)/python manage.py demo --port "$(PORT)"

test: $(ALL_READY) chromium
	@CHROMIUM="$${CHROMIUM:-$$($(FIND_CHROMIUM))}" exec $(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder $(ARGS)

# The deploy check sees what production would set; the servers are the tests' own.
check: export FLEKSJOB_DATA := $(CURDIR)/.test
check: export SECRET_KEY := only-for-the-check-0123456789-abcdefghijklmnopqrstuvwxyz-ÆØÅ
check: export FLEKSJOB_DEMO := 0
check: $(ALL_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --deploy --fail-level WARNING
	DATABASE_URL=postgres://check@127.0.0.1/check FLEKSJOB_CPR_NOEGLE=check $(BIN)/python -m mypy .
	$(BIN)/lint-imports

# About 10 minutes on two idle cores; SKALA="1/100" for a quick look.
bench: $(BASE_READY)
	@exec $(BIN)/python -m bench --skala $(or $(SKALA),1/10 1/1)

lock: .venv/.lavet
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	for name in base dev; do \
		$(BIN)/python -m uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
			--no-emit-find-links --no-header --quiet requirements/$$name.in -o requirements/$$name.txt; \
	done

clean:
	for data in .demo .test .bench; do \
		if [ -e "$$data/hemmeligheder.json" ]; then FLEKSJOB_DATA="$$data" $(BIN)/python -m fleksjob.indlejret fjern; fi; \
	done
	rm -rf .venv .demo .test .bench staticfiles .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BASE_READY): .venv/.lavet
	$(if $(wildcard $(ALL_READY)),,$(INSTALL) -r $(BASE))
	@rm -f .venv/.base-*; touch $@

$(ALL_READY): .venv/.lavet
	$(INSTALL) $(ALL:%=-r %)
	@rm -f .venv/.base-* .venv/.all-*; touch $(BASE_READY) $@

.venv/.lavet:
	@python=$${PYTHON:-}; \
	for name in python3 python3.14 python3.13 python3.12 python3.11; do \
		[ -z "$$python" ] || break; \
		if "$$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then python=$$name; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 eller nyere med venv mangler. Debian: apt-get install python3 python3-venv" >&2; \
		echo "Python 3.11 or newer with venv is needed." >&2; \
		exit 1; \
	fi; \
	rm -rf .venv; "$$python" -m venv .venv; touch $@

FIND_CHROMIUM = command -v chromium || command -v chromium-browser || command -v google-chrome \
	|| command -v google-chrome-stable || true

chromium:
	@if [ -z "$${CHROMIUM:-$$($(FIND_CHROMIUM))}" ]; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			export DEBIAN_FRONTEND=noninteractive; apt-get update -q </dev/null && apt-get install -qy chromium </dev/null; \
		else \
			echo "Browsertestene bruger Chromium. Debian: sudo apt-get install chromium. Eller: make test CHROMIUM=/sti" >&2; \
			echo "The browser tests need Chromium: install it, or name it with CHROMIUM=/path." >&2; \
			exit 1; \
		fi; \
	fi
