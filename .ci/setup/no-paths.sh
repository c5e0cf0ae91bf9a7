#!/usr/bin/env bash
# Flags for the compiler that keep this machine's folders out of what it makes: a panic names the place in the source, and
# would tell the builder's home. Only what is delivered is built with them, in a folder of its own, so that nothing is built twice.
. "$(dirname "$0")/common.sh"

# The last one that fits counts: the project may lie within the home.
remap() { printf -- '--remap-path-prefix=%s=%s ' "$1" "$2"; }
remap "${HOME:-/root}" /home
remap "$(rustc --print sysroot)" /rust
remap "${CARGO_HOME:-${HOME:-/root}/.cargo}" /cargo
remap "$root" /duoyuan
