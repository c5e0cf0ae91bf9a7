// The same requests as the app makes, the figures as a table, and the charts the app drew (charts.json, put
// beside this page by the benchmark) in boxes of the same sizes.
"use strict";

const get = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

const cell = (row, text) => (row.insertCell().textContent = text);

async function show() {
  const charts = await get("/charts.json");
  const [, zone, data] = await Promise.all([get("/api/v1/session"), get("/api/v1/zone"), get(charts.data)]);
  const names = new Map(zone.zone.indicators.map((it) => [it.code, it.name]));
  const table = document.querySelector("table");
  for (const figure of data.figures ?? data.headline) {
    const row = table.insertRow();
    cell(row, names.get(figure.code));
    cell(row, figure.value === null ? "—" : Number(figure.value).toFixed(figure.decimals));
    cell(row, figure.unit);
  }
  for (const { width, height, option } of charts.charts) {
    const box = document.createElement("div");
    Object.assign(box.style, { width: `${width}px`, height: `${height}px` });
    document.querySelector("#charts").append(box);
    echarts.init(box, null, { renderer: "svg" }).setOption(option);
  }
}

show();
