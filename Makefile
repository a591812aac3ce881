# One command sets up, one tests, one checks; CI runs the same (.ci/run).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

export SAM_CLI_TELEMETRY := 0
# sam asks for a region even where it calls nothing.
export AWS_DEFAULT_REGION ?= cn-north-1
export RUNTIME ?= python3.13
export ARCHITECTURE ?= arm64

BIN := .venv/bin
TOOLS := .venv-tools/bin
TEMPLATES := template.yaml $(wildcard infra/*.yaml)
MACHINES := $(wildcard statemachines/*.asl.yaml)
LAYERS_AT_MOST_MB := 100

# The first Python on the path that is new enough.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
# uv does not read pip's settings: it is told the package index that pip was told.
INDEX = $(or $(UV_DEFAULT_INDEX),$(PIP_INDEX_URL),$(shell $(TOOLS)/pip config get global.index-url 2>/dev/null))
WITH_INDEX = $(if $(INDEX),UV_DEFAULT_INDEX="$(INDEX)")

.PHONY: help install tools demo test check build package lock clean
help: ## says what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: .venv/locked ## makes .venv with everything locked, and the command huiyin in it
tools: .venv-tools/locked ## makes .venv-tools: sam, cfn-lint, statelint, uv

.venv/locked: infra/locks/project.txt pyproject.toml
	@[ -n "$(PYTHON)" ] || { echo "Huiyin needs Python 3.11 or newer on the path; PYTHON=… names one." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --requirement infra/locks/project.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

# pip installs uv, and uv the rest: pip takes the extras of boto3-stubs for requirements without a hash.
.venv-tools/locked: infra/locks/tools.txt
	@[ -n "$(PYTHON)" ] || { echo "Huiyin needs Python 3.11 or newer on the path; PYTHON=… names one." >&2; exit 1; }
	$(PYTHON) -m venv .venv-tools
	awk '/^[^ #]/{ours = /^uv==/} ours && !/^ *#/' infra/locks/tools.txt > .venv-tools/uv.txt
	$(TOOLS)/pip install --quiet --require-hashes --requirement .venv-tools/uv.txt
	$(WITH_INDEX) $(TOOLS)/uv pip install --quiet --python $(TOOLS)/python --require-hashes --requirement infra/locks/tools.txt
	@touch $@

demo: install ## a month of Huiyin on sample letters
	$(BIN)/huiyin demo

test: install ## every test that this machine can run
	$(BIN)/pytest -rs

check: install tools ## lint, types, templates, state machines, policies, clauses
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy layers/domain/python/huiyin layers/platform/python/huiyin_aws infra/local/huiyin_local functions
	for template in $(TEMPLATES); do $(TOOLS)/sam validate --lint --template "$$template"; done
	for machine in $(MACHINES); do $(TOOLS)/statelint --yaml "$$machine"; done
	$(BIN)/pytest tests/unit/deployment
	$(BIN)/huiyin clauses --check

build: tools ## sam build, with the layers for RUNTIME and ARCHITECTURE
	find functions -name __pycache__ -prune -exec rm -rf {} +
	$(WITH_INDEX) $(TOOLS)/sam build \
	  --parameter-overrides Runtime=$(RUNTIME) Architecture=$(ARCHITECTURE)
	@du -sm .aws-sam/build/Layers/* | awk -v most=$(LAYERS_AT_MOST_MB) \
	  '{print; sum += $$1} END {print sum " MB of layers, unzipped, of " most; exit sum > most}'

package: install tools ## proves the deployment whole: packs it into a local S3 and looks for every artifact
	CI=true $(BIN)/pytest tests/contracts/test_package.py

lock: tools ## makes the locks anew from pyproject.toml
	$(WITH_INDEX) $(TOOLS)/uv pip compile --quiet --no-header --generate-hashes --universal --python-version 3.11 \
	  --group local --group test pyproject.toml --output-file infra/locks/project.txt
	$(WITH_INDEX) $(TOOLS)/uv pip compile --quiet --no-header --generate-hashes --universal --python-version 3.11 \
	  --constraints infra/locks/project.txt $(addprefix --no-emit-package ,$(OF_THE_RUNTIME)) \
	  pyproject.toml --output-file infra/locks/vendor.txt
	$(WITH_INDEX) $(TOOLS)/uv pip compile --quiet --no-header --no-annotate --generate-hashes --universal \
	  --python-version 3.11 --group tools --output-file infra/locks/tools.txt
# Lambda's runtimes have boto3 and what it needs.
OF_THE_RUNTIME := boto3 botocore s3transfer python-dateutil six urllib3

clean: ## removes what was built, not the environments
	rm -rf .aws-sam .pytest_cache .mypy_cache .ruff_cache .hypothesis
