// The filters of the timeline. Everything is in the page already; this only hides what is not asked for, counts,
// and keeps the choice in the address (behind #, so that it works from a folder too). Without it the list is whole.
(() => {
  "use strict";
  const form = document.querySelector("[data-claimline-filters]");
  const list = document.querySelector("[data-claimline-list]");
  if (!form || !list) return;

  const facets = [...form.querySelectorAll("[data-facet]")].map((box) => ({
    key: box.dataset.facet,
    box,
    chosen: box.querySelector(".cl-facet-chosen"),
    inputs: [...box.querySelectorAll("input")].map((input) => ({
      input,
      label: input.closest("label"),
      name: input.nextElementSibling.textContent,
      count: input.closest("label").querySelector("[data-count]"),
    })),
  }));
  const days = [...list.querySelectorAll(".cl-day")];
  const cards = [...list.querySelectorAll(".cl-card")].map((card) => ({
    card,
    has: Object.fromEntries(facets.map(({ key }) => [key, new Set((card.dataset[key] || "").split(" "))])),
  }));
  const marks = [...document.querySelectorAll("[data-entry]")];
  const shown = form.querySelector("[data-shown]");
  const reset = form.querySelector("[type=reset]");

  const choice = () =>
    Object.fromEntries(facets.map(({ key, inputs }) => [key, inputs.filter((i) => i.input.checked).map((i) => i.input.value)]));

  const passes = (has, chosen, except) =>
    facets.every(({ key }) => key === except || !chosen[key].length || chosen[key].some((value) => has[key].has(value)));

  function apply() {
    const chosen = choice();
    const out = new Set();
    let number = 0;
    for (const { card, has } of cards) {
      card.hidden = !passes(has, chosen);
      number += !card.hidden;
      if (card.hidden) out.add(card.id);
    }
    for (const mark of marks) mark.classList.toggle("is-out", out.has(mark.dataset.entry));
    for (const day of days) day.hidden = !day.querySelector(".cl-card:not([hidden])");
    for (const facet of facets) count(facet, chosen);
    shown.textContent = `${number} of ${cards.length} ${cards.length === 1 ? "entry" : "entries"}`;
    reset.hidden = !facets.some(({ key }) => chosen[key].length);
  }

  // Beside each choice: how many entries it would leave, all other filters as they are.
  function count({ key, box, chosen: told, inputs }, chosen) {
    const numbers = new Map();
    for (const { has } of cards) {
      if (passes(has, chosen, key)) for (const value of has[key]) numbers.set(value, (numbers.get(value) || 0) + 1);
    }
    for (const { input, label, count } of inputs) {
      const number = numbers.get(input.value) || 0;
      count.textContent = number;
      label.classList.toggle("is-empty", !number);
    }
    const names = inputs.filter(({ input }) => input.checked).map(({ name }) => name);
    told.textContent = names.length > 1 ? `${names.length} chosen` : names[0] || "";
    box.classList.toggle("is-on", names.length > 0);
  }

  function toAddress() {
    const chosen = choice();
    const parts = facets
      .filter(({ key }) => chosen[key].length)
      .map(({ key }) => `${key}=${chosen[key].map(encodeURIComponent).join(",")}`);
    const address = parts.length ? "#" + parts.join("&") : location.pathname + location.search;
    try {
      history.replaceState(history.state, "", address);
    } catch {
      location.hash = parts.join("&");
    }
  }

  function fromAddress() {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return; // the anchor of a day or an entry
    const asked = new Map(hash.split("&").map((part) => part.split("=")).map(([key, values]) => [key, (values || "").split(",")]));
    for (const { key, inputs } of facets) {
      const values = (asked.get(key) || []).map((value) => {
        try { return decodeURIComponent(value); } catch { return value; }
      });
      for (const { input } of inputs) input.checked = values.includes(input.value);
    }
    apply();
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => { apply(); toAddress(); });
  form.addEventListener("reset", () => setTimeout(() => { apply(); toAddress(); }));
  form.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && form.querySelector("details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => {
    for (const { box } of facets) if (box.open && !box.contains(event.target)) box.open = false;
  });
  addEventListener("hashchange", fromAddress);
  apply();
  fromAddress();
})();
