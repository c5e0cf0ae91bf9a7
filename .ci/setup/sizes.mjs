// sizes.mjs DIR: what a first visit downloads, one line each: name, value, unit, limit.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const dir = process.argv[2];
const limits = [
  ["first load: wasm, brotli", /^front[^/]*\.wasm\.br$/, 350_000],
  ["first load: charts, brotli", /echarts[^/]*\.js\.br$/, 220_000],
];
const files = readdirSync(dir, { recursive: true });
for (const [name, pattern, limit] of limits) {
  const sizes = files.filter((f) => pattern.test(f)).map((f) => statSync(join(dir, f)).size);
  const sum = sizes.reduce((a, b) => a + b, 0);
  console.log([name, sizes.length ? sum : "missing", "bytes", `<= ${limit}`].join("\t"));
  if (!sizes.length || sum > limit) process.exitCode = 1;
}
