// Starts the program the address needs: `front` has the login and the board, `park` a park's page, both are small;
// `whole` has every page. Before the style sheets, so that nothing waits for them. The build puts each file's hash into its name.
"use strict";
globalThis.duoyuan = (() => {
  const files = {
    front: ["/front.js", "/front_bg.wasm"],
    park: ["/park.js", "/park_bg.wasm"],
    whole: ["/whole.js", "/whole_bg.wasm"],
  };
  const fetched = {};
  const asked = new Map();
  const { pathname, search } = location;
  const isParkPage = /^\/parks\/[^/]+$/.test(pathname);
  let leave;

  // Fetched once and kept; what failed may be tried again.
  const prepare = (name) => {
    const [script, wasm] = files[name];
    fetched[name] ??= Promise.all([import(script), WebAssembly.compileStreaming(fetch(wasm))]).catch((error) => {
      delete fetched[name];
      throw error;
    });
    return fetched[name];
  };

  const start = async (name) => {
    const [program, module] = await prepare(name);
    await program.default({ module_or_path: module });
  };

  const ask = (address) => {
    const answer = fetch(address);
    // Whoever takes it up deals with its failure.
    answer.catch(() => {});
    asked.set(address, answer);
    return answer;
  };

  // What the program asks first, in its order, while the program is still on its way. The last comes after the
  // configuration: it is no older than the position of the journal that the configuration tells.
  const askAhead = async () => {
    const session = await ask("/api/v1/session");
    if (!session.ok) return;
    const me = await session.clone().json();
    if (me.must_change_password || me.role.kind === "operator") return;
    await ask("/api/v1/zone");
    const hasData = isParkPage || ["/openness", "/enclaves", "/market"].includes(pathname);
    if (hasData && !search) ask(`/api/v1${pathname}`);
  };

  const say = () => {
    const note = document.createElement("p");
    note.setAttribute("role", "alert");
    note.textContent = "程序没有加载成功，请检查网络后刷新页面。 The page could not be loaded; check the network and reload.";
    document.body.append(note);
  };

  // What fails here is asked again by the program, which says so.
  askAhead().catch(() => {});
  // `front` can say that `whole` is out of reach, and try again.
  start(pathname === "/" ? "front" : isParkPage ? "park" : "whole")
    .catch(() => start("front"))
    .catch(() => (document.body ? say() : addEventListener("DOMContentLoaded", say)));

  return {
    // The answer asked for ahead, once.
    take: (address) => {
      const answer = asked.get(address);
      asked.delete(address);
      return answer;
    },
    forget: () => asked.clear(),
    prepareWhole: () => prepare("whole"),
    startWhole: () => start("whole"),
    soloIsHere: () => leave !== undefined,
    whenLeaving: (act) => (leave = act),
    soloLeaves: () => {
      const act = leave;
      leave = undefined;
      act?.();
    },
  };
})();
