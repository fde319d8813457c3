// The pictures of two questions on one scale, zoomed and moved together, and the questions laid
// over each other while Space is held. One component for the tools and one for each question's
// pictures; what they share lives here.
const TYPING = "input, textarea, select, [contenteditable='true'], [role='combobox'], [role='listbox']";
const OVER = "[role='dialog'], [data-baseweb='popover'], [data-testid='stPopoverBody']";
const MOST = 8;
const STEP = 1.5;
const CLICKED = 2.5;
const LEGIBLE = 120; // CSS pixels: a picture is not drawn smaller than this for the other's sake

const sides = { left: null, right: null };
const view = { pair: null, zoom: 1, x: 0.5, y: 0.5 };
let tools = null;
let scrolled = 0;

const root = document.documentElement;
const frames = () => Object.values(sides).flatMap((side) => side?.frames ?? []);
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

function make(tag, part, parent) {
  const node = parent.appendChild(document.createElement(tag));
  node.dataset.part = part;
  return node;
}

// ---- zoom -------------------------------------------------------------------------------------

// One factor for all pictures, at which the largest fits its column.
function fitting() {
  const factors = Object.values(sides).flatMap((side) => {
    const width = side?.host.clientWidth;
    return width ? side.frames.map(({ picture }) => Math.min(width / picture.width, side.height / picture.height)) : [];
  });
  return Math.min(1, ...factors);
}

function draw() {
  const factor = fitting();
  root.dataset.yusaZoom = view.zoom.toFixed(2);
  for (const side of Object.values(sides)) {
    const room = side?.host.clientWidth;
    for (const frame of room ? side.frames : []) place(frame, factor, room);
  }
  if (!tools) return;
  tools.zoom.textContent = `${Math.round(view.zoom * 100)} %`;
  tools.out.disabled = tools.fit.disabled = view.zoom <= 1;
  tools.in.disabled = view.zoom >= MOST;
  for (const node of tools.zooming) node.hidden = !frames().length;
}

function place(frame, factor, room) {
  const { picture, stage, image, note } = frame;
  const longest = Math.max(picture.width, picture.height);
  const own = clamp(LEGIBLE / longest, factor, 1);
  note.hidden = own === factor;
  const width = picture.width * own * view.zoom;
  const height = picture.height * own * view.zoom;
  const seen = { width: Math.min(width, room), height: Math.min(height, Math.max(picture.height * own, innerHeight * 0.46)) };
  Object.assign(frame, { own, width, height, seen });
  Object.assign(stage.style, { width: `${seen.width}px`, height: `${seen.height}px` });
  stage.classList.toggle("zoomed", view.zoom > 1);
  Object.assign(image.style, {
    width: `${width}px`,
    height: `${height}px`,
    transform: `translate(${(seen.width - width) * view.x}px, ${(seen.height - height) * view.y}px)`,
  });
  if (view.zoom > 1 && image.dataset.sharp !== picture.full) {
    image.dataset.sharp = picture.full;
    image.src = picture.full;
  }
}

// Keeps what is under the pointer (a place in the stage, in CSS pixels) where it is.
function zoomTo(wanted, frame = null, at = null) {
  const zoom = clamp(wanted, 1, MOST);
  if (zoom === 1) view.x = view.y = 0.5;
  else if (frame) {
    const x = (at.x - (frame.seen.width - frame.width) * view.x) / frame.width;
    const y = (at.y - (frame.seen.height - frame.height) * view.y) / frame.height;
    view.zoom = zoom;
    draw();
    view.x = share(at.x - x * frame.width, frame.seen.width - frame.width);
    view.y = share(at.y - y * frame.height, frame.seen.height - frame.height);
  }
  view.zoom = zoom;
  draw();
}

function share(part, whole) {
  return Math.abs(whole) < 1 ? 0.5 : clamp(part / whole, 0, 1);
}

function listenTo(frame) {
  const { stage } = frame;
  let held = null;
  const at = (event) => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  stage.onpointerdown = (event) => {
    if (event.button) return;
    held = { x: event.clientX, y: event.clientY, moved: false };
    stage.setPointerCapture(event.pointerId);
  };
  stage.onpointermove = (event) => {
    if (!held) return;
    const dx = event.clientX - held.x;
    const dy = event.clientY - held.y;
    if (!held.moved && Math.hypot(dx, dy) < 4) return;
    held = { x: event.clientX, y: event.clientY, moved: true };
    if (view.zoom === 1) return;
    view.x = share((frame.seen.width - frame.width) * view.x + dx, frame.seen.width - frame.width);
    view.y = share((frame.seen.height - frame.height) * view.y + dy, frame.seen.height - frame.height);
    draw();
  };
  stage.onpointerup = (event) => {
    if (held && !held.moved) zoomTo(view.zoom > 1 ? 1 : CLICKED, frame, at(event));
    held = null;
  };
  stage.onpointercancel = () => (held = null);
  stage.ondragstart = (event) => event.preventDefault();
  stage.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return; // two fingers on a touchpad arrive so, too
      event.preventDefault();
      zoomTo(view.zoom * Math.exp(-clamp(event.deltaY, -60, 60) / 120), frame, at(event));
    },
    { passive: false },
  );
}

