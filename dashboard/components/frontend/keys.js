// Sends chosen key presses to the server, each with a number, so that none is lost or doubled.
// Keys are told by their place (event.code): with a Hangul input method on, "A" arrives as "ㅁ" or
// as "Process" (keyCode 229) even where nothing can be typed; only text fields compose.
let current = null;
let sequence = 0;

const TYPING = "input, textarea, select, [contenteditable='true'], [role='combobox']";
const OWN_ARROWS = "[role='radiogroup'], [role='listbox'], [role='slider'], [role='tablist']";

function innermost(event) {
  return event.composedPath().find((node) => node instanceof Element) ?? document.body;
}

function onKeyDown(event) {
  if (!current || event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const target = innermost(event);
  if (target.closest(TYPING)) return;
  if (document.querySelector("[role='dialog'], [aria-modal='true']") || window.yusaZoomOpen) return;
  if (event.code.startsWith("Arrow") && target.closest(OWN_ARROWS)) return;
  if (!current.codes.includes(event.code)) return;
  event.preventDefault();
  sequence += 1;
  current.send("pressed", { code: event.code, sequence });
}

document.addEventListener("keydown", onKeyDown);

export default function ({ data, setTriggerValue }) {
  const mounted = { codes: data.codes, send: setTriggerValue };
  current = mounted;
  document.documentElement.dataset.yusaKeys = "ready";
  return () => {
    if (current === mounted) current = null;
  };
}
