// One program hands the page over to the other. Fetched once, kept; a failed fetch may be tried again.
let whole;

export function fetch_whole() {
  whole ??= Promise.all([import("/whole.js"), WebAssembly.compileStreaming(fetch("/whole_bg.wasm"))]).catch((error) => {
    whole = undefined;
    throw error;
  });
  return whole;
}

export async function start_whole() {
  const [program, module] = await fetch_whole();
  await program.default({ module_or_path: module });
}

export function when_leaving(leave) {
  globalThis.duoyuan_front_leaves = leave;
}

export function front_leaves() {
  const leave = globalThis.duoyuan_front_leaves;
  delete globalThis.duoyuan_front_leaves;
  leave?.();
}
