# Two commands matter: `make run` and `make test`. Both need only Python 3.11+ and make.

# Command line first, then the environment, then these.
WORKSPACE ?= data/demo
PORT ?= 8501
PYTHON ?=
PYTEST_ARGS ?=
BENCH_ARGS ?=
# Passed on through the environment, so that blanks and Hangul in a path stay as they are.
export WORKSPACE PORT PYTHON PYTEST_ARGS BENCH_ARGS

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check format screenshots bench soak clean

help: ## list these goals
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

run: ## open the dashboard at 127.0.0.1:8501 [WORKSPACE=path] [PORT=n] [PYTHON=path]
test: ## run every test, browser tests included [PYTEST_ARGS="-k search"] [CHROMIUM=path]
check: ## ruff and mypy
format: ## let ruff format the code and mend what it safely can
screenshots: ## take the pictures in docs/screenshots from a fresh demo

soak: ## kill writers of the judgment store, and the server, 200 times; half an hour

bench: ## measure everything, an hour or two, 20 GB; writes docs/benchmarks.md [BENCH_ARGS="--quick"]

run test check format screenshots bench soak:
	@python=$$(sh scripts/find-python.sh $@) && exec "$$python" scripts/bootstrap.py $@

clean: ## remove .venv, caches and test results; workspaces in data/ stay
	rm -rf .venv build dist test-results *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
