# Consult: install, run, check. `make` alone says what there is. Works with GNU make 3.81 (macOS) and later.
# The longer steps are scripts in make/.

.DEFAULT_GOAL := help
.PHONY: help env run start demo-reset verify test test-full times lint types licences translations docs bench screenshots \
        mutants coverage lock chromium clean

PYTHON := .venv/bin/python
# The system's Python may have gone since .venv was made: then nothing counts as installed.
$(shell $(PYTHON) -c "" 2>/dev/null || rm -f .venv/*.installed)

help:  ## Say what there is
	@awk 'BEGIN { FS = ":.*## " } \
	     /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	     /^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile
	@echo

##@ Run (PORT=8000, HOST=127.0.0.1, CONSULT_DATA=./data, DATABASE_URL and REDIS_URL may be set)

run: env  ## Set up what is missing, fill the demo community if empty, and serve
	@exec make/run

start: env  ## Set up what is missing and serve a real installation: an empty one is set up by page, with the code it prints
	@exec make/start

demo-reset: env  ## Put the demo community back as it was at first (what was done in it is lost)
	@$(PYTHON) -m consult demo --reset

verify: env  ## Check the event log's hash chains and what was derived from it
	@$(PYTHON) -m consult verify

##@ Check (ONLY=tests/ballot gives pytest a path; TEST_DATABASE_URL, TEST_REDIS_URL name other servers)

test: env-test env-node  ## Lint, types, the tests that are not slow on SQLite and PostgreSQL (DRAW=3: the third tenth of products)
	@exec make/test -m "not slow"

test-full: env-test env-node  ## Every test, the slow ones too, on both databases
	@exec make/test

times:  ## Say where the time of the last test runs went
	@$(PYTHON) make/times.py

lint: env-test env-node  ## Ruff, eslint and stylelint on everything; what Chrome 86 or Safari 14 does not know fails
	@$(PYTHON) -m ruff check .
	@make/lint-pages

types: env-test env-node  ## mypy, and tsc on the browser modules
	@$(PYTHON) -m mypy
	@make/node make/browser/types.mjs

licences: env  ## Read the licence of every library that Consult runs with
	@$(PYTHON) make/licences.py requirements/run.lock

translations: env  ## List the sentences of code and templates that have no English yet
	@$(PYTHON) make/translations.py

docs: env-test  ## Check the links between the documents, and build them as a site into build/site
	@$(PYTHON) make/links.py
	@$(PYTHON) make/site.py

coverage: env-test  ## Measure which branches of the rules and actions the chapters' tests take (half an hour of CPU)
	@exec make/coverage

mutants: env-test  ## Change the rules, one thing at a time, and list what no test notices (PART=1/4, ARGS=a module)
	@$(PYTHON) make/mutants.py --part $(or $(PART),1/1) $(ARGS)

bench: env-test  ## Run the benchmarks (ARGS are passed on)
	@$(PYTHON) -m bench $(ARGS)

screenshots: chromium  ## Take pictures of every screen into screenshots/, and the one of the README
	@$(PYTHON) make/screenshots.py

##@ Keep

env: .venv/run.installed  ## Make .venv from requirements/run.lock

chromium: env-test  ## Find a Chromium for the tests, or install one
	@make/chromium

lock:  ## Pin again from requirements/*.in (UPGRADE=1 takes the newest versions)
	@make/lock

clean:  ## Remove what make and the tools made; the data directory stays
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist node_modules screenshots \
	    test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: env-test
env-test: .venv/run.installed .venv/test.installed

.venv/run.installed: requirements/run.lock
	@make/environment requirements/run.lock
	@touch $@

.venv/test.installed: requirements/test.lock | .venv/run.installed
	@make/environment requirements/test.lock
	@touch $@

# Tools for styles and scripts; what is served needs none of them.
.PHONY: env-node
env-node: env-test node_modules/.installed

node_modules/.installed: package-lock.json package.json .npmrc | .venv/test.installed
	@echo "Installing package-lock.json"
	@make/npm ci --ignore-scripts --loglevel=error
	@touch $@
