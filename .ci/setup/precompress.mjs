// precompress.mjs DIR: lays FILE.br and FILE.gz beside every file that gets
// smaller by it, so that the server never compresses anything itself.
import { readdir, readFile, rename, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const dir = process.argv[2];
const text = /\.(bin|css|html|js|json|mjs|svg|txt|wasm|webmanifest|xml)$/;
const forms = {
  br: (data) => promisify(brotliCompress)(data, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: data.length } }),
  gz: (data) => promisify(gzip)(data, { level: 9 }),
};

const age = (file) => stat(file).then((s) => s.mtimeMs, () => 0);

async function compress(file, form) {
  const target = `${file}.${form}`;
  if ((await age(target)) >= (await age(file))) return;
  const data = await readFile(file);
  const packed = await forms[form](data);
  if (packed.length >= data.length) return unlink(target).catch(() => {});
  await writeFile(`${target}.new`, packed);
  await rename(`${target}.new`, target);
}

const files = (await readdir(dir, { recursive: true })).filter((f) => text.test(f)).map((f) => join(dir, f));
await Promise.all(files.flatMap((file) => Object.keys(forms).map((form) => compress(file, form))));
console.log(`precompress: ${files.length} files in ${dir}`);
