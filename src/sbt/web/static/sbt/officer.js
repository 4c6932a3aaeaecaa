// Smooths the pages of officers; each works without it.
(() => {
  "use strict";
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const one = (what) => document.querySelector(what);
  const rows = () => all(".task-table tbody tr");
  const typing = (at) => at.closest("input, select, textarea, [contenteditable]") && at.type !== "checkbox";
  const pane = one("#preview"), wide = matchMedia("(min-width: 76rem)");
  const off = one("#keys-off"), OFF = "sbt-keys-off";
  let at = -1, waiting = 0, before = "";

  const preview = (row) => {
    const link = row.querySelector("a.title");
    if (!pane || !link || !wide.matches || !window.htmx) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => htmx.ajax("GET", link.getAttribute("href"), { target: "#preview", swap: "innerHTML" }), 150);
  };

  const select = (to, focus) => {
    const list = rows();
    if (pane) one(".desk").classList.toggle("three-column", list.length > 0);
    if (!list.length) return;
    at = Math.max(0, Math.min(list.length - 1, to));
    list.forEach((row, n) => row.classList.toggle("selected", n === at));
    const link = list[at].querySelector("a");
    if (focus && link) link.focus();
    preview(list[at]);
  };

  const count = () => {
    const chosen = all("input[name=kasus]:checked").length;
    all("[data-chosen]").forEach((here) => {
      here.dataset.plain ??= here.textContent;
      here.textContent = chosen ? here.dataset.chosen.replace("#", chosen) : here.dataset.plain;
    });
  };

  const keys = {
    j: () => select(at + 1, true),
    k: () => select(at - 1, true),
    o: () => { const first = pane && pane.querySelector("a"); if (first) first.focus(); },
    f: () => { const box = one(".filters details"); if (box) { box.open = true; one(".filters select").focus(); } },
    t: () => { const assign = one("button[value=tugaskan]"); if (assign && one("input[name=kasus]:checked")) assign.click(); },
    x: () => {
      const box = at >= 0 && rows()[at] && rows()[at].querySelector("input[type=checkbox]");
      if (box) { box.checked = !box.checked; count(); }
    },
    "/": () => { const search = one("input[type=search]"); if (search) search.focus(); },
    "?": () => { const help = one("#keys"); if (help) help.togglePopover(); },
  };
  const places = { t: "/tugas", k: "/kasus" };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : "";
    if (!key || (off && off.checked && /[a-z]/.test(key))) return;
    const leap = before === "g" && places[key];
    before = key;
    if (leap) location.assign(leap);
    else if (keys[key]) { event.preventDefault(); keys[key](); }
  });

  document.addEventListener("click", (event) => {
    const row = event.target.closest(".task-table tbody tr");
    if (row && !event.target.closest("a, input, label, button")) select(rows().indexOf(row), false);
  });

  document.addEventListener("change", (event) => {
    if (event.target.name === "kasus") count();
    if (event.target === off) localStorage.setItem(OFF, off.checked ? "1" : "");
  });

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || !button.dataset.busy) return;
    if (button.getAttribute("aria-disabled") === "true") { event.preventDefault(); return; }
    button.setAttribute("aria-disabled", "true");
    button.textContent = button.dataset.busy;
  });

  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === pane) return;
    const list = document.getElementById("desk-list");
    if (list) list.focus({ preventScroll: true });
    if (wide.matches) select(0, false);
  });

  if (off) off.checked = localStorage.getItem(OFF) === "1";
  if (pane && wide.matches) select(0, false);
  const errors = one(".error-summary");
  if (errors) errors.focus();
})();
