#!/usr/bin/env bash
# step.sh TITLE COMMAND...: a heading, the command, and how long it took.
set -euo pipefail
title=$1
shift
printf '\n== %s\n' "$title"
"$@" || { code=$?; printf '== %s: failed after %d s\n' "$title" "$SECONDS" >&2; exit "$code"; }
printf '== %s: %d s\n' "$title" "$SECONDS"
