// Two questions' pictures on one scale; while Space is held, both stand in one place and flip.
const state = new WeakMap();

const TYPING = "input, textarea, select, [contenteditable='true']";

function side(root, name) {
  const find = (part) => root.querySelector(`[data-side="${name}"] [data-part="${part}"]`);
  return { caption: find("caption"), stage: find("stage"), image: find("image"), empty: find("empty"),
           previous: find("previous"), next: find("next"), count: find("count") };
}

function setUp(root) {
  const own = { root, index: { left: 0, right: 0 }, data: null, gone: new Set(), flipped: false,
                left: side(root, "left"), right: side(root, "right"),
                hold: root.querySelector("[data-part='hold']"), hint: root.querySelector("[data-part='hint']") };
  for (const name of ["left", "right"]) {
    own[name].previous.onclick = () => turn(own, name, -1);
    own[name].next.onclick = () => turn(own, name, 1);
    own[name].image.onerror = () => {
      own.gone.add(own[name].image.getAttribute("src"));
      draw(own);
    };
  }
  own.hold.onpointerdown = (event) => {
    own.hold.setPointerCapture(event.pointerId);
    flip(own, true);
  };
  own.hold.onpointerup = own.hold.onpointercancel = () => flip(own, false);
  own.onKey = (event) => {
    if (event.code !== "Space" || event.isComposing || !own.root.isConnected && !own.root.host?.isConnected) return;
    const target = event.composedPath().find((node) => node instanceof Element) ?? document.body;
    if (target.closest(TYPING)) return;
    event.preventDefault();
    event.stopPropagation();
    flip(own, event.type === "keydown");
  };
  own.onBlur = () => flip(own, false);
  window.addEventListener("keydown", own.onKey, true);
  window.addEventListener("keyup", own.onKey, true);
  window.addEventListener("blur", own.onBlur);
  own.observer = new ResizeObserver(() => draw(own));
  own.observer.observe(own.left.stage);
  return own;
}

function turn(own, name, by) {
  const n = own.data[name].pictures.length;
  own.index[name] = (own.index[name] + by + n) % n;
  draw(own);
}

function flip(own, flipped) {
  if (own.flipped === flipped) return;
  own.flipped = flipped;
  draw(own);
}

function picture(own, name) {
  return own.data[name].pictures[own.index[name]] ?? null;
}

// One factor for both, so that a longer line is a longer line.
function scale(own) {
  const box = own.left.stage.getBoundingClientRect();
  const shown = ["left", "right"].map((name) => picture(own, name)).filter(Boolean);
  const width = Math.max(1, ...shown.map((p) => p.width));
  const height = Math.max(1, ...shown.map((p) => p.height));
  return Math.min((box.width - 16) / width, (box.height - 16) / height, 2);
}

function draw(own) {
  const factor = scale(own);
  for (const name of ["left", "right"]) {
    const parts = own[name];
    const source = own.flipped && name === "left" ? "right" : name;
    const wanted = picture(own, source);
    const shown = wanted && !own.gone.has(wanted.url) ? wanted : null;
    parts.caption.textContent = own.data[source].caption;
    parts.stage.classList.toggle("flipped", own.flipped && name === "left");
    parts.image.hidden = !shown;
    parts.empty.hidden = Boolean(shown);
    parts.empty.textContent = wanted ? wanted.gone : own.data.words.empty;
    if (shown) {
      if (parts.image.getAttribute("src") !== shown.url) parts.image.src = shown.url;
      parts.image.alt = shown.alt;
      parts.image.style.width = `${Math.max(1, shown.width * factor)}px`;
      parts.image.style.height = `${Math.max(1, shown.height * factor)}px`;
    }
    const n = own.data[name].pictures.length;
    parts.count.textContent = n > 1 ? `${own.index[name] + 1} / ${n}` : "";
    parts.previous.hidden = parts.next.hidden = n < 2;
  }
}

export default function ({ data, parentElement }) {
  let own = state.get(parentElement);
  if (!own) {
    own = setUp(parentElement);
    state.set(parentElement, own);
  }
  own.data = data;
  own.index = { left: 0, right: 0 };
  own.hold.textContent = data.words.flip;
  own.hint.textContent = data.words.hint;
  for (const name of ["left", "right"]) {
    own[name].previous.setAttribute("aria-label", data.words.previous);
    own[name].next.setAttribute("aria-label", data.words.next);
  }
  draw(own);
  return () => {
    window.removeEventListener("keydown", own.onKey, true);
    window.removeEventListener("keyup", own.onKey, true);
    window.removeEventListener("blur", own.onBlur);
    own.observer.disconnect();
    state.delete(parentElement);
  };
}
