#!/usr/bin/env bash
# npm's packages by web/package-lock.json, and the chart library cut down to what
# public/charts/entry.js names, as web/vendor/echarts.js.
. "$(dirname "$0")/common.sh"

limit=220000 # bytes of brotli a first visit may spend on charts

{ have node && have npm; } || die "no Node.js on PATH: install Node.js 20 or newer with npm"
node=$(node -p process.versions.node)
[ "${node%%.*}" -ge 20 ] || die "Node.js $node is too old: 20 or newer is needed"

cd "$root/web"
entry=../public/charts/entry.js
bundle=vendor/echarts.js
packages="$(sha256sum <package-lock.json) $(uname -sm)"
charts="$packages $(cat "$entry" "$self" | sha256sum)"

# The stamp lies inside node_modules, so that both go together.
if [ "$(cat node_modules/.stamp 2>/dev/null)" != "$packages" ]; then
    alone
    say "npm ci"
    # No install scripts: none of these packages needs one.
    npm ci --ignore-scripts --loglevel=error
    printf '%s\n' "$packages" >node_modules/.stamp
fi

if ! [ -f "$bundle" ] || ! stamped charts "$charts"; then
    alone
    say "bundling the charts"
    NODE_PATH=node_modules node_modules/.bin/esbuild "$entry" --bundle --minify --format=iife --target=es2020 \
        --legal-comments=eof --log-level=warning --outfile="$bundle.new"
    node -e '
        const [file, limit] = process.argv.slice(1);
        const js = require("fs").readFileSync(file);
        const br = require("zlib").brotliCompressSync(js).length;
        console.log(`node-tools: charts ${js.length} bytes, ${br} bytes as brotli, limit ${limit}`);
        process.exit(br > limit ? 1 : 0);' "$bundle.new" "$limit" || die "the chart bundle is over its limit"
    mv "$bundle.new" "$bundle"
    stamp charts "$charts"
fi
say "Node.js $node, echarts $(node -p 'require("./node_modules/echarts/package.json").version')"
