#!/usr/bin/env bash
# Debian packages, only where something is missing.
#   system.sh build    a C compiler, for the bundled SQLite
#   system.sh browser  Chromium, its driver and a Chinese font, for the tests
. "$(dirname "$0")/common.sh"

compiles() { echo '#include <stdlib.h>' | cc -x c -fsyntax-only - 2>/dev/null; }
installed() { dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed; }

missing=()
case ${1-} in
build)
    compiles || missing=(gcc libc6-dev)
    good="a C compiler is there"
    ;;
browser)
    have chromium || missing+=(chromium)
    have chromedriver || missing+=(chromium-driver)
    ! have dpkg-query || installed fonts-noto-cjk || missing+=(fonts-noto-cjk)
    good="Chromium, its driver and a Chinese font are there"
    ;;
*) die "say 'build' or 'browser'" ;;
esac
[ ${#missing[@]} -gt 0 ] || { say "$good"; exit 0; }

have apt-get || die "missing: ${missing[*]} (Debian's names). There is no apt-get here: install them by hand, then run make again"
as_root=()
if [ "$(id -u)" != 0 ]; then
    have sudo || die "missing: ${missing[*]}. As root: apt-get install ${missing[*]}; then run make again"
    as_root=(sudo)
    [ -t 0 ] || as_root+=(-n) # nobody there to type a password
fi
alone
say "installing ${missing[*]}${as_root:+, by sudo}"
log=$tools/apt.log
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" >>"$log" 2>&1; }
: >"$log"
{ apt update && apt install -y --no-install-recommends "${missing[@]}"; } ||
    { tail -n 5 "$log" >&2; die "apt-get could not install ${missing[*]}; an interrupted dpkg wants: dpkg --configure -a"; }
say "installed ${missing[*]}"
