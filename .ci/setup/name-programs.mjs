// Trunk's hook after a build: puts the hash of each program file into its name, so that browsers keep it (and
// the machine code made of it) for good, and tells index.html.
import { createHash } from "node:crypto";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

const dir = process.env.TRUNK_STAGING_DIR;
const page = join(dir, "index.html");
const files = await readdir(dir);
let html = await readFile(page, "utf8");
for (const [program, end] of [["front", ".js"], ["front", "_bg.wasm"], ["whole", ".js"], ["whole", "_bg.wasm"]]) {
  const plain = `/${program}${end}`;
  // Trunk has named the first one already, in its own way.
  const built = files.find((file) => file.startsWith(program) && file.endsWith(end));
  if (!built || !html.includes(`"${plain}"`)) throw new Error(`${plain} is not built or not started by index.html`);
  const hash = createHash("sha256").update(await readFile(join(dir, built))).digest("hex").slice(0, 16);
  const named = `${program}-${hash}${end}`;
  await rename(join(dir, built), join(dir, named));
  html = html.replaceAll(`"${plain}"`, `"/${named}"`);
}
await writeFile(page, html);
