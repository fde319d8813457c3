// Enlarges the pictures of the page: a click opens one, arrows walk through all of them.
let current = null;

const PATH = /\/app\/static\/items\/([^/?]+\/\d+)\//;

function pictureOf(image) {
  const match = PATH.exec(image.getAttribute("src") ?? "");
  return match && current ? current.pictures.findIndex((p) => p.key === match[1]) : -1;
}

function imageAt(event) {
  const target = event.composedPath()[0];
  return target instanceof HTMLImageElement ? target : null;
}

document.addEventListener("click", (event) => {
  const image = imageAt(event);
  const index = image ? pictureOf(image) : -1;
  if (index >= 0) current.open(index);
});

document.addEventListener("pointerover", (event) => {
  const image = imageAt(event);
  if (image && pictureOf(image) >= 0) {
    image.style.cursor = "zoom-in";
    image.title = current.words.open;
  }
});

// A picture that can't be fetched says so in its place, drawn as a picture itself: the page's own
// elements belong to Streamlit, and an <img> runs nothing.
document.addEventListener(
  "error",
  (event) => {
    const image = imageAt(event);
    const index = image ? pictureOf(image) : -1;
    if (index < 0) return;
    const { gone } = current.pictures[index];
    const style = getComputedStyle(image);
    const width = Math.max(160, image.clientWidth || image.parentElement?.clientWidth || 0);
    image.src = drawn(gone, Math.min(width, 440), style);
    image.alt = gone;
  },
  true,
);

function drawn(words, width, style) {
  const height = 24 * Math.ceil((words.length * 14) / width + 1);
  const svg = document.implementation.createDocument("http://www.w3.org/2000/svg", "svg", null);
  const root = svg.documentElement;
  const set = (node, values) => Object.entries(values).forEach(([name, value]) => node.setAttribute(name, value));
  set(root, { width, height });
  const box = root.appendChild(svg.createElementNS(root.namespaceURI, "foreignObject"));
  set(box, { width: "100%", height: "100%" });
  const text = box.appendChild(svg.createElementNS("http://www.w3.org/1999/xhtml", "div"));
  text.textContent = words;
  set(text, {
    style: `font: 14px/1.5 ${style.fontFamily.replaceAll('"', "'")}; color: ${style.color}; overflow-wrap: anywhere`,
  });
  return `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
}

function build(root) {
  const find = (name) => root.querySelector(`[data-part="${name}"]`);
  const parts = Object.fromEntries(
    ["dialog", "image", "gone", "caption", "count", "previous", "next", "close", "stage"].map((n) => [n, find(n)]),
  );
  let index = 0;

  function show(wanted) {
    const pictures = current.pictures;
    index = (wanted + pictures.length) % pictures.length;
    const picture = pictures[index];
    parts.stage.classList.remove("actual");
    parts.image.hidden = false;
    parts.gone.hidden = true;
    parts.image.src = picture.url;
    parts.image.alt = picture.caption;
    parts.caption.textContent = picture.caption;
    parts.count.textContent = `${index + 1} / ${pictures.length}`;
    parts.previous.disabled = parts.next.disabled = pictures.length < 2;
  }

  // A small picture is enlarged to what it can bear, not to a blur.
  parts.image.onload = () => {
    parts.image.style.maxWidth = `${parts.image.naturalWidth * 3}px`;
    parts.image.style.maxHeight = `${parts.image.naturalHeight * 3}px`;
  };
  parts.image.onerror = () => {
    parts.image.hidden = true;
    parts.gone.hidden = false;
    parts.gone.textContent = current.pictures[index].gone;
  };
  parts.previous.onclick = () => show(index - 1);
  parts.next.onclick = () => show(index + 1);
  parts.close.onclick = () => parts.dialog.close();
  parts.image.onclick = () => parts.stage.classList.toggle("actual");
  parts.stage.onclick = (event) => {
    if (event.target === parts.stage) parts.dialog.close();
  };
  parts.dialog.onclose = () => {
    window.yusaZoomOpen = false;
    parts.image.removeAttribute("src");
  };
  parts.dialog.onkeydown = (event) => {
    event.stopPropagation();
    if (event.code === "ArrowLeft") show(index - 1);
    else if (event.code === "ArrowRight") show(index + 1);
    else return;
    event.preventDefault();
  };
  return {
    parts,
    open(wanted) {
      show(wanted);
      if (!parts.dialog.open) parts.dialog.showModal();
      window.yusaZoomOpen = true;
    },
  };
}

export default function ({ data, parentElement }) {
  parentElement.viewer ??= build(parentElement);
  const { parts, open } = parentElement.viewer;
  for (const name of ["previous", "next", "close"]) {
    parts[name].title = data.words[name];
    parts[name].setAttribute("aria-label", data.words[name]);
  }
  const mounted = { pictures: data.pictures, words: data.words, open };
  current = mounted;
  return () => {
    if (current === mounted) current = null;
  };
}
