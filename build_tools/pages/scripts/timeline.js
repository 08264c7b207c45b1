// The timeline's entries as numbers: which pass the filters, how many each choice would leave, where their cards are.
// A small timeline brings its columns in the page; a large one loads them, and cards in pieces, once they are asked for.
// What draws, lists and offers filters listens to window.__claimline_timeline__.
(() => {
  "use strict";
  const page = document.querySelector("[data-claimline-timeline]");
  if (!page) return;

  const folder = page.dataset.files ? page.dataset.files + "/" : "";
  const listeners = [];
  const pieces = new Map(); // number of a piece of cards → promise of its cards
  const waiting = new Map(); // the same → who waits for the script that brings it
  let columns = null;
  let gotColumns = null;
  let state = null;

  // ── Columns ─────────────────────────────────────────────────────────────────────────────────────────────────

  const numbers = (text) => text.split(",").map((one) => (one === "" ? null : +one));

  // “4 7,,12” as the numbers of all entries one behind the other, and where those of each begin: no object for each entry.
  function lists(text, total) {
    const begin = new Uint32Array(total + 1);
    const values = new Uint32Array(text.length + 1);
    let [entry, filled, number] = [0, 0, -1];
    for (let at = 0; at <= text.length; at++) {
      const letter = text.charCodeAt(at);
      if (letter >= 48) number = (number < 0 ? 0 : number * 10) + letter - 48;
      else {
        if (number >= 0) values[filled++] = number;
        number = -1;
        if (letter !== 32) begin[++entry] = filled;
      }
    }
    return { begin, values: values.slice(0, filled) };
  }

  function read(told) {
    const start = numbers(told.start);
    const end = numbers(told.end);
    for (let at = 0, before = 0; at < told.total; at++) {
      if (start[at] !== null) before = start[at] += before;
      if (end[at] !== null) end[at] += before;
    }
    const facets = told.facets.map((facet) => ({ ...facet, of: lists(facet.of, told.total) }));
    return { ...told, start, end, facets };
  }

  const load = (address) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = folder + address;
      script.onload = done;
      script.onerror = () => failed(new Error(`${script.src} could not be loaded`));
      document.head.append(script);
    });

  // Loads nothing twice; where loading failed, the next one who asks tries again.
  function ready() {
    gotColumns ||= take().catch((error) => { gotColumns = null; throw error; });
    return gotColumns;
  }

  async function take() {
    if (folder) await load("columns.js");
    else columns = read(JSON.parse(page.dataset.columns));
    state = stateOf(nothing());
  }

  // ── Matching ────────────────────────────────────────────────────────────────────────────────────────────────

  // For each entry what keeps it out: nothing (-1), one filter alone (its number), or more than one (-2). So one pass
  // tells what is left, what each choice of each filter would leave, and what to loosen where nothing is left.
  function match(chosen) {
    const kept = new Int16Array(columns.total).fill(-1);
    const out = (at, filter) => { kept[at] = kept[at] === -1 ? filter : -2; };
    columns.facets.forEach(({ keys, of }, filter) => {
      const asked = chosen.values[filter];
      if (!asked.size) return;
      const wanted = new Uint8Array(keys.length);
      for (const value of asked) wanted[value] = 1;
      for (let at = 0; at < kept.length; at++) {
        let place = of.begin[at];
        while (place < of.begin[at + 1] && !wanted[of.values[place]]) place++;
        if (place === of.begin[at + 1]) out(at, filter);
      }
    });
    const { from, to } = chosen;
    if (from !== null || to !== null) {
      const { start, end, shape } = columns;
      for (let at = 0; at < kept.length; at++) {
        const may = shape[at] !== "n" && (to === null || start[at] === null || start[at] <= to) && (from === null || end[at] === null || end[at] >= from);
        if (!may) out(at, columns.facets.length);
      }
    }
    return kept;
  }

  const left = (kept) => {
    const found = [];
    kept.forEach((filter, at) => { if (filter === -1) found.push(at); });
    return found;
  };

  // How many entries each choice of a filter would leave, all other filters as they are.
  function counts(filter) {
    const { keys, of } = columns.facets[filter];
    const found = new Uint32Array(keys.length);
    for (let at = 0; at < columns.total; at++) {
      if (state.kept[at] !== -1 && state.kept[at] !== filter) continue;
      for (let place = of.begin[at]; place < of.begin[at + 1]; place++) found[of.values[place]]++;
    }
    return found;
  }

  // ── Cards ───────────────────────────────────────────────────────────────────────────────────────────────────

  const asElement = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content.firstElementChild;
  };

  // Of a piece only those cards become elements that somebody asks for.
  const asCard = ([day, heading, html]) => {
    let element = null;
    return { day, heading, get element() { return (element ||= asElement(html)); } };
  };

  // A card is {day, heading, element}: the day it stands under as EDTF and in words, and its article.
  const onPage = () =>
    [...page.querySelectorAll(".cl-day")].flatMap((day) => {
      const heading = day.querySelector(".cl-day-heading");
      return [...day.querySelectorAll(".cl-card")].map((element) => ({ day: day.id, heading: heading.innerHTML, element }));
    });

  function piece(number) {
    if (!pieces.has(number)) {
      const brought = new Promise((done) => waiting.set(number, done));
      const loaded = load(`cards-${number}.js?${columns.digest}`).then(() => brought);
      loaded.catch(() => pieces.delete(number));
      pieces.set(number, loaded);
    }
    return pieces.get(number);
  }

  const all = folder ? [] : onPage();

  async function cards(entries) {
    if (!folder) return entries.map((at) => all[at]);
    const each = columns.each;
    const found = new Map();
    await Promise.all([...new Set(entries.map((at) => Math.floor(at / each)))].map(async (number) => found.set(number, await piece(number))));
    return entries.map((at) => found.get(Math.floor(at / each))[at % each]);
  }

  // ── What others see of it ───────────────────────────────────────────────────────────────────────────────────

  const nothing = () => ({ values: columns.facets.map(() => new Set()), from: null, to: null });

  function stateOf(chosen) {
    const kept = match(chosen);
    const filtered = chosen.values.some((asked) => asked.size) || chosen.from !== null || chosen.to !== null;
    return { chosen, kept, found: left(kept), filtered };
  }

  function choose(chosen) {
    state = stateOf(chosen);
    for (const listen of listeners) listen(state);
  }

  window.__claimline_timeline__ = {
    page,
    // 12,345. The browser's own formatting takes its time to begin.
    counted: (number) => String(number).replace(/\B(?=(?:\d{3})+$)/g, ","),
    isLarge: Boolean(folder),
    ready,
    choose,
    counts,
    cards,
    nothing,
    onChange: (listen) => listeners.push(listen),
    columns: () => columns,
    state: () => state,
    // What the scripts of a large timeline call.
    takeColumns: (told) => { columns = read(told); },
    takeCards: (number, told) => {
      waiting.get(number)?.(told.map(asCard));
      waiting.delete(number);
    },
  };
})();
