# Minglu: `make` alone prints this help.
# Dependencies are built once and shared by every target and every checkout that uses the same
# CARGO_TARGET_DIR; `build`, `test`, `lint` and `demo` use one profile.

CARGO ?= cargo
PIPELINE ?= pipelines/demo.toml
DATA ?=
T ?=

.DEFAULT_GOAL := help
.PHONY: help demo test lint fmt fmt-check doc bench synth check clean

help: ## print this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## build, run the main job on the fixtures, print where the results are
	$(CARGO) run --locked --quiet -- run $(PIPELINE)

test: ## all tests (T=name runs those whose name holds it)
	$(CARGO) test --locked $(T)

lint: ## clippy, warnings are errors; the core rooms alone too
	$(CARGO) clippy --locked --all-targets -- -D warnings
	$(CARGO) check --locked --no-default-features

fmt: ## format the code
	$(CARGO) fmt

fmt-check: ## is the code formatted?
	$(CARGO) fmt --check

doc: ## the documentation, warnings are errors
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps

bench: ## benchmarks; each prints a ratio measured side by side
	$(CARGO) bench --locked

synth: ## make the fixtures anew: the small city of the demo
	rm -rf fixtures
	$(CARGO) run --locked --quiet -- synth --enterprises 600 --members 2000 --seed 20160930 --out fixtures --file-prefix ../fixtures/
	rm fixtures/pipeline.toml

check: fmt-check lint doc test demo ## everything the gate asks for

clean: ## remove what the demo wrote
	rm -rf out
