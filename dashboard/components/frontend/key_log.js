// Logs chosen key presses with numbers and sends all that the server hasn't acknowledged yet, so
// that none is lost or doubled however fast they come. Keys are told by their place (event.code).
const TYPING = "input, textarea, select, [contenteditable='true'], [role='combobox']";
const OWN_ARROWS = "[role='radiogroup'], [role='listbox'], [role='slider'], [role='tablist']";

const name = Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(16)).join("");
const pictures = new Map();
let current = null;
let desk = null;
let number = 0;
let log = [];
let shown = null;
let appeared = { pair: null, at: 0 };

function innermost(event) {
  return event.composedPath().find((node) => node instanceof Element) ?? document.body;
}

function field() {
  return current && document.querySelector(`.st-key-${current.noteKey} :is(input, textarea)`);
}

function leaveNote(event, target) {
  if (event.isComposing || event.keyCode === 229 || target !== field()) return;
  // Streamlit takes a text over on Enter and on leaving; leaving lets the keys work again.
  if (event.code === "Escape" || event.code === "Enter" || event.code === "NumpadEnter") {
    setTimeout(() => target.blur());
  }
}

function onKeyDown(event) {
  if (!current) return;
  const target = innermost(event);
  if (target.closest(TYPING)) {
    leaveNote(event, target);
    return;
  }
  if (event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (document.querySelector("[role='dialog'], [aria-modal='true']") || window.yusaZoomOpen) return;
  if (event.code.startsWith("Arrow") && target.closest(OWN_ARROWS)) return;
  if (!current.codes.includes(event.code)) return;
  event.preventDefault();
  if (event.code === current.noteCode) {
    field()?.focus();
    return;
  }
  number += 1;
  const seen = current.pair === shown ? Math.round(performance.now() - appeared.at) : null;
  log.push({ n: number, code: event.code, token: current.token, shown_ms: seen });
  shown = null; // the next key is for a pair that hasn't been seen, until it is drawn
  current.send("log", { log: name, keys: [...log] });
}

document.addEventListener("keydown", onKeyDown);

function fetchAhead(urls) {
  for (const url of urls) {
    if (!pictures.has(url)) pictures.set(url, Object.assign(new Image(), { src: url }));
  }
  for (const url of [...pictures.keys()].slice(0, -20)) pictures.delete(url);
}

// The next pair begins where the last one was left: scrolled down, its head would lie under the bar.
function showHead() {
  const bar = document.querySelector(".st-key-judge-form");
  const card = document.querySelector(".st-key-candidate-card");
  if (!bar || !card) return;
  const hidden = bar.getBoundingClientRect().bottom - card.getBoundingClientRect().top;
  if (hidden > 0) card.closest("[data-testid='stMain']")?.scrollBy(0, -hidden - 16);
}

export default function ({ data, setStateValue }) {
  const mounted = { ...data, send: setStateValue };
  if (data.taken[0] === name) log = log.filter((key) => key.n > data.taken[1]);
  if (shown !== data.pair && log.length === 0) {
    requestAnimationFrame(() => {
      if (appeared.pair !== data.pair) {
        appeared = { pair: data.pair, at: performance.now() };
        showHead();
      }
      shown = data.pair;
    });
  }
  fetchAhead(data.pictures);
  // Whoever has just chosen an annotator is still in that field, where keys would be silent.
  const at = data.token.split(".")[0];
  if (desk !== at) document.activeElement?.blur();
  desk = at;
  current = mounted;
  document.documentElement.dataset.yusaKeys = "ready";
  return () => {
    if (current === mounted) current = null;
  };
}
