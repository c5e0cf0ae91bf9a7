#!/usr/bin/env bash
# rustfmt and clippy; rustup's minimal profile leaves them out.
. "$(dirname "$0")/common.sh"
cd "$root"

missing=()
cargo fmt --version >/dev/null 2>&1 || missing+=(rustfmt)
cargo clippy --version >/dev/null 2>&1 || missing+=(clippy)
if [ ${#missing[@]} -gt 0 ]; then
    alone
    say "rustup component add ${missing[*]}"
    rustup --quiet component add "${missing[@]}" || die "add ${missing[*]} to the toolchain, then run make again"
fi
say "rustfmt and clippy are there"
