// Logs chosen key presses with numbers and sends all that the server hasn't acknowledged yet, so
// that none is lost or doubled however fast they come. Keys are told by their place (event.code):
// with a Hangul input method on, "A" arrives as "ㅁ" or as "Process" (keyCode 229) even where
// nothing can be typed; only text fields compose.
//
// The log lives as long as the page: what is pressed while Streamlit takes a component down and
// puts it up again is kept, and sent by the next one of its name.
const TYPING = "input, textarea, select, [contenteditable='true'], [role='combobox']";
const OWN_ARROWS = "[role='radiogroup'], [role='listbox'], [role='slider'], [role='tablist']";
const DIALOG = "[role='dialog'], [aria-modal='true']";

const name = Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(16)).join("");
const logs = new Map(); // name of a component -> the keys that the server hasn't acknowledged
const listeners = { page: null, dialog: null };
const pictures = new Map();
let number = 0;
let desk = null;
let shown = null;
let appeared = { pair: null, at: 0 };

function innermost(event) {
  return event.composedPath().find((node) => node instanceof Element) ?? document.body;
}

function fieldIn(key) {
  return key ? document.querySelector(`.st-key-${key} :is(input, textarea)`) : null;
}

// A dialog has keys of its own; whatever else is laid over the page silences them all.
function listening() {
  if (window.yusaZoomOpen) return null;
  const open = [...document.querySelectorAll(DIALOG)];
  const found = listeners[open.length ? "dialog" : "page"];
  if (!found || found.path !== location.pathname) return null;
  const { holder } = found;
  return open.every((over) => over.contains(holder) || holder.contains(over)) ? found : null;
}

function typed(listener, event, target) {
  if (event.isComposing || event.keyCode === 229) return;
  const isEnter = event.code === "Enter" || event.code === "NumpadEnter";
  // Streamlit takes a text over on Enter and on leaving; leaving lets the keys work again.
  if (target === fieldIn(listener.noteKey) && (isEnter || event.code === "Escape")) {
    setTimeout(() => target.blur());
  }
  if (target === fieldIn(listener.enterKey) && isEnter && !event.repeat) {
    add(listener, { code: "Enter", text: target.value });
  }
}

function onKeyDown(event) {
  const listener = listening();
  if (!listener) return;
  const target = innermost(event);
  if (target.closest(TYPING)) {
    typed(listener, event, target);
    return;
  }
  if (event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.shiftKey && event.code !== "Slash") return; // a question mark is one with Shift
  if (event.code.startsWith("Arrow") && target.closest(OWN_ARROWS)) return;
  if (!listener.codes.includes(event.code)) return;
  event.preventDefault();
  if (event.code === listener.noteCode) {
    fieldIn(listener.noteKey)?.focus();
    return;
  }
  const seen = listener.pair === shown ? Math.round(performance.now() - appeared.at) : null;
  shown = null; // the next key is for a pair that hasn't been seen, until it is drawn
  add(listener, { code: event.code, token: listener.token, shown_ms: seen });
}

function add(listener, key) {
  number += 1;
  logs.get(listener.name).push({ n: number, ...key });
  send(listener);
}

function send(listener) {
  const keys = logs.get(listener.name);
  document.documentElement.dataset.yusaKeysWaiting = String(keys.length);
  if (!listener.send || !keys.length || keys.at(-1).n === listener.sent) return;
  listener.sent = keys.at(-1).n;
  listener.send("log", { log: name, keys: [...keys] });
}

// Says which components hear keys: what is drawn before its keys are heard would lose the first.
function tellWhoHears() {
  const here = Object.values(listeners).filter((each) => each?.send && each.path === location.pathname);
  document.documentElement.dataset.yusaKeys = here.map((each) => each.name).join(" ");
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

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.getRootNode();
  const place = root instanceof ShadowRoot ? root.host : parentElement;
  const holder = place.closest(DIALOG);
  const scope = holder ? "dialog" : "page";
  const before = listeners[scope]?.name === data.name ? listeners[scope] : null;
  const mounted = { ...data, holder, path: location.pathname, send: setStateValue, sent: before?.sent };
  const left = logs.get(data.name) ?? [];
  logs.set(data.name, left.filter((key) => data.taken[0] !== name || key.n > data.taken[1]));
  listeners[scope] = mounted;
  if (shown !== data.pair && !logs.get(data.name).length) {
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
  if (desk !== at && at) document.activeElement?.blur();
  desk = at;
  tellWhoHears();
  setTimeout(() => send(mounted)); // not while Streamlit is drawing
  return () => {
    mounted.send = null;
    tellWhoHears();
  };
}
