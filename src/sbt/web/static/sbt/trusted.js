// The one way from text to page (Trusted Types): it is read in a document that runs nothing, and refused if it could run.
(() => {
  "use strict";
  if (!window.trustedTypes) return;
  const FORBIDDEN = "script, iframe, object, embed, base, link, meta[http-equiv], frame, style";
  const LEADS = ["href", "src", "action", "formaction", "xlink:href"];
  const inert = window.trustedTypes.createPolicy("sbt-inert", { createHTML: (text) => text });
  const harmful = (attribute) =>
    attribute.name.startsWith("on") || attribute.name === "srcdoc" || attribute.name === "style" ||
    (LEADS.includes(attribute.name) && /^\s*(?:javascript|data|vbscript):/i.test(attribute.value));
  const refuse = (what) => () => { throw new TypeError(`refused: ${what}`); };

  window.trustedTypes.createPolicy("default", {
    createHTML: (text) => {
      const read = new DOMParser().parseFromString(inert.createHTML(text), "text/html");
      const bad = read.querySelector(FORBIDDEN)
        || [...read.querySelectorAll("*")].some((one) => [...one.attributes].some(harmful));
      if (bad) throw new TypeError("refused: text that could run");
      return text;
    },
    createScript: refuse("script from text"),
    createScriptURL: refuse("script from an address"),
  });
})();
