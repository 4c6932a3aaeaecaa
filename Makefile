# make run | test | test-peers | check | scan | sbom | bench | prove | clean
UV := .tools/bin/uv
UV_EXACT := uv==0.13.9
PY := $(firstword $(wildcard $(HOME)/.pyenv/versions/3.13*/bin/python3.13) $(shell command -v python3.13 2>/dev/null) $(shell command -v python3 2>/dev/null))
BIN := .venv/bin
# compiled modules make every start three times faster, whatever the shell says
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test test-peers check scan sbom bench prove clean chromium catalogues

run: .venv catalogues
	@$(BIN)/sbt run --with-parent

# a private uv; where Debian's python3 has no venv, pip alone will do
$(UV):
	@{ python3 -m venv .tools 2>/dev/null && .tools/bin/pip install -q --disable-pip-version-check $(UV_EXACT); } || \
		{ rm -rf .tools; mkdir -p .tools/bin && python3 -m pip install -q --target .tools/lib $(UV_EXACT) && \
		ln -s ../lib/bin/uv $(UV); }

.venv: $(UV) uv.lock pyproject.toml .python-version
	@$(PY) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' || \
		{ echo "Python 3.13 tidak ditemukan (PATH, pyenv); pasang dulu, lalu ulangi."; exit 1; }
	@echo "memasang pustaka terkunci ..."
	@$(UV) sync -q --frozen --inexact --no-dev --no-python-downloads -p $(PY)
	@touch .venv

# what only tests and checks need: a newcomer's first `make run` does not wait for it
.venv/dev: .venv
	@echo "memasang pustaka pemeriksaan ..."
	@$(UV) sync -q --frozen --no-python-downloads -p $(PY)
	@touch .venv/dev

test: .venv/dev catalogues chromium
	@$(BIN)/python tools/run_tests.py

# what speaks with foreign software: a certified OpenID provider (npm), Debian's clamd
test-peers: .venv/dev catalogues chromium tests/peers/node_modules
	@$(BIN)/pytest tests/peers

tests/peers/node_modules: tests/peers/package-lock.json
	@command -v npm >/dev/null || { echo "npm tidak ditemukan; pasang Node.js 20 atau lebih baru, lalu ulangi."; exit 1; }
	@cd tests/peers && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch tests/peers/node_modules

# scanners, locked by digest, in a folder of their own
.tools/scan: tools/scan/requirements.txt $(UV)
	@echo "memasang pemindai ..."
	@$(UV) venv -q --allow-existing -p $(PY) .tools/scan
	@$(UV) pip install -q --require-hashes -p .tools/scan/bin/python -r tools/scan/requirements.txt
	@touch .tools/scan

# the bill of materials of what uv.lock locks; the same bytes everywhere
sbom: .venv
	@$(BIN)/python tools/sbom.py

scan: .venv/dev .tools/scan
	@$(BIN)/python tools/scan.py

check: .venv/dev
	@$(BIN)/ruff format --check -q
	@$(BIN)/ruff check -q
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/sbt check-law law

bench: .venv catalogues
	@$(BIN)/python -m bench

prove: .venv/dev catalogues chromium
	@$(BIN)/python tools/prove.py

chromium:
	@tools/chromium.sh

catalogues: .venv
	@$(BIN)/python tools/compile_catalogues.py

# the data of the installation (.sbt) stays: removing it is for a person to decide
clean:
	@rm -rf .venv .tools .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
