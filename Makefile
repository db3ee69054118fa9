# Banmian (版面). `make` alone lists the targets. Every target first sees to what it needs: system packages,
# .venv, Python packages. That costs time only when one of the files named in SETUP has changed.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help pdf watch preview new check test coverage bench pages walk docs setup lock clean distclean

# The newest edition: the one of content/, or of a zone's folder in it, whose edition.yaml has the latest date; of one
# day, the last by name.
EDITION ?= $(patsubst %/edition.yaml,%,$(lastword $(shell \
	find content -mindepth 2 -maxdepth 3 -name edition.yaml ! -path '*/[._]*' -exec \
	awk '/^date:/ { gsub(/["\047\r]/, "", $$2); print $$2, FILENAME; nextfile }' {} + 2>/dev/null \
	| LC_ALL=C sort)))
python := .venv/bin/python
kernels := $(wildcard layout/*/_*.c layout/*/*/_*.c)
SETUP := pyproject.toml setup.py $(kernels) .ci/setup .ci/check_system.py $(wildcard .ci/system-packages*.txt)
RUN := .venv/.ready-run
DEV := .venv/.ready-dev
page := $(if $(PAGE),--page "$(PAGE)")

##@ Pages
pdf: $(RUN) ## Build the pages of EDITION (all, or only PAGE) as print-ready PDF
	@$(python) -m layout build "$(EDITION)" $(page)

watch: $(RUN) ## Keep EDITION built while you write, and show it in the browser (WATCH is the port)
	@$(python) -m layout watch "$(EDITION)" $(if $(WATCH),--port "$(WATCH)")

preview: $(RUN) ## Draw the PNG previews and the contact sheet of EDITION
	@$(python) -m layout preview "$(EDITION)" $(page)

# Only an EDITION that was asked for is a folder to make.
new: $(RUN) ## Make the next issue, or the one in the folder EDITION, from the newest edition or from FROM
	@$(python) -m layout new $(if $(filter file,$(origin EDITION)),,"$(EDITION)") $(if $(FROM),--from "$(FROM)")

##@ Checking
check: $(DEV) ## Check format, style, types and the direction of imports
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

# In two processes where there are two cores; one that is done takes tests of the other's. ARGS="-n 0" for one process
# and a debugger. Where Python may keep no compiled modules beside the source they are kept in .cache: the tests start
# the program many times.
compiled = $(if $(PYTHONDONTWRITEBYTECODE),env -u PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX="$(CURDIR)/.cache/pycache")
test: $(DEV) ## Run the tests (ARGS goes to pytest, as in ARGS="-k galley")
	@$(compiled) $(python) -m pytest -n $(shell [ "$$(nproc 2>/dev/null || echo 1)" -gt 1 ] && echo 2 || echo 0) --dist worksteal $(ARGS)

pages: $(DEV) ## Set, draw and read 300 pages of many forms; none may have a finding (the tests do so with 60)
	@BANMIAN_PAGES=300 $(python) -m pytest -q tests/trust/test_generated_pages.py $(ARGS)

walk: $(DEV) ## Begin papers and fill them with stories and ads as a founder would; each has to be printable
	@BANMIAN_WALK=1 $(python) -m pytest -q tests/paper/test_founders_walk.py $(ARGS)

# Children of the tests are not counted: what runs only in a process of its own looks untested.
coverage: $(DEV) ## Run the tests and report the lines they leave out (ARGS goes to pytest)
	@$(python) -m coverage run --source=layout -m pytest -q $(ARGS)
	@$(python) -m coverage report --skip-covered --skip-empty --show-missing

bench: $(DEV) ## Time the stages
	@$(python) -m compileall -q layout tests
	@$(python) -m tests.bench $(ARGS)

##@ Documents
docs: $(DEV) ## Make the documents as a site in output/docs, with a gallery of what can be printed
	@$(python) -m docs.site

##@ Upkeep
setup: $(DEV) ## Install everything the other targets need
	@echo "Everything is set up."

# Resolved on the oldest Python we support, because a newer one may leave out packages only the oldest needs.
# Neither an index's address nor a path may get into the files: they are the business of the machine that installs.
compile = .venv/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--build-deps-for editable --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	--no-emit-options --no-header $(ARGS)
lock: $(DEV) ## Write the lock files anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@$(python) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "make lock needs Python 3.11 in .venv")'
	@$(python) -m venv .venv/lock
	@.venv/lock/bin/python -m pip install --quiet --disable-pip-version-check pip-tools==7.6.2
	@$(compile) --output-file requirements.txt pyproject.toml
	@$(compile) --output-file requirements-dev.txt --extra dev --constraint requirements.txt pyproject.toml
	@rm -rf .venv/lock banmian.egg-info

clean: ## Remove what was built: output/ (not what was handed over), .cache/ and the tools' caches
	@if [ -d output ]; then find output -mindepth 1 -depth ! -type d ! -path output/README.md ! -path '*.handover/*' -delete; \
		find output -mindepth 1 -depth -type d -empty -delete; fi
	@rm -rf .cache/banmian .cache/docs .cache/pycache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage build dist *.egg-info
	@find . \( -name .venv -o -name .git \) -prune -o -type d -name __pycache__ -exec rm -rf {} +

distclean: clean ## The same, and .venv and the compiled kernels
	@rm -rf .venv
	@find layout -name '_*.so' -exec rm -f {} +

help: ## List the targets
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "EDITION is $(if $(EDITION),$(EDITION),not set: content/ has no edition yet); PAGE is $(if $(PAGE),$(PAGE),every page)."
	@echo "Another: make pdf EDITION=content/2022-04-15 PAGE=B2"

# .ci/setup touches the stamps itself, as its last act.
$(RUN): requirements.txt $(SETUP)
	@sh .ci/setup run

$(DEV): requirements.txt requirements-dev.txt $(SETUP)
	@sh .ci/setup dev
