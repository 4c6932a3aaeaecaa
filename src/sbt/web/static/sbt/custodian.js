// Keys of custodians on their own device: made, unlocked and used here; a private key is never sent. Each form works without it too.
import { keyOf, newLock, possible } from "./prf.js";
import { newKeyFile, openIdentity, passOn, unlock, unlockByPasskey } from "./sealing.js";

const SHORTEST = 15;
const MINUTES = 5;
const all = (what, from = document) => [...from.querySelectorAll(what)];

const download = (name, body) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(body)], { type: "application/json" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
};
const field = (form, name) => form.elements.namedItem(name);
const passphrase = (form) => form.querySelector("input[type=password]");
const tell = (form, words) => {
  const fault = form.querySelector("[data-fault]");
  fault.textContent = words || fault.dataset.fault;
  fault.hidden = false;
};
const own = async (form) => {
  const [chosen] = form.querySelector("input[type=file]").files;
  const file = JSON.parse(await chosen.text());
  const words = passphrase(form).value;
  return file.passkey && !words && possible() ? unlockByPasskey(file, keyOf) : unlock(file, words);
};
const wantsPasskey = (form) => {
  const box = form.querySelector("[data-with-passkey] input");
  return Boolean(box && box.checked);
};
// the pressed button goes along: a form that a script sends names none
const send = (form, button) => {
  const go = document.createElement("input");
  Object.assign(go, { type: "hidden", name: button.name, value: button.value });
  form.append(go);
  form.submit();
};

if (globalThis.crypto && globalThis.crypto.subtle) {
  all("[data-with-script]").forEach((one) => { one.hidden = false; });
  all("[data-without-script]").forEach((one) => { one.hidden = true; });
  all("[data-with-passkey]").forEach((one) => { one.hidden = !possible(); });

  all("form[data-new-key]").forEach((form) => form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = passphrase(form).value;
    const hint = passphrase(form).closest(".field").querySelector(".hint");
    if (words.length < SHORTEST) { tell(form, hint.textContent); passphrase(form).focus(); return; }
    let lock = null;
    if (wantsPasskey(form)) {
      lock = await newLock(form.dataset.keyName).catch(() => null);
      if (!lock) { tell(form, form.dataset.noPasskey); return; }
    }
    const file = await newKeyFile(words, lock);
    download(form.dataset.keyName, file);
    field(form, form.dataset.newKey).value = file.public;
    send(form, event.submitter);
  }));

  all("form[data-pass-on]").forEach((form) => form.addEventListener("submit", async (event) => {
    if (event.submitter.value === "decline") return;
    event.preventDefault();
    try {
      const { envelope, session } = JSON.parse(form.dataset.passOn);
      field(form, "share").value = await passedOn(envelope, await own(form), session);
    } catch {
      tell(form);
      return;
    }
    send(form, event.submitter);
  }));

  all("form[data-open-identity]").forEach((form) => form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const { envelope, shares } = JSON.parse(form.dataset.openIdentity);
      const identity = await openIdentity(envelope, shares, await own(form));
      const place = document.querySelector("[data-opened]");
      all("[data-field]", place).forEach((one) => { one.textContent = identity[one.dataset.field] || "—"; });
      place.hidden = false;
      form.remove();
      const forget = () => { all("[data-field]", place).forEach((one) => { one.textContent = ""; }); place.hidden = true; };
      setTimeout(forget, MINUTES * 60 * 1000);
      window.addEventListener("pagehide", forget);
    } catch {
      tell(form);
    }
  }));
}

// a file does not know under which name its key was registered: the share that opens is the right one
async function passedOn(envelope, key, session) {
  for (const share of envelope.shares) {
    try {
      return await passOn(envelope, share.key, key, session);
    } catch {
      continue;
    }
  }
  throw new Error("no share for this key");
}
