// cutProgram(WASM, DIR, MINIFY): cuts the linked program where the source says so, binds it to JavaScript, and lays all its files
// into one folder of DIR, which is named by the hash of what is in it. Returns the folder's name.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

export async function cutProgram(wasm, dir, minify) {
  const cut = await mkdtemp(join(dir, "cut-"));
  const bound = join(cut, "bound");
  run("wasm-split-cli", wasm, cut, "--target", "web", "--out-name", "app");
  // The parts refer to one another by the linker's names.
  const names = ["--keep-lld-exports", "--no-demangle", "--no-typescript"];
  run("wasm-bindgen", "--target", "web", ...names, "--out-name", "app", "--out-dir", bound, join(cut, "app.wasm"));
  for (const file of await readdir(cut)) {
    if (/\.(js|wasm)$/.test(file) && file !== "app.wasm") await rename(join(cut, file), join(bound, file));
  }
  for (const file of await readdir(bound)) {
    const path = join(bound, file);
    if (file.endsWith(".wasm")) await writeFile(path, withoutNames(await readFile(path)));
  }
  await joinSmallPieces(bound);
  const script = join(bound, "app.js");
  await writeFile(script, await minify(await readFile(script, "utf8")));
  const hash = createHash("sha256");
  for (const file of (await readdir(bound)).sort()) hash.update(file).update(await readFile(join(bound, file)));
  const folder = `app-${hash.digest("hex").slice(0, 16)}`;
  await rename(bound, join(dir, folder));
  await rm(cut, { recursive: true });
  return folder;
}

// What several parts share lies in a piece for each set of parts that share it: some two hundred, most of them smaller
// than what asking for them costs. Small ones lie one behind the other in one file, which is fetched once.
const SMALL = 16_000;
const FETCHED = /const src = fetch\(new URL\("\.\/(chunk_\d+\.wasm)", import\.meta\.url\)\);\s*src\.catch\(\(\) => \{\}\);/g;
const PIECE = `let pieces;
const piece = (start, end) => {
  pieces ??= fetch(new URL("./pieces.bin", import.meta.url)).then((answer) => {
    if (!answer.ok) throw new Error("pieces.bin: " + answer.status);
    return answer.arrayBuffer();
  }).catch((error) => {
    pieces = undefined;
    throw error;
  });
  const src = pieces.then((all) => new Response(all.slice(start, end), { headers: { "Content-Type": "application/wasm" } }));
  src.catch(() => {});
  return src;
};
`;

async function joinSmallPieces(folder) {
  const loader = join(folder, "__wasm_split.js");
  const text = await readFile(loader, "utf8");
  const names = [...text.matchAll(FETCHED)].map(([, name]) => name);
  const pieces = [];
  let end = 0;
  const place = new Map();
  for (const name of names) {
    const data = await readFile(join(folder, name));
    if (data.length >= SMALL) continue;
    place.set(name, [end, (end += data.length)]);
    pieces.push(data);
    await rm(join(folder, name));
  }
  if (!pieces.length) throw new Error("__wasm_split.js fetches its pieces in another way than is known here");
  await writeFile(join(folder, "pieces.bin"), Buffer.concat(pieces));
  const joined = text.replace(FETCHED, (fetched, name) =>
    place.has(name) ? `const src = piece(${place.get(name).join(", ")});` : fetched,
  );
  // Behind the imports, which stand first.
  await writeFile(loader, joined.replace(/^(?:import .*\n)*/, (imports) => imports + PIECE));
}

function run(tool, ...args) {
  execFileSync(tool, args, { stdio: ["ignore", "inherit", "inherit"] });
}

// A module without its custom sections: names and producers, which nothing at run time reads.
function withoutNames(module) {
  const kept = [module.subarray(0, 8)];
  for (let at = 8; at < module.length; ) {
    const start = at;
    const id = module[at++];
    let size = 0;
    let byte;
    let shift = 0;
    do {
      byte = module[at++];
      size += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte & 0x80);
    at += size;
    if (id !== 0) kept.push(module.subarray(start, at));
  }
  return Buffer.concat(kept);
}
