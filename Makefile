# Minglu: `make` alone prints this help.
# Dependencies are built once and shared by every target and every checkout that uses the same
# CARGO_TARGET_DIR; `build`, `test`, `lint` and `demo` use one profile.

CARGO ?= cargo
PIPELINE ?= pipelines/demo.toml
# Cities that `bench-accuracy` judges: sizes, further flags of `synth`, and where they are made.
ACCURACY_SIZES ?= 20000 100000
ACCURACY_FLAGS ?=
ACCURACY_SEED ?= 20160930
ACCURACY_DIR ?= out/accuracy
DATA ?=
T ?=

.DEFAULT_GOAL := help
.PHONY: help demo test lint fmt fmt-check doc bench bench-accuracy bench-linkage bench-normalize synth check clean

help: ## print this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

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
	CARGO_PROFILE_DEV_OPT_LEVEL=3 $(CARGO) bench --locked --profile dev

bench-accuracy: ## judge made-up cities, append the figures to docs/accuracy.md (ACCURACY_SIZES, ACCURACY_FLAGS)
	$(CARGO) build --locked --quiet
	for size in $(ACCURACY_SIZES); do \
	  city=$(ACCURACY_DIR)/$$size; rm -rf $$city; \
	  $(CARGO) run --locked --quiet -- synth --enterprises $$size --seed $(ACCURACY_SEED) --out $$city $(ACCURACY_FLAGS) && \
	  $(CARGO) run --locked --quiet -- run $$city/pipeline.toml --quiet && \
	  { printf '\n## %s enterprises%s, %s\n\n' $$size "$(if $(ACCURACY_FLAGS), $(ACCURACY_FLAGS))" $$(date -u +%F); \
	    printf '`make bench-accuracy ACCURACY_SIZES=%s%s`\n\n' $$size "$(if $(ACCURACY_FLAGS), ACCURACY_FLAGS=\"$(ACCURACY_FLAGS)\")"; \
	    $(CARGO) run --locked --quiet -- evaluate $$city/out $$city/truth --format markdown; } >> docs/accuracy.md \
	  || exit 1; \
	done

SETS ?= febrl3 febrl4 historical-50k people-100k names

.PHONY: bench-accuracy-all
bench-accuracy-all: ## every table of docs/accuracy.md: default, harsh, and real names of DATA
	$(MAKE) bench-accuracy
	$(MAKE) bench-accuracy ACCURACY_FLAGS="--noise harsh"
	$(MAKE) bench-accuracy ACCURACY_SIZES=20000 ACCURACY_FLAGS="--from $(or $(DATA),../shared/data)/enterprises.parquet"

bench-linkage: ## linking beside Splink (DATA=folder of public data, SETS="people-1m …")
	test -d out/peers || python3 -m venv out/peers
	out/peers/bin/pip install --quiet --upgrade splink recordlinkage pyarrow
	CARGO_PROFILE_DEV_OPT_LEVEL=3 $(CARGO) build --locked --bin minglu
	out/peers/bin/python benches/peers/data.py out/bench-linkage $(DATA)
	out/peers/bin/python benches/peers/compare.py out/bench-linkage $${CARGO_TARGET_DIR:-target}/debug/minglu $(SETS)
	DATA=$(DATA) CARGO_PROFILE_DEV_OPT_LEVEL=3 $(CARGO) bench --locked --profile dev --bench linkage

bench-normalize: ## names, codes and addresses of DATA/enterprises.parquet: shares and throughput
	DATA=$(or $(DATA),../shared/data) CARGO_PROFILE_DEV_OPT_LEVEL=3 $(CARGO) bench --locked --profile dev --bench normalize

synth: ## make the fixtures anew: the small city of the demo
	rm -rf fixtures
	$(CARGO) run --locked --quiet -- synth --enterprises 600 --members 2000 --seed 20160930 --out fixtures --file-prefix ../fixtures/
	rm fixtures/pipeline.toml

.PHONY: synth-curve
synth-curve: ## measure the generator's share of near-twins at the sizes of the real names
	MINGLU_CURVE=25000,100000,431457 $(CARGO) test --locked --lib near_twins_follow -- --nocapture

check: fmt-check lint doc test demo ## everything the gate asks for

clean: ## remove what the demo wrote
	rm -rf out
