# `make run` and `make test` set up everything they need; .ci/setup/README.md tells what and where.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-run run test bench check format docs web test-native test-web

PORT ?= 3900
LISTEN ?= 127.0.0.1:$(PORT)

# The project's own tools before the machine's.
export PATH := $(CURDIR)/.tools/bin:$(PATH):$(HOME)/.cargo/bin

step := .ci/setup/step.sh
out := $(abspath $(or $(CARGO_TARGET_DIR),target))
wasm := --target wasm32-unknown-unknown
# The web app compiles for the browser only; everything else for this machine.
host := --workspace --exclude duoyuan-web
begun := $(shell date +%s)
# What is tested is linted as it is compiled: clippy's driver is the compiler with lints, and going through
# everything a second time would take three minutes. A warning is an error.
linted := RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS=-D__CLIPPY_HACKERY__warnings
# In CI a Cargo.lock that does not fit is a mistake; while working it is brought up to date.
locked := $(if $(CI),--locked)

help: ## this list
	@awk -F ': .*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

setup-run:
	@.ci/setup/system.sh build
	@.ci/setup/wasm-target.sh
	@.ci/setup/cargo-tools.sh
	@.ci/setup/node-tools.sh

setup: setup-run ## install what building and testing need
	@.ci/setup/lints.sh
	@.ci/setup/system.sh browser

web: setup-run ## build the web app into dist/, precompressed
	@$(step) "web app" .ci/setup/web.sh

run: setup-run web ## serve the board with demo data; PORT=3900 or LISTEN=127.0.0.1:3900
	@$(step) "server" env RUSTFLAGS="$$(.ci/setup/no-paths.sh)" cargo build --release $(locked) -p duoyuan-server
	@.ci/setup/demo.sh $(out)/release/duoyuan
	@printf '\n多园 is at %s://%s/ (Ctrl-C stops it)\n\n' http "$(LISTEN)"
	@exec $(out)/release/duoyuan serve --data .data/demo --listen "$(LISTEN)" --web dist

format: setup
	@$(step) "formatting" cargo fmt --all --check

check: format ## formatting, lints and documentation alone; a warning is an error
	@$(step) "lints" cargo clippy $(locked) $(host) --all-targets -- -D warnings
	@$(step) "lints, wasm" cargo clippy $(locked) -p duoyuan-web $(wasm) --all-targets -- -D warnings
	@RUSTDOCFLAGS="-D warnings" $(step) "documentation" cargo doc $(locked) $(host) --no-deps
	@RUSTDOCFLAGS="-D warnings" $(step) "documentation, wasm" cargo doc $(locked) -p duoyuan-web $(wasm) --no-deps

# What others build on; the other crates are programs.
docs: setup
	@RUSTDOCFLAGS="-D warnings" $(step) "documentation" cargo doc $(locked) -p duoyuan-core --no-deps

# Bins and tests in one go: the server that the black-box tests drive is made of
# the very dependencies that the unit tests were compiled with. The web app's
# last minute is one processor's work: the two are built beside each other, and
# this one gives way, so that the minute comes soon.
test-native: setup
	@.ci/setup/beside.sh '$(linted) $(step) "server and tests" nice -n 19 cargo build $(locked) $(host) --bins --tests --benches' \
		'$(step) "web app" .ci/setup/web.sh'
	@$(linted) DUOYUAN_BIN=$(out)/debug/duoyuan DUOYUAN_DIST=$(CURDIR)/dist $(step) "tests" cargo test $(locked) $(host)

test-web: setup
	@$(linted) .ci/setup/web-tests.sh $(locked)

test: format docs test-native test-web ## set up, then pass every check and test, the browser's too
	@printf '\nall passed in %d s\n' $$(($$(date +%s) - $(begun)))

bench: setup web ## sizes and speeds, one line each: name, value, unit, limit
	@$(step) "server" env RUSTFLAGS="$$(.ci/setup/no-paths.sh)" cargo build --release $(locked) -p duoyuan-server
	@RUSTFLAGS="$$(.ci/setup/no-paths.sh)" DUOYUAN_BIN=$(out)/release/duoyuan DUOYUAN_DIST=$(CURDIR)/dist cargo bench $(locked) -p duoyuan-tests
