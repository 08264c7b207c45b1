// The masthead: dark or light by the reader's choice, and the list of sections on narrow screens. Without it the
// sections lie open and the colours are light.
(() => {
  "use strict";
  const body = document.body;
  const KEY = "claimline.scheme";
  const scheme = document.querySelector(".cl-scheme");
  if (scheme) {
    const tell = () => scheme.setAttribute("aria-pressed", String(body.dataset.mdColorScheme === "slate"));
    const set = (name) => { body.dataset.mdColorScheme = name; tell(); };
    const chosen = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
    scheme.addEventListener("click", () => {
      set(body.dataset.mdColorScheme === "slate" ? "default" : "slate");
      try { localStorage.setItem(KEY, body.dataset.mdColorScheme); } catch { /* the choice holds for this page */ }
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
      if (!chosen()) set(event.matches ? "slate" : "default");
    });
    tell();
  }

  const menu = document.querySelector(".cl-menu");
  const sections = document.getElementById("cl-sections");
  if (!menu || !sections) return;
  const open = (shown) => {
    sections.classList.toggle("is-open", shown);
    menu.setAttribute("aria-expanded", String(shown));
  };
  const isOpen = () => menu.getAttribute("aria-expanded") === "true";
  menu.addEventListener("click", () => open(!isOpen()));
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) { open(false); menu.focus(); }
  });
  addEventListener("click", (event) => {
    if (isOpen() && !sections.contains(event.target) && !menu.contains(event.target)) open(false);
  });
  sections.addEventListener("focusout", (event) => {
    if (isOpen() && event.relatedTarget && event.relatedTarget !== menu && !sections.contains(event.relatedTarget)) open(false);
  });
})();
