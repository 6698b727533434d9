# Two commands: `make run` and `make test`. What is longer than a line is a script with a name in tools/.
.PHONY: help run link test quick check format bench soak lock wheel

help:             ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run:              ## set up, then serve on this machine (DEMO=1: with a fictional seeker; PORT=9000; ARGS="--no-open")
	@tools/setup run
	@if [ -n "$(DEMO)" ]; then .venv/bin/weaktie demo || true; fi
	@.venv/bin/weaktie serve $(if $(PORT),--port $(PORT)) $(ARGS)

link:             ## put the command `weaktie` into ~/.local/bin, so that it can be typed anywhere
	@tools/setup run
	@mkdir -p "$(HOME)/.local/bin"
	@ln -sfn "$(CURDIR)/.venv/bin/weaktie" "$(HOME)/.local/bin/weaktie"
	@echo "Linked: $(HOME)/.local/bin/weaktie"
	@case ":$$PATH:" in *":$(HOME)/.local/bin:"*) ;; *) echo 'Not on your PATH yet; add this to ~/.profile: export PATH="$$HOME/.local/bin:$$PATH"' ;; esac

test:             ## everything, browser and PostgreSQL included
	@tools/test

quick:            ## the inner loop, under 30 seconds
	@tools/setup test
	@.venv/bin/python -m pytest -n 2 -m "not slow and not browser" --ignore tests/harness tests

check:            ## format, lint, types, import contracts, templates, migrations
	@tools/check

format:           ## put the code in its one form
	@tools/setup test
	@.venv/bin/ruff check --quiet --fix src tests bench tools
	@.venv/bin/ruff format --quiet src tests bench tools

bench:            ## ratios against peers and limits, in one run
	@tools/bench $(ARGS)

soak:             ## what is too long for every day: thousands of hostile files, a thousand kills
	@tools/setup test
	@.venv/bin/python -m tools.soak $(ARGS)

lock:             ## lock the dependencies again, with hashes and without an index address
	@tools/lock

wheel:            ## build the wheel, install it into an empty environment, run it from another folder
	@tools/wheel
