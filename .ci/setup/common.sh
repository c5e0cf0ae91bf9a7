# Shared by the scripts beside it; sourced, never run.
# shellcheck shell=bash disable=SC2034
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools=$root/.tools
name=$(basename "$0" .sh)
self=$root/.ci/setup/$name.sh

say() { printf '%s: %s\n' "$name" "$*"; }
die() { printf '%s: %s\n' "$name" "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# A stamp says for which versions a step was carried out; it is written last,
# so that an interrupted step is simply carried out again.
stamped() { [ "$(cat "$tools/stamps/$1" 2>/dev/null)" = "$2" ]; }
stamp() { mkdir -p "$tools/stamps" && printf '%s\n' "$2" >"$tools/stamps/$1.new" && mv "$tools/stamps/$1.new" "$tools/stamps/$1"; }

# Two `make` at once must not install into the same folder.
alone() {
    mkdir -p "$tools"
    exec 9>"$tools/lock"
    flock -n 9 || { say "waiting for another set-up to finish"; flock 9; }
}
