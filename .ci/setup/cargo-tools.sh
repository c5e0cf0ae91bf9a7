#!/usr/bin/env bash
# trunk (builds the web app), wasm-bindgen (its glue, and the runner of the tests in the browser) and wasm-split-cli (cuts
# the program into parts), from crates.io into .tools/bin.
. "$(dirname "$0")/common.sh"

trunk=0.21.14
wasm_split=0.2.4
# The tool must be exactly of the library's version: the lock file knows it.
lock=$root/Cargo.lock
[ -f "$lock" ] || die "there is no Cargo.lock: cargo generate-lockfile makes one"
wasm_bindgen=$(awk '/^name = "wasm-bindgen"$/ {getline; gsub(/[^0-9.]/, ""); print; exit}' "$lock")
[ -n "$wasm_bindgen" ] || die "Cargo.lock names no wasm-bindgen"

# The tools' own word tells what is there; no stamp can disagree with it.
is() { [ "$("$tools/bin/$1" --version 2>/dev/null)" = "$1 $2" ]; }

add() {
    local crate=$1 version=$2
    shift 2
    say "building $crate $version (takes a few minutes)"
    # Without optimisation: a third of the time to build, and a second slower in use.
    # The shared target folder lets an interrupted build go on where it was.
    CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        CARGO_TARGET_DIR=$tools/build cargo install "$crate" --version "$version" --root "$tools" --force --quiet "$@" ||
        die "could not install $crate $version"
}

if ! is trunk "$trunk" || ! is wasm-bindgen "$wasm_bindgen" || ! is wasm-bindgen-test-runner "$wasm_bindgen"; then
    alone
    # Not --locked: its lock file names versions that not every mirror has yet.
    { is wasm-bindgen "$wasm_bindgen" && is wasm-bindgen-test-runner "$wasm_bindgen"; } ||
        add wasm-bindgen-cli "$wasm_bindgen"
    # Without its default features trunk cannot download anything, which it never needs to.
    is trunk "$trunk" || add trunk "$trunk" --locked --no-default-features
    rm -rf "$tools/build"
fi
# It does not tell its version.
if ! stamped wasm-split "$wasm_split" || [ ! -x "$tools/bin/wasm-split-cli" ]; then
    alone
    add wasm_split_cli_support "$wasm_split" --features build-binary
    rm -rf "$tools/build"
    stamp wasm-split "$wasm_split"
fi
say "trunk $trunk, wasm-bindgen $wasm_bindgen, wasm-split-cli $wasm_split"
