// Remembers one choice in this browser (not in the address: an address is passed on to others).
let asked = null;

export default function ({ data, setTriggerValue }) {
  const place = `yusa.${data.name}`;
  try {
    if (data.value) localStorage.setItem(place, data.value);
    else if (data.forget) localStorage.removeItem(place);
    else if (asked !== place) {
      asked = place;
      const kept = localStorage.getItem(place);
      if (kept) setTriggerValue("recalled", kept);
    }
  } catch {
    // Storage may be switched off; then the choice is made again after a reload.
  }
}
