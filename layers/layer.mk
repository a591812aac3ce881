# What the three layers' Makefiles share. `sam build` calls build-<LogicalId> in the layer's folder with ARTIFACTS_DIR.
# RUNTIME and ARCHITECTURE are the template's parameters of the same names; `make build RUNTIME=…` hands them to both.
RUNTIME ?= python3.13
ARCHITECTURE ?= arm64

VERSION := $(RUNTIME:python%=%)
UV ?= $(firstword $(wildcard ../../.venv-tools/bin/uv) uv)
# The runtime's own interpreter, since .pyc files serve one version only. pyenv's shims answer for the version they are told.
INTERPRETER := $(shell PYENV_VERSION=$(VERSION) $(UV) python find $(VERSION) 2>/dev/null)

# Lambda's file dates are no ground to read a source again: unchecked .pyc files are taken as they are, and start fastest.
define byte-compile
find "$(ARTIFACTS_DIR)/python" -name __pycache__ -prune -exec rm -rf {} +
$(if $(INTERPRETER),\
"$(INTERPRETER)" -m compileall -q --invalidation-mode unchecked-hash -s "$(ARTIFACTS_DIR)" -p /opt "$(ARTIFACTS_DIR)/python",\
@echo "No Python $(VERSION) here: $(notdir $(CURDIR)) ships without .pyc files, and its functions start more slowly.")
endef
