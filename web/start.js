// Starts the program, and asks the server ahead what it will ask first. Before the style sheets, so that nothing waits
// for them. The build puts the hash of the program into the name of its folder.
"use strict";
globalThis.duoyuan = (() => {
  const asked = new Map();
  const { pathname, search } = location;

  const start = async () => {
    const [program, module] = await Promise.all([
      import("/app/app.js"),
      WebAssembly.compileStreaming(fetch("/app/app_bg.wasm")),
      import("/app/__wasm_split.js"),
    ]);
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
    const hasData = /^\/(parks\/[^/]+|openness|enclaves|market)$/.test(pathname);
    if (hasData && !search) ask(`/api/v1${pathname}`);
  };

  // Draws charts; the board has none. What fails is asked for again by the next chart.
  let drawing;
  const charts = () => {
    if (drawing) return drawing;
    drawing = Object.assign(document.createElement("script"), { async: true, src: "/echarts.js" });
    drawing.addEventListener("error", () => (drawing = undefined));
    document.head.append(drawing);
    return drawing;
  };

  // The page is loaded again when its files can be had, and not twice within a minute: they may be there and broken.
  const comeBack = async () => {
    const files = ["/app/app.js", "/app/app_bg.wasm", "/app/__wasm_split.js"];
    const answers = await Promise.all(files.map((file) => fetch(file, { method: "HEAD", cache: "no-store" })));
    const last = Number(sessionStorage.getItem("duoyuan.loaded-again") ?? 0);
    if (answers.every((answer) => answer.ok) && Date.now() - last > 60_000) {
      sessionStorage.setItem("duoyuan.loaded-again", String(Date.now()));
      location.reload();
    }
  };

  const say = () => {
    setInterval(() => comeBack().catch(() => {}), 2_000);
    document.getElementById("frame")?.remove();
    const note = document.createElement("p");
    note.setAttribute("role", "alert");
    note.textContent = "程序没有加载成功，请检查网络后刷新页面。 The page could not be loaded; check the network and reload.";
    document.body.append(note);
  };

  if (pathname !== "/") charts();
  // What fails here is asked again by the program, which says so.
  askAhead().catch(() => {});
  start().catch((error) => {
    console.error(error);
    document.body ? say() : addEventListener("DOMContentLoaded", say);
  });

  return {
    // The answer asked for ahead, once.
    take: (address) => {
      const answer = asked.get(address);
      asked.delete(address);
      return answer;
    },
    forget: () => asked.clear(),
    charts,
  };
})();
