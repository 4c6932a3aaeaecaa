// Smooths the pages of officers; each of them works without it. Keys, chosen counts, busy buttons, focus after a swap.
(() => {
  "use strict";
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const rows = () => all(".task-table tbody tr");
  const typing = (at) => at.closest("input, select, textarea, [contenteditable]") && at.type !== "checkbox";
  let at = -1;

  const go = (by) => {
    const list = rows();
    if (!list.length) return;
    at = Math.max(0, Math.min(list.length - 1, at + by));
    list.forEach((row, n) => row.classList.toggle("selected", n === at));
    const link = list[at].querySelector("a");
    if (link) link.focus();
  };

  const count = () => {
    const chosen = all("input[name=kasus]:checked", document).length;
    all("[data-chosen]").forEach((one) => {
      one.dataset.plain ??= one.textContent;
      one.textContent = chosen ? one.dataset.chosen.replace("#", chosen) : one.dataset.plain;
    });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const search = document.querySelector("input[type=search]");
      if (search) { event.preventDefault(); search.focus(); }
    } else if (rows().length && event.key === "j") go(1);
    else if (rows().length && event.key === "k") go(-1);
    else if (event.key === "x" && at >= 0) {
      const box = rows()[at] && rows()[at].querySelector("input[type=checkbox]");
      if (box) { box.checked = !box.checked; count(); }
    }
  });

  document.addEventListener("change", (event) => { if (event.target.name === "kasus") count(); });

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || !button.dataset.busy) return;
    if (button.getAttribute("aria-disabled") === "true") { event.preventDefault(); return; }
    button.setAttribute("aria-disabled", "true");
    button.textContent = button.dataset.busy;
  });

  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.addEventListener("htmx:afterSwap", () => {
    at = -1;
    const list = document.getElementById("desk-list");
    if (list) list.focus({ preventScroll: true });
  });

  const errors = document.querySelector(".error-summary");
  if (errors) errors.focus();
})();
