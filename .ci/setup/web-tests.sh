#!/usr/bin/env bash
# The web app's tests, in headless Chromium. Arguments go to cargo.
. "$(dirname "$0")/common.sh"
cd "$root"

# On wasm the plain attribute compiles and is then left out without a word.
! grep -rnE '#\[(tokio::)?test\]' web --include='*.rs' --exclude-dir=node_modules ||
    die "tests of the web app run in the browser: #[wasm_bindgen_test]"
if ! grep -rqE '#\[wasm_bindgen_test\]' web --include='*.rs' --exclude-dir=node_modules; then
    say "the web app has no tests of its own"
    exit 0
fi
CHROMEDRIVER=$(command -v chromedriver) CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
    exec .ci/setup/step.sh "tests in the browser" cargo test -p duoyuan-web --target wasm32-unknown-unknown "$@"
