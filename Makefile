# Everything runs in .venv, which is made on first use and again when the dependencies change.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help chat ask index test unit check bench torture load screenshots docs eval train wheelhouse golden clean
.DEFAULT_GOAL := help

help:            ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

chat: .venv/installed   ## build the index where needed and open the chat on http://127.0.0.1:7860
	@$(BIN)/qa index
	@$(BIN)/qa chat

ask: .venv/installed    ## ask one question: make ask Q="wat is de rechtsgrond van OIR?"
	@$(BIN)/qa ask "$$Q"

index: .venv/installed  ## build the index, or bring it up to date
	@$(BIN)/qa index

test: .venv/installed   ## run all tests
	@$(BIN)/python -m pytest

unit: .venv/installed   ## run the tests that need no model, in seconds
	@$(BIN)/python -m pytest -m unit

check: .venv/installed  ## lint, format, types and the direction of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: .venv/installed  ## measure building, asking, starting, the page in Chromium, and up to a million passages
	@$(BIN)/python -m eval.bench
	@$(BIN)/python -m eval.page
	@$(BIN)/python -m eval.scale main
	@$(BIN)/python -m eval.ann

torture: .venv/installed ## try hard to break the index: kills, damage, full disks, many users (half an hour)
	@TORTURE=1 $(BIN)/python -m pytest tests/faults

load: .venv/installed   ## have fifty users ask the chat, the second minute while documents come and go
	@$(BIN)/python -m eval.load

screenshots: .venv/installed ## take the pictures of the chat in docs/images (needs Chromium)
	@$(BIN)/python -m docs.screenshots

docs: .venv/installed   ## write docs/api.md and the map in docs/architecture.md anew from the code
	@$(BIN)/python -m docs.api
	@$(BIN)/python -m docs.rooms

eval: .venv/installed   ## measure the quality of the answers: tables here, the report in eval/report/
	@$(BIN)/qa eval

train: .venv/installed  ## learn to judge anew from the training questions and their passages: make train DATA=folder
	@$(BIN)/python -m eval.learning "$(DATA)" "$${WORK:-build/learning}"
	@$(BIN)/python -m eval.learning.answerability "$(DATA)" "$${WORK:-build/learning}"

wheelhouse: .venv/installed ## pack all that a machine without a network needs, and install from it to prove it
	@$(BIN)/python .ci/wheelhouse.py wheelhouse
	@$(BIN)/python -m pytest tests/test_wheelhouse.py

golden: .venv/installed ## write the golden paragraph files anew; read the difference before you commit it
	@$(BIN)/python tests/reading/golden.py

clean:           ## remove what can be made again
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache wheelhouse
	find index -mindepth 1 ! -name .gitignore -delete
