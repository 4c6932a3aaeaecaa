// Passkeys: asks the browser to make one or to sign with one, and hands in the form. Buttons appear only where they work.
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const list = (given) => (given || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const read = ({ publicKey: given }) => {
    const options = { ...given, challenge: bytes(given.challenge) };
    if (given.user) options.user = { ...given.user, id: bytes(given.user.id) };
    if (given.allowCredentials) options.allowCredentials = list(given.allowCredentials);
    if (given.excludeCredentials) options.excludeCredentials = list(given.excludeCredentials);
    return { publicKey: options };
  };

  const written = (made) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = text(made.response[name]);
    }
    if (made.response.getTransports) response.transports = made.response.getTransports();
    return JSON.stringify({
      id: made.id, rawId: text(made.rawId), type: made.type, response,
      authenticatorAttachment: made.authenticatorAttachment,
      clientExtensionResults: made.getClientExtensionResults(),
    });
  };

  const options = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsAt, { headers: { Accept: "application/json" } });
    return answer.json();
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const how = form.dataset.passkey === "create" ? "create" : "get";
      try {
        form.elements.credential.value = written(await navigator.credentials[how](read(await options(form))));
      } catch {
        form.elements.credential.value = "";
      }
      form.submit();
    });
  }
})();
