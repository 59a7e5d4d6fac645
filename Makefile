# Two commands: `make run` serves the demonstration authority, `make test` runs the tests.
# Both set up all they need; the work is done by config/runner, which also runs without make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
RUNNER = $(PYTHON) -m config.runner

.PHONY: run stop test check bench manage schema lock
run stop test check bench manage schema lock:
	@$(RUNNER) $@ $(ARGS)
