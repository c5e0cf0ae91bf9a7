#!/usr/bin/env bash
# demo.sh BINARY: the demo data in .data/demo, made once, and its accounts, shown every time.
. "$(dirname "$0")/common.sh"

data=$root/.data/demo
accounts=$root/.data/demo-accounts.txt

# Made beside and renamed, so that an interrupted run leaves no half of it.
if ! [ -d "$data" ] || ! [ -f "$accounts" ]; then
    [ ! -d "$data" ] || die "$data has no $accounts: move it away, then run make again"
    say "making demo data in .data/demo"
    mkdir -p "$root/.data"
    rm -rf "$data.new"
    "$1" demo --data "$data.new" >"$accounts.new"
    mv "$accounts.new" "$accounts"
    mv "$data.new" "$data"
fi
say "accounts (role, name, password), also in .data/demo-accounts.txt"
cat "$accounts"
