// Step 4 of a report: seals name and contact in this browser, so that they never leave it as typed. Without it the server seals.
import { sealIdentity } from "./sealing.js";

const form = document.querySelector("form[data-seal]");
const FIELDS = ["name", "address", "phone", "email"];
if (form && globalThis.crypto && globalThis.crypto.subtle) {
  const fault = form.querySelector("[data-seal-fault]");
  const field = (name) => form.elements.namedItem(name);
  const tell = (words, at) => {
    fault.textContent = words;
    fault.hidden = false;
    if (at) at.focus();
  };
  form.querySelector("[data-without-script]").hidden = true;
  form.querySelector("[data-with-script]").hidden = false;

  form.addEventListener("submit", async (event) => {
    const choice = form.elements.namedItem("identity").value;
    if (choice === "anonim" || field("sealed").value) return;
    const identity = Object.fromEntries(FIELDS.map((name) => [name, field(name).value.trim()]));
    const empty = FIELDS.every((name) => !identity[name]);
    if (empty && form.dataset.kept === choice) return;
    event.preventDefault();
    const missing = ["name", "address"].find((name) => !identity[name]) || (identity.phone || identity.email ? "" : "phone");
    const unsigned = missing ? null : field("signature").checked ? null : field("signature");
    if (missing || unsigned) { tell(fault.dataset.sealFault, unsigned || field(missing)); return; }
    try {
      field("sealed").value = JSON.stringify(await sealIdentity(identity, choice, JSON.parse(form.dataset.seal)));
    } catch {
      tell(fault.dataset.sealBroken, null);
      return;
    }
    FIELDS.forEach((name) => { field(name).disabled = true; });
    form.submit();
  });
  // a page that comes back from the browser's memory asks anew
  window.addEventListener("pageshow", () => {
    field("sealed").value = "";
    FIELDS.forEach((name) => { field(name).disabled = false; });
  });
}
