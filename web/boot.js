// Starts the program the address needs: `front` has the login and the board and is small, `whole` has every
// page. Before the style sheets, so that nothing waits for them. The build puts each file's hash into its name.
"use strict";
globalThis.duoyuan = (() => {
  const files = {
    front: ["/front.js", "/front_bg.wasm"],
    whole: ["/whole.js", "/whole_bg.wasm"],
  };
  const fetched = {};
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

  const say = () => {
    const note = document.createElement("p");
    note.setAttribute("role", "alert");
    note.textContent = "程序没有加载成功，请检查网络后刷新页面。 The page could not be loaded; check the network and reload.";
    document.body.append(note);
  };

  // `front` can say that `whole` is out of reach, and try again.
  start(location.pathname === "/" ? "front" : "whole")
    .catch(() => start("front"))
    .catch(() => (document.body ? say() : addEventListener("DOMContentLoaded", say)));

  return {
    prepareWhole: () => prepare("whole"),
    startWhole: () => start("whole"),
    whenLeaving: (act) => (leave = act),
    frontLeaves: () => {
      const act = leave;
      leave = undefined;
      act?.();
    },
  };
})();