// ---- flip -------------------------------------------------------------------------------------

// The query's column moves over the candidate: nothing is drawn anew, so only differences move.
function flip(on) {
  if (on === "yusaFlip" in root.dataset) return;
  const query = document.querySelector(".st-key-query-card");
  const candidate = document.querySelector(".st-key-candidate-card");
  const column = query?.closest("[data-testid='stColumn']");
  if (on && (!column || !candidate)) return;
  if (on) {
    scrolled = column.scrollTop;
    root.dataset.yusaFlip = "";
    const from = query.getBoundingClientRect();
    const to = candidate.getBoundingClientRect();
    root.style.setProperty("--yusa-flip", `translate(${to.left - from.left}px, ${to.top - from.top}px)`);
  } else {
    delete root.dataset.yusaFlip;
    root.style.removeProperty("--yusa-flip");
    if (column) column.scrollTop = scrolled;
  }
  tools?.hold.classList.toggle("on", on);
}

function onKey(event) {
  if (!tools?.host.isConnected) return;
  if (event.type === "keyup" && event.code === "Space" && "yusaFlip" in root.dataset) {
    event.preventDefault(); // or the button that has the focus would be pressed
    event.stopPropagation();
    flip(false);
    return;
  }
  if (event.type !== "keydown" || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.composedPath().find((node) => node instanceof Element) ?? document.body;
  if (target.closest(TYPING) || target.closest(OVER) || document.querySelector("[aria-modal='true']")) return;
  if (event.code === "Space") {
    event.preventDefault();
    event.stopPropagation();
    flip(true);
    return;
  }
  if (!frames().length) return;
  if (event.code === "KeyF" && !event.shiftKey) zoomTo(1);
  else if (event.code === "Equal" || event.code === "NumpadAdd") zoomTo(view.zoom * STEP);
  else if (event.code === "Minus" || event.code === "NumpadSubtract") zoomTo(view.zoom / STEP);
  else return;
  event.preventDefault();
}

const release = () => flip(false);

function listen() {
  for (const kind of ["keydown", "keyup"]) window.addEventListener(kind, onKey, true);
  window.addEventListener("blur", release);
  window.addEventListener("resize", draw);
}

// ---- parts ------------------------------------------------------------------------------------

function buildTools(host) {
  const button = (part, act) => {
    const node = make("button", part, host);
    node.type = "button";
    node.onclick = act;
    return node;
  };
  const hold = button("hold", null);
  hold.onpointerdown = (event) => {
    flip(true);
    hold.setPointerCapture(event.pointerId);
  };
  hold.onpointerup = hold.onpointercancel = release;
  const out = button("out", () => zoomTo(view.zoom / STEP));
  const zoom = make("output", "zoom", host);
  const inwards = button("in", () => zoomTo(view.zoom * STEP));
  const fit = button("fit", () => zoomTo(1));
  return { host, hold, out, zoom, in: inwards, fit, zooming: [out, zoom, inwards, fit] };
}

function buildFrame(host, picture) {
  const figure = make("figure", "figure", host);
  const stage = make("div", "stage", figure);
  const image = make("img", "image", stage);
  const note = make("figcaption", "note", figure);
  const gone = make("p", "gone", figure);
  const frame = { picture, stage, image, note };
  gone.hidden = true;
  image.onerror = () => {
    if (image.getAttribute("src") === picture.full && picture.full !== picture.url) {
      image.src = picture.url;
      return;
    }
    stage.hidden = note.hidden = true;
    gone.hidden = false;
    gone.textContent = picture.gone;
  };
  image.alt = picture.alt;
  image.draggable = false;
  image.src = picture.url;
  listenTo(frame);
  return frame;
}

function mountTools(host, { words }) {
  tools = host.tools ??= buildTools(host);
  tools.hold.textContent = words.hold;
  tools.fit.textContent = words.fit;
  tools.out.textContent = "−";
  tools.in.textContent = "+";
  for (const name of ["hold", "fit", "out", "in"]) {
    tools[name].title = words[`${name}_help`];
    if (name === "out" || name === "in") tools[name].setAttribute("aria-label", words[`${name}_help`]);
  }
}

function mountSide(host, data) {
  const key = JSON.stringify(data.pictures);
  if (host.drawn !== key) {
    host.drawn = key;
    host.replaceChildren();
    host.frames = data.pictures.map((picture) => buildFrame(host, picture));
    for (const { note } of host.frames) note.textContent = data.words.own_scale;
  }
  sides[data.part] = { host, frames: host.frames, height: data.height };
}

export default function ({ data, parentElement }) {
  const host = parentElement.querySelector("[data-part='host']");
  if (view.pair !== data.pair) Object.assign(view, { pair: data.pair, zoom: 1, x: 0.5, y: 0.5 });
  if (data.part === "tools") mountTools(host, data);
  else mountSide(host, data);
  listen();
  host.observer ??= new ResizeObserver(draw);
  host.observer.observe(host);
  draw();
  return () => {
    host.observer.unobserve(host);
    if (data.part !== "tools" && sides[data.part]?.host === host) sides[data.part] = null;
    if (data.part === "tools") setTimeout(() => host.isConnected || release());
  };
}
