#!/usr/bin/env bash
# The web app's release build in dist/, precompressed; nothing when nothing has changed.
. "$(dirname "$0")/common.sh"
cd "$root"

inputs=(web core public Cargo.toml Cargo.lock Trunk.toml "$tools/bin" .ci/setup/web.sh .ci/setup/no-paths.sh .ci/setup/after-trunk.mjs .ci/setup/cut-program.mjs .ci/setup/precompress.mjs)
built=$tools/stamps/web
key=$(rustc -vV | sha256sum)

if [ -f dist/index.html ] && stamped web "$key" &&
    [ -z "$(find "${inputs[@]}" -path web/node_modules -prune -o -newer "$built" -print -quit)" ]; then
    say "dist/ is up to date"
    exit 0
fi
alone
rm -f "$built"
mkdir -p "$tools"
started=$(mktemp "$tools/web.XXXXXX")
trap 'rm -f "$started"' EXIT
# Beside the flags of .cargo/config.toml.
CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$(.ci/setup/no-paths.sh)
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS
# By itself, for its messages; trunk finds it built.
cargo build -p duoyuan-web --bins --profile wasm-release --target wasm32-unknown-unknown
# trunk reads NO_COLOR as true or false, and stops at anything else.
env -u NO_COLOR trunk build --release --log warn
! grep -rlaF -e "$root/core/src" -e "$root/web/src" -e "${CARGO_HOME:-${HOME:-/root}/.cargo}/registry" dist || die "these tell the folders of this machine"
node .ci/setup/precompress.mjs dist
# As old as the start: what was saved during the build is built next time.
stamp web "$key"
touch -r "$started" "$built"
