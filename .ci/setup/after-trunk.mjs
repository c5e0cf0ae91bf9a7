// Trunk's hook after a build: makes one file of the style sheets and cuts the program into its parts. Both have names
// that change with them, so that browsers keep them (and the machine code made of them) for good; index.html is told.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { readdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cutProgram } from "./cut-program.mjs";

// Of the packages that bundle the charts.
const { transform } = createRequire(new URL("../../web/package.json", import.meta.url))("esbuild");
const dir = process.env.TRUNK_STAGING_DIR;
const page = join(dir, "index.html");
const hashOf = (data) => createHash("sha256").update(data).digest("hex").slice(0, 16);

// A request for each would be two dozen, and a browser makes six at a time.
async function joinStyles(html) {
  const links = [...html.matchAll(/<link\b[^>]*rel="stylesheet"[^>]*>/g)].map(([link]) => link);
  if (links.length < 2) throw new Error("index.html has no style sheets to join");
  const files = links.map((link) => join(dir, link.match(/href="\/([^"]+)"/)[1]));
  const written = (await Promise.all(files.map((file) => readFile(file, "utf8")))).join("\n");
  const { code: style } = await transform(written, { loader: "css", minify: true });
  const name = `style-${hashOf(style)}.css`;
  await writeFile(join(dir, name), style);
  await Promise.all(files.map((file) => unlink(file)));
  const [first, ...rest] = links;
  const one = html.replace(first, `<link rel="stylesheet" href="/${name}">`);
  return rest.reduce((html, link) => html.replace(link, ""), one);
}

// What trunk made of the whole program is not what is loaded.
async function dropUncut() {
  const uncut = (await readdir(dir)).filter((file) => /^app-.*\.(js|wasm)$/.test(file));
  await Promise.all(uncut.map((file) => unlink(join(dir, file))));
}

async function nameProgram(html) {
  await dropUncut();
  const folder = await cutProgram(join("target", "wasm32-unknown-unknown", "wasm-release", "app.wasm"), dir, async (script) => {
    const { code } = await transform(script, { loader: "js", format: "esm", minify: true });
    return code;
  });
  for (const file of ["app.js", "app_bg.wasm", "__wasm_split.js"]) {
    if (!html.includes(`"/app/${file}"`)) throw new Error(`index.html does not start /app/${file}`);
    html = html.replaceAll(`"/app/${file}"`, `"/${folder}/${file}"`);
  }
  return html;
}

async function nameCharts(html) {
  const name = `echarts-${hashOf(await readFile(join(dir, "echarts.js")))}.js`;
  if (!html.includes('"/echarts.js"')) throw new Error("index.html does not load /echarts.js");
  await rename(join(dir, "echarts.js"), join(dir, name));
  return html.replaceAll('"/echarts.js"', `"/${name}"`);
}

await writeFile(page, await nameCharts(await nameProgram(await joinStyles(await readFile(page, "utf8")))));
