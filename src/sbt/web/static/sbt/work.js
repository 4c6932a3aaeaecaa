// Works for the ticket instead of waiting: looks for a number whose SHA-256 with the ticket begins with enough zero bits.
(() => {
  "use strict";
  const form = document.querySelector("form[data-ticket]");
  if (!form || !window.crypto || !crypto.subtle) return;
  const { ticket, bits } = form.dataset;
  const encoder = new TextEncoder();
  const enough = (digest) => new DataView(digest).getUint32(0) >>> (32 - Number(bits)) === 0;
  const TOGETHER = 256;

  const work = async () => {
    form.querySelector("[data-progress]").hidden = false;
    for (let first = 0; ; first += TOGETHER) {
      const tries = Array.from({ length: TOGETHER }, (_nothing, n) => String(first + n));
      const digests = await Promise.all(tries.map((one) => crypto.subtle.digest("SHA-256", encoder.encode(`${ticket}:${one}`))));
      const found = digests.findIndex(enough);
      if (found >= 0) {
        form.elements.namedItem("kerja").value = tries[found];
        form.requestSubmit();
        return;
      }
    }
  };
  work();
})();
