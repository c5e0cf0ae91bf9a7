// Trunk's hook after a build: makes one file of the style sheets, and puts the hash of each program file into its
// name, so that browsers keep it (and the machine code made of it) for good. index.html is told of both.
import { createHash } from "node:crypto";
import { readdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

const dir = process.env.TRUNK_STAGING_DIR;
const page = join(dir, "index.html");
const hashOf = (data) => createHash("sha256").update(data).digest("hex").slice(0, 16);

// A request for each would be two dozen, and a browser makes six at a time.
async function joinStyles(html) {
  const links = [...html.matchAll(/<link\b[^>]*rel="stylesheet"[^>]*>/g)].map(([link]) => link);
  if (links.length < 2) throw new Error("index.html has no style sheets to join");
  const files = links.map((link) => join(dir, link.match(/href="\/([^"]+)"/)[1]));
  const style = (await Promise.all(files.map((file) => readFile(file, "utf8")))).join("\n");
  const name = `style-${hashOf(style)}.css`;
  await writeFile(join(dir, name), style);
  await Promise.all(files.map((file) => unlink(file)));
  const [first, ...rest] = links;
  const one = html.replace(first, `<link rel="stylesheet" href="/${name}">`);
  return rest.reduce((html, link) => html.replace(link, ""), one);
}

async function namePrograms(html) {
  const files = await readdir(dir);
  const programs = ["front", "park", "whole"].flatMap((program) => [[program, ".js"], [program, "_bg.wasm"]]);
  for (const [program, end] of programs) {
    const plain = `/${program}${end}`;
    // Trunk has named the first one already, in its own way.
    const built = files.find((file) => file.startsWith(program) && file.endsWith(end));
    if (!built || !html.includes(`"${plain}"`)) throw new Error(`${plain} is not built or not started by index.html`);
    const named = `${program}-${hashOf(await readFile(join(dir, built)))}${end}`;
    await rename(join(dir, built), join(dir, named));
    html = html.replaceAll(`"${plain}"`, `"/${named}"`);
  }
  return html;
}

await writeFile(page, await namePrograms(await joinStyles(await readFile(page, "utf8"))));
