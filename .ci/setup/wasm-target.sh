#!/usr/bin/env bash
# The standard library of wasm32-unknown-unknown for the active toolchain: from
# rustup; where rustup cannot reach its server, built from Debian's rust-src.
#   WASM_STD=rustup | source   only this one of the two ways
. "$(dirname "$0")/common.sh"
cd "$root" # where rustup looks for the toolchain to use

target=wasm32-unknown-unknown
{ have cargo && have rustc; } || die "no cargo and rustc on PATH: install Rust with rustup, the stable toolchain"
version=$(rustc -vV)
sysroot=$(rustc --print sysroot)
home=$sysroot/lib/rustlib/$target
key=$(printf '%s\n' "$version" "$sysroot" | sha256sum)
release=$(sed -n 's/^release: //p' <<<"$version")

if [ -d "$home/lib" ] && stamped wasm-target "$key"; then
    say "rustc $release has $target"
    exit 0
fi
alone
work=$(mktemp -d)
trap 'rm -rf "$work" "$home".new.*' EXIT

# Fat LTO too: the release build uses it, and it needs more from the library.
links() {
    [ -d "$home/lib" ] || return 1
    echo 'fn main() { println!("{}", std::env::args().count()) }' >"$work/t.rs"
    rustc --target "$target" "$work/t.rs" -o "$work/t.wasm" 2>"$work/links.log" &&
        rustc --target "$target" -Cpanic=abort -Copt-level=1 -Clto=fat "$work/t.rs" -o "$work/t.wasm" 2>"$work/links.log"
}
of_rustup() { grep -qx "rust-std-$target" "$sysroot/lib/rustlib/components" 2>/dev/null; }
finish() { stamp wasm-target "$key"; say "rustc $release has $target, $1"; exit 0; }
# What cargo compiled against another copy of the library does not fit a new one (E0460).
new() { rm -rf "${CARGO_TARGET_DIR:-target}/$target"; finish "$1"; }

from_rustup() {
    have rustup || { say "no rustup here"; return 1; }
    say "rustup target add $target"
    timeout 300 rustup target add "$target" >"$work/rustup.log" 2>&1 && links && return
    say "rustup could not: $(grep -m1 '^error' "$work/rustup.log" || tail -n1 "$work/rustup.log")" | cut -c1-140
    ! of_rustup || timeout 60 rustup target remove "$target" >>"$work/rustup.log" 2>&1 || true
    return 1
}

# rust-src of exactly this release, unpacked as $work/usr/src/rustc-$release: from
# this machine's own Debian source, asked for other suites, without touching its lists.
fetch_source() {
    { have apt-get && have dpkg-deb; } || die "rustup has no $target here, and this is no Debian: add the target by hand"
    local suite where options pick
    where=$(apt-get indextargets --format '$(REPO_URI) $(SIGNED_BY) $(RELEASE)' 'Created-By: Packages' |
        awk '!/-(security|updates|backports)/ && !n++')
    [ -n "$where" ] || die "no Debian source is set up in /etc/apt"
    options=$(cut -d' ' -f2 <<<"$where")
    case $options in /*) options="[signed-by=$options]" ;; *) options= ;; esac # unset: apt's own keys
    mkdir -p "$work"/apt/{lists,archives}/partial
    for suite in trixie-backports trixie bookworm-backports forky sid; do
        rm -rf "$work"/apt/lists/*_*
        echo "deb $options ${where%% *} $suite main" >"$work/apt/sources.list"
        cat >"$work/apt/apt.conf" <<C
Dir::Etc::SourceList "$work/apt/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
Dir::State::Lists "$work/apt/lists";
Dir::Cache "$work/apt";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
C
        APT_CONFIG=$work/apt/apt.conf apt-get -qq update >"$work/apt.log" 2>&1 || continue
        pick=$(APT_CONFIG=$work/apt/apt.conf apt-cache madison rust-src | awk '{print $3}' | grep -E "^${release//./\\.}([+~-]|$)" | tail -n1) || continue
        say "rust-src $pick from $suite"
        (cd "$work" && APT_CONFIG=$work/apt/apt.conf apt-get -qq download "rust-src=$pick") >"$work/apt.log" 2>&1 || continue
        dpkg-deb -x "$work"/rust-src_*.deb "$work" && return
    done
    [ ! -s "$work/apt.log" ] || tail -n3 "$work/apt.log" >&2
    die "no rust-src $release in Debian's suites, and rustup has no $target: use a stable toolchain that either of them has"
}

from_source() {
    fetch_source
    local library=$work/usr/src/rustc-$release/library
    [ -f "$library/sysroot/Cargo.toml" ] || die "rust-src $release holds no library/sysroot"
    say "building the standard library (half a minute)"
    # As Rust's own releases are built: crate `sysroot`, profile `dist`, which embeds
    # the bitcode that fat LTO needs. Without the paths of this build, which would
    # otherwise end in every program.
    RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zforce-unstable-if-unmarked --remap-path-prefix=$work=/rust" CARGO_TARGET_DIR=$work/target \
        cargo build --quiet --locked --profile dist --target "$target" --manifest-path "$library/sysroot/Cargo.toml" >"$work/build.log" 2>&1 ||
        { tail -n20 "$work/build.log" >&2; die "building the standard library failed"; }
    mkdir -p "$home.new.$$/lib"
    cp "$work/target/$target"/dist/deps/*.rlib "$home.new.$$/lib/"
    mv "$home.new.$$" "$home"
    links || { cat "$work/links.log" >&2; rm -rf "$home"; die "the standard library just built does not link"; }
}

! links || finish "already"
# A copy of another release, or half of one, must go: two side by side break every build.
if [ -d "$home" ]; then
    ! of_rustup || die "rustup's $target does not link: rustup target remove $target, then run make again"
    say "removing an unusable copy"
    rm -rf "$home"
fi
case ${WASM_STD-} in
rustup) from_rustup || exit 1; new "from rustup" ;;
source) ;;
*) ! from_rustup || new "from rustup" ;;
esac
from_source
new "built from rust-src"
