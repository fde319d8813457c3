// Tells the server which point of the map was clicked. Streamlit's own point selection is off
// while a drag draws a box, and the map needs both; Plotly reports clicks in every mode.
let current = null;

function clicked(event) {
  const id = event?.points?.at(-1)?.customdata?.[0];
  if (current && typeof id === "string") current.send("clicked", { id });
}

function listen() {
  const plot = document.querySelector(".st-key-map-chart .js-plotly-plot");
  if (typeof plot?.on !== "function" || typeof plot.removeListener !== "function") return;
  // Drawn anew, a chart forgets its listeners; taken off first, there is never more than one.
  plot.removeListener("plotly_click", clicked);
  plot.on("plotly_click", clicked);
  plot.dataset.yusaClicks = "ready";
}

export default function ({ setTriggerValue }) {
  const mounted = { send: setTriggerValue };
  current = mounted;
  listen();
  const timer = setInterval(listen, 200);
  return () => {
    clearInterval(timer);
    if (current === mounted) current = null;
  };
}
