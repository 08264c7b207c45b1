// The filters of the timeline: boxes of choices with what each would leave, chips of what is chosen, and the choice in
// the address (behind #, so that it works from a folder too). Without it the list is whole and no filter is shown.
(() => {
  "use strict";
  const timeline = window.__claimline_timeline__;
  const form = document.querySelector("[data-claimline-filters]");
  if (!timeline || !form) return;

  const MOST_CHOICES = 100; // shown at once; the rest is found by typing
  const MOST_WITHOUT_SEARCH = 12;
  const DAY = 86_400_000;
  const shown = form.querySelector("[data-shown]");
  const reset = form.querySelector("[type=reset]");
  const copy = form.querySelector("[data-copy]");
  const chips = form.querySelector("[data-chips]");
  const nothing = form.querySelector("[data-nothing]");
  const [from, to] = ["from", "to"].map((name) => form.elements[name]);
  const datesBox = form.querySelector("[data-dates]");
  const boxes = [...form.querySelectorAll("[data-facet]")];
  let chosen = null;

  const make = (tag, settings, ...children) => {
    const element = Object.assign(document.createElement(tag), settings);
    element.append(...children);
    return element;
  };
  const entries = (number) => `${timeline.counted(number)} ${number === 1 ? "entry" : "entries"}`;
  const isoOf = (day) => (day === null ? "" : new Date(day * DAY).toISOString().slice(0, 10));
  const wordsOf = (day) => new Date(day * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  // The day of “2024-11-06”; of “2024-11” or “2024” the first, or the last that may be meant.
  function dayOf(text, last = false) {
    const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
    if (!parts) return null;
    const [year, month, day] = parts.slice(1).map((part) => (part === undefined ? undefined : +part));
    const date = new Date(0);
    date.setUTCFullYear(year, month === undefined ? (last ? 11 : 0) : month - 1, day ?? (last ? (month === undefined ? 31 : new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()) : 1));
    return Number.isNaN(date.getTime()) ? null : Math.floor(date.getTime() / DAY);
  }

  // ── Boxes ───────────────────────────────────────────────────────────────────────────────────────────────────

  // The facets of a box, each with the part of the form that is made when it is first opened.
  const facetsOf = (box) =>
    timeline.columns().facets.map((facet, filter) => ({ ...facet, filter })).filter((facet) => facet.box === box.dataset.facet);

  function fill(box) {
    const room = box.querySelector(".cl-facet-box");
    const facets = facetsOf(box);
    const ours = facets.map((facet) => {
      const list = make("fieldset", {}, make("legend", { textContent: facet.label, className: facets.length > 1 ? "" : "cl-visually-hidden" }));
      const search = facet.keys.length > MOST_WITHOUT_SEARCH && make("input", { type: "search", autocomplete: "off", placeholder: `Find among ${timeline.counted(facet.keys.length)}` });
      if (search) {
        search.ariaLabel = `Find ${facet.label.toLowerCase()}`;
        search.addEventListener("input", () => list.replaceWith((box.lists.find((one) => one.search === search).list = offer(facet, list, search.value))));
        search.addEventListener("input", () => recount(box));
      }
      return { facet, list, search };
    });
    box.lists = ours;
    room.replaceChildren(...ours.flatMap(({ list, search }) => (search ? [search, list] : [list])));
  }

  // The choices of a facet as a list: chosen ones first, then those that would leave most.
  function offer(facet, list, typed = "") {
    const found = timeline.counts(facet.filter);
    const has = chosen.values[facet.filter];
    const asked = typed.trim().toLocaleLowerCase().split(/\s+/);
    const fits = (label) => asked.every((word) => label.toLocaleLowerCase().includes(word));
    const order = facet.keys
      .map((_, value) => value)
      .filter((value) => has.has(value) || fits(facet.labels[value]))
      .sort((one, other) => has.has(other) - has.has(one) || found[other] - found[one] || one - other);
    const choices = order.slice(0, MOST_CHOICES).map((value) => {
      const input = make("input", { type: "checkbox", name: facet.box, value: facet.keys[value], checked: has.has(value) });
      input.choice = { filter: facet.filter, value };
      const count = make("span", { className: "cl-count" });
      count.dataset.count = "";
      return make("label", {}, input, make("span", { textContent: facet.labels[value] }), " ", count);
    });
    const rest = order.length - choices.length;
    const remark = rest > 0 ? `${timeline.counted(rest)} more: type to find them` : order.length ? "" : "Nothing is called that";
    const filled = list.cloneNode(false);
    filled.append(list.querySelector("legend"), ...choices, ...(remark ? [make("p", { className: "cl-facet-note", textContent: remark })] : []));
    return filled;
  }

  function recount(box) {
    for (const { facet, list } of box.lists || []) {
      const found = timeline.counts(facet.filter);
      for (const label of list.querySelectorAll("label")) {
        const { value } = label.firstElementChild.choice;
        label.firstElementChild.checked = chosen.values[facet.filter].has(value);
        label.lastElementChild.textContent = timeline.counted(found[value]);
        label.classList.toggle("is-empty", !found[value]);
      }
    }
  }

  // On the click and not once the box is open: so the choices are there for whoever walks on by key.
  async function opening(box) {
    if (!(await ready())) return;
    if (!box.lists) fill(box);
    for (const one of box.lists) {
      if (one.search) one.search.value = "";
      const filled = offer(one.facet, one.list);
      one.list.replaceWith(filled);
      one.list = filled;
    }
    recount(box);
  }

  // ── Showing what is chosen ──────────────────────────────────────────────────────────────────────────────────

  const nameOf = (box) => boxes.find((one) => one.dataset.facet === box).querySelector("summary").firstChild.textContent;

  // Everything chosen, each with what it is called and how to take it back.
  function choices() {
    const listed = timeline.columns().facets.flatMap(({ box, labels }, filter) =>
      [...chosen.values[filter]].map((value) => ({ filter, name: `${nameOf(box)}: ${labels[value]}`, drop: () => chosen.values[filter].delete(value) })));
    if (chosen.from !== null || chosen.to !== null) {
      const words = [chosen.from === null ? "" : `from ${wordsOf(chosen.from)}`, chosen.to === null ? "" : `to ${wordsOf(chosen.to)}`];
      listed.push({ filter: chosen.values.length, name: `Dates: ${words.filter(Boolean).join(" ")}`, drop: () => { chosen.from = chosen.to = null; } });
    }
    return listed;
  }

  function chip({ name, drop }) {
    const button = make("button", { type: "button", textContent: name });
    button.append(make("span", { textContent: " ×" }));
    button.lastChild.setAttribute("aria-hidden", "true");
    button.ariaLabel = `Remove filter ${name}`;
    button.addEventListener("click", () => {
      const place = [...chips.children].indexOf(button.parentElement);
      drop();
      changed();
      (chips.querySelectorAll("button")[Math.min(place, chips.children.length - 1)] || boxes[0]?.firstElementChild)?.focus();
    });
    return make("li", {}, button);
  }

  // An empty result says which filter to give up, and how much each would bring back.
  function advise(state, listed) {
    nothing.hidden = state.found.length > 0 || !state.filtered;
    if (nothing.hidden) return;
    const back = new Map();
    for (const filter of state.kept) if (filter >= 0) back.set(filter, (back.get(filter) || 0) + 1);
    const ways = [...back].sort((one, other) => other[1] - one[1]).map(([filter, number]) => {
      const names = listed.filter((one) => one.filter === filter);
      const button = make("button", { type: "button", textContent: `without ${names.map(({ name }) => name).join(" or ")}: ${entries(number)}` });
      button.addEventListener("click", () => { for (const { drop } of names) drop(); changed(); });
      return button;
    });
    nothing.replaceChildren("No entry has all of this. ", ...(ways.length ? ["There would be, ", ...ways.flatMap((way, at) => (at ? [" · ", way] : [way]))] : ["No single filter is the reason: take back two or more."]));
  }

  timeline.onChange((state) => {
    const listed = choices();
    shown.textContent = `${timeline.counted(state.found.length)} of ${entries(state.kept.length)}`;
    reset.hidden = copy.hidden = !state.filtered;
    copy.textContent = "Copy link to this view";
    chips.replaceChildren(...listed.map(chip));
    chips.hidden = !listed.length;
    from.value = isoOf(chosen.from);
    to.value = isoOf(chosen.to);
    for (const box of [...boxes, datesBox]) {
      const filters = box === datesBox ? [chosen.values.length] : facetsOf(box).map(({ filter }) => filter);
      const names = listed.filter(({ filter }) => filters.includes(filter)).map(({ name }) => name.slice(name.indexOf(": ") + 2));
      box.querySelector(".cl-facet-chosen").textContent = names.length > 1 ? `${names.length} chosen` : names[0] || "";
      box.classList.toggle("is-on", names.length > 0);
      if (box.open) recount(box);
    }
    advise(state, listed);
  });

  // ── The address ─────────────────────────────────────────────────────────────────────────────────────────────

  function asAddress() {
    const values = new Map();
    timeline.columns().facets.forEach(({ box, keys }, filter) => {
      const asked = [...chosen.values[filter]].map((value) => encodeURIComponent(keys[value]));
      if (asked.length) values.set(box, [...(values.get(box) || []), ...asked]);
    });
    const parts = [...values].map(([box, asked]) => `${box}=${asked.join(",")}`);
    for (const name of ["from", "to"]) if (chosen[name] !== null) parts.push(`${name}=${isoOf(chosen[name])}`);
    return parts.join("&");
  }

  function toAddress() {
    const address = asAddress();
    if (address === location.hash.slice(1)) return;
    try {
      history.pushState(history.state, "", address ? `#${address}` : location.pathname + location.search);
    } catch {
      location.hash = address;
    }
  }

  const plain = (value) => {
    try { return decodeURIComponent(value); } catch { return value; }
  };

  // Whoever asks for an entry by its address sees it, whatever is chosen.
  function uncover(id) {
    const asked = document.getElementById(id);
    if (!timeline.state()?.filtered || !asked?.closest("[hidden], .is-aside")) return;
    chosen = timeline.nothing();
    timeline.choose(chosen);
    asked.scrollIntoView();
  }

  async function fromAddress() {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return uncover(plain(hash)); // the anchor of a day or an entry
    if (!hash && !timeline.state()?.filtered) return;
    if (!(await ready())) return;
    const asked = new Map(hash.split("&").map((part) => part.split("=")).map(([key, values]) => [key, (values || "").split(",").map(plain)]));
    chosen = timeline.nothing();
    timeline.columns().facets.forEach(({ box, keys }, filter) => {
      const wanted = new Set(asked.get(box));
      keys.forEach((key, value) => { if (wanted.has(key)) chosen.values[filter].add(value); });
    });
    chosen.from = dayOf(asked.get("from")?.[0] || "");
    chosen.to = dayOf(asked.get("to")?.[0] || "", true);
    timeline.choose(chosen);
  }

  // ── Acting ──────────────────────────────────────────────────────────────────────────────────────────────────

  // Nothing is loaded before the reader asks for it; what cannot be loaded is said.
  async function ready() {
    try {
      await timeline.ready();
    } catch {
      shown.textContent = "The filters could not be loaded";
      return false;
    }
    chosen ||= timeline.nothing();
    return true;
  }

  function changed() {
    timeline.choose(chosen);
    toAddress();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", async ({ target }) => {
    if (!target.choice && target !== from && target !== to) return;
    if (!(await ready())) return;
    if (target.choice) {
      const asked = chosen.values[target.choice.filter];
      if (target.checked) asked.add(target.choice.value);
      else asked.delete(target.choice.value);
    } else {
      chosen.from = dayOf(from.value);
      chosen.to = dayOf(to.value, true);
    }
    changed();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    chosen = timeline.nothing();
    changed();
    (boxes[0] || datesBox).querySelector("summary").focus();
  });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      copy.textContent = "Link copied";
    } catch {
      const told = make("input", { value: location.href, readOnly: true, ariaLabel: "Link to this view" });
      copy.after(" ", told);
      told.select();
      copy.textContent = document.execCommand("copy") ? "Link copied" : "Copy it from here:";
      if (copy.textContent === "Link copied") told.remove();
    }
  });
  form.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && form.querySelector("details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
    else if (event.key === "Enter" && event.target.type === "search") event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    for (const box of [...boxes, datesBox]) if (box.open && !box.contains(event.target)) box.open = false;
  });
  for (const box of boxes) {
    box.firstElementChild.addEventListener("click", () => { if (!box.open) opening(box); });
    box.addEventListener("toggle", () => { if (box.open && !box.lists) opening(box); });
  }
  // The drawing proposes days.
  timeline.takeDays = async (first, last) => {
    if (!(await ready())) return;
    chosen.from = first;
    chosen.to = last;
    changed();
  };
  addEventListener("popstate", fromAddress);
  addEventListener("hashchange", fromAddress);
  fromAddress();
})();
