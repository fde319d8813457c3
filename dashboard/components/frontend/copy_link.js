// A button that copies the page's address.
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea"); // plain http in a local network
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copy refused");
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const label = parentElement.querySelector(".label");
  label.textContent = data.words.copy;
  button.title = data.words.copy;
  button.onclick = async () => {
    try {
      await copy(window.location.href);
      label.textContent = data.words.copied;
    } catch {
      label.textContent = data.words.failed;
    }
    clearTimeout(button.timer);
    button.timer = setTimeout(() => { label.textContent = data.words.copy; }, 1800);
  };
}
