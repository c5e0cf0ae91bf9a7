#!/usr/bin/env bash
# beside.sh COMMAND COMMAND: both at once, for what has a long end on one processor. What the second one says is
# shown when the first has ended.
set -euo pipefail

said=$(mktemp)
# With a process group of its own, so that it ends when this is interrupted.
set -m
bash -c "$2" >"$said" 2>&1 &
second=$!
set +m
trap 'kill -TERM -- "-$second" 2>/dev/null || true; rm -f "$said"' EXIT

bash -c "$1"
code=0
wait "$second" || code=$?
trap 'rm -f "$said"' EXIT
cat "$said"
exit "$code"
