// The search box in the header and the page of all results. Loads the engine and the index on first use only.
(() => {
  "use strict";

  const space = (window.__claimline_search__ = window.__claimline_search__ || {});
  const folder = new URL("./", document.currentScript.src);
  const root = new URL("../../", folder);
  const KINDS = {
    actor: "Actors", place: "Places", question: "Questions", entry: "Entries", claim: "Claims", source: "Sources",
  };
  const IN_BOX = { actor: 3, place: 2, question: 2, entry: 5, claim: 5, source: 2 };
  const ON_PAGE = 20;
  const NARROW = matchMedia("(max-width: 44.9844em)");
  const LENS = "M9.5 3a6.5 6.5 0 0 1 5.2 10.4l.3.3h.8l5 5-1.5 1.5-5-5v-.8l-.3-.3A6.5 6.5 0 1 1 9.5 3"
    + "m0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9";
  const BACK = "M20 11v2H8l5.5 5.5-1.4 1.4L4.2 12l7.9-7.9 1.4 1.4L8 11z";

  // ── Elements ─────────────────────────────────────────────────────────────────────────────────────────────

  // Texts are only ever set as text: what stands in the index came from articles.
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== ""));
    return made;
  }

  function button(attributes, ...children) {
    return element("button", { type: "button", ...attributes }, ...children);
  }

  const hrefOf = (hit) => new URL(hit.address, root).href;

  function icon(path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    drawn.setAttribute("d", path);
    svg.append(drawn);
    return svg;
  }

  function highlighted(pieces) {
    return pieces.map(([piece, marked]) => (marked ? element("mark", {}, piece) : piece));
  }

  // The part of a long text in which the first hit stands.
  function excerpt(pieces, limit) {
    const first = pieces.findIndex(([, marked]) => marked);
    const before = first > 0 ? pieces[first - 1][0] : "";
    const length = pieces.reduce((sum, [piece]) => sum + piece.length, 0);
    if (first !== 1 || length <= limit || before.length < limit / 2) return pieces;
    return [["… " + before.slice(-60).replace(/^\S*\s/u, ""), false], ...pieces.slice(1)];
  }

  function result(hit, kind, marked, limit) {
    const titled = kind === "claim" ? "cl-hit__who" : "cl-hit__title";
    const parts = [element("span", { class: titled }, ...highlighted(marked(hit.title)))];
    const about = hit.about.filter(Boolean).join(" · ");
    if (about) parts.push(element("span", { class: "cl-hit__about" }, ...highlighted(marked(about))));
    if (hit.text) {
      const text = highlighted(excerpt(marked(hit.text), limit));
      parts.push(element("span", { class: "cl-hit__text", lang: hit.lang || undefined }, ...text));
    }
    const also = kind === "claim" ? hit.also : hit.also.filter((name) => marked(name).some(([, found]) => found));
    for (const line of also.slice(0, 3)) {
      const lead = kind === "claim" ? "" : "also ";
      parts.push(element("span", { class: "cl-hit__also" }, lead, ...highlighted(marked(line))));
    }
    return parts;
  }

  function summary(found) {
    const counted = found.total === 1 ? "1 result" : `${found.total.toLocaleString("en")} results`;
    if (!found.total) return `Nothing found for “${found.text.trim()}”.`;
    const notes = found.corrected.map(({ typed, read }) => `“${typed}” was read as “${read}”`);
    if (found.partial) notes.unshift("nothing holds all the words, these hold most of them");
    return [counted, ...notes].join("; ") + ".";
  }

  // ── The engine ───────────────────────────────────────────────────────────────────────────────────────────

  let started;

  function engine() {
    started ??= new Promise((resolve, reject) => {
      const script = element("script", { src: new URL("engine.js", folder).href });
      script.onload = () => { script.remove(); space.engine.then(resolve, reject); };
      script.onerror = () => { script.remove(); started = undefined; reject(new Error("engine")); };
      document.head.append(script);
    });
    return started;
  }

  // Calls `show` with what `text()` finds, unless something newer was asked meanwhile.
  function asker(show, fail) {
    let asked = 0;
    return async (text, options) => {
      const mine = ++asked;
      try {
        const found = await (await engine()).search(text, options);
        if (mine === asked) show(found);
      } catch {
        if (mine === asked) fail();
      }
    };
  }

  const FAILED = "The search index could not be loaded.";

  // ── The box in the header ────────────────────────────────────────────────────────────────────────────────

  function box(place) {
    const input = element("input", {
      type: "search", class: "cl-search__input", placeholder: "Search", enterkeyhint: "search",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      role: "combobox", "aria-label": "Search this dossier", "aria-keyshortcuts": "/ Control+K",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "cl-search-list",
    });
    const list = element("div", { id: "cl-search-list", role: "listbox", "aria-label": "Search results" });
    const status = element("p", { class: "cl-search__status", role: "status" });
    const results = element("div", { class: "cl-search__results", hidden: "" }, status, list);
    const close = button({ class: "cl-search__close", "aria-label": "Close search" }, icon(BACK));
    const hint = element("kbd", { "aria-hidden": "true" }, "/");
    const field = element("div", { class: "cl-search__field" }, close, icon(LENS), input, hint);
    const panel = element("div", { class: "cl-search__panel" }, field, results);
    const open = button({ class: "cl-search__open md-header__button md-icon", "aria-label": "Search" }, icon(LENS));
    const whole = element("div", { class: "cl-search", role: "search" }, open, panel);
    let active = -1;

    const options = () => [...list.querySelectorAll("[role=option]")];
    const pageOf = (text) => new URL("search.html", root).href + "#q=" + encodeURIComponent(text.trim());

    function expand(shown) {
      results.hidden = !shown;
      input.setAttribute("aria-expanded", String(shown));
      if (!shown) choose(-1);
    }

    // -1 is the box itself; the walk leads round over it.
    function choose(next) {
      const all = options();
      all[active]?.setAttribute("aria-selected", "false");
      active = next >= all.length ? -1 : next < -1 ? all.length - 1 : next;
      if (active < 0) return input.removeAttribute("aria-activedescendant");
      all[active].setAttribute("aria-selected", "true");
      all[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", all[active].id);
    }

    function option(number, href, ...children) {
      const state = { id: `cl-option-${number}`, role: "option", tabindex: "-1", "aria-selected": "false" };
      return element("a", { ...state, class: "cl-hit", href }, ...children);
    }

    function show(found) {
      if (!input.value.trim()) return expand(false);
      let number = 0;
      const groups = found.groups.map(({ kind, total, hits }) => {
        const heading = element("div", { class: "cl-search__kind", id: `cl-kind-${kind}`, role: "presentation" });
        heading.append(KINDS[kind], element("span", {}, total.toLocaleString("en")));
        const made = hits.map((hit) => option(number++, hrefOf(hit), ...result(hit, kind, found.marked, 130)));
        return element("div", { role: "group", "aria-labelledby": heading.id }, heading, ...made);
      });
      const all = element("span", { class: "cl-hit__all" }, "All results on one page");
      if (found.total) groups.push(option(number, pageOf(found.text), all));
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.replaceChildren(...groups);
      status.textContent = summary(found);
      results.dataset.query = found.text; // what is shown is the answer to this
      expand(true);
    }

    const ask = asker(show, () => { list.replaceChildren(); status.textContent = FAILED; expand(true); });

    function leave() {
      expand(false);
      whole.classList.remove("cl-search--open");
      document.documentElement.classList.remove("cl-search-locked");
    }

    function enter() {
      whole.classList.add("cl-search--open");
      if (NARROW.matches) document.documentElement.classList.add("cl-search-locked");
      input.focus();
      input.select();
    }

    const steps = { ArrowDown: () => choose(active + 1), ArrowUp: () => choose(active - 1) };

    input.addEventListener("focus", () => {
      engine().catch(() => {});
      if (input.value.trim()) ask(input.value, { each: IN_BOX });
    });
    input.addEventListener("input", () => (input.value.trim() ? ask(input.value, { each: IN_BOX }) : show({})));
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key in steps && !results.hidden) { event.preventDefault(); steps[event.key](); }
      if (event.key === "Escape") {
        event.preventDefault();
        leave();
        input.blur();
        if (NARROW.matches) open.focus();
      }
      if (event.key === "Enter" && input.value.trim()) {
        event.preventDefault();
        if (active >= 0) options()[active].click(); else location.assign(pageOf(input.value));
      }
    });
    // Material listens for single keys on the page; what is typed here is meant for the box.
    for (const name of ["keydown", "keyup", "keypress"]) {
      input.addEventListener(name, (event) => event.stopPropagation());
    }
    list.addEventListener("click", (event) => {
      if (event.target.closest("a") && !event.ctrlKey && !event.metaKey) leave();
    });
    whole.addEventListener("focusout", (event) => {
      if (!whole.contains(event.relatedTarget) && document.hasFocus()) leave();
    });
    results.addEventListener("mousedown", (event) => event.preventDefault());
    open.addEventListener("click", enter);
    close.addEventListener("click", () => { leave(); open.focus(); });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      const wanted = (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey)
        || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey);
      if (wanted) { event.preventDefault(); enter(); }
    });
    place(whole);
  }

  // ── The page of all results ──────────────────────────────────────────────────────────────────────────────

  function page(holder) {
    const input = element("input", {
      type: "search", class: "cl-page__input", id: "cl-page-input", autocomplete: "off", spellcheck: "false",
    });
    const label = element("label", { for: "cl-page-input", class: "cl-page__label" });
    const status = element("p", { class: "cl-page__status", role: "status" });
    const kinds = element("div", { class: "cl-page__kinds", role: "group", "aria-label": "Show only" });
    const list = element("div", { class: "cl-page__results" });
    const form = element("form", { role: "search", class: "cl-page__form" }, label, input);
    const limits = {};
    let kind = "", found;

    label.append("Search entries, claims, actors, places, questions and sources");

    function limit() {
      return Object.fromEntries(Object.keys(KINDS).map((one) => [one, limits[one] ?? ON_PAGE]));
    }

    function render() {
      status.textContent = found.text.trim() ? summary(found) : "";
      if (!found.groups.some((group) => group.kind === kind)) kind = "";
      const choices = found.groups.map(({ kind: one, total }) => [one, `${KINDS[one]} ${total.toLocaleString("en")}`]);
      kinds.replaceChildren(...(choices.length > 1 ? [["", "All"], ...choices] : []).map(choice));
      list.replaceChildren(...found.groups.filter((group) => !kind || group.kind === kind).map(section));
    }

    function choice([value, words]) {
      const made = button({ "aria-pressed": String(value === kind), "data-kind": value }, words);
      made.addEventListener("click", () => {
        kind = value;
        remember();
        render();
        kinds.querySelector(`[data-kind="${value}"]`).focus();
      });
      return made;
    }

    function section({ kind: one, total, hits }) {
      const items = hits.map((hit) => {
        const parts = result(hit, one, found.marked, 400);
        return element("li", {}, element("a", { class: "cl-hit", href: hrefOf(hit) }, ...parts));
      });
      const made = element("section", { "aria-labelledby": `cl-page-${one}` });
      made.append(element("h2", { id: `cl-page-${one}` }, KINDS[one]), element("ol", {}, ...items));
      if (total > hits.length) {
        const more = button({ class: "cl-page__more" }, `More ${KINDS[one].toLowerCase()}`);
        more.addEventListener("click", async () => {
          limits[one] = hits.length + 50;
          await ask(input.value, { each: limit() });
          list.querySelectorAll(`[aria-labelledby="cl-page-${one}"] a`)[hits.length]?.focus();
        });
        made.append(more);
      }
      return made;
    }

    // Only the fragment may change on file://; so it holds the query everywhere.
    function remember() {
      const state = new URLSearchParams({ q: input.value.trim(), ...(kind ? { kind } : {}) });
      history.replaceState(null, "", "#" + state);
    }

    function recall() {
      const state = new URLSearchParams(location.hash.slice(1)), query = new URLSearchParams(location.search);
      input.value = state.get("q") ?? query.get("q") ?? "";
      kind = state.get("kind") ?? "";
      if (input.value) ask(input.value, { each: limit() });
    }

    const ask = asker((answer) => { found = answer; render(); }, () => { status.textContent = FAILED; });

    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("focus", () => engine().catch(() => {}), { once: true });
    input.addEventListener("input", () => {
      for (const one of Object.keys(limits)) delete limits[one];
      remember();
      ask(input.value, { each: limit() });
    });
    window.addEventListener("hashchange", recall);
    holder.replaceChildren(form, status, kinds, list);
    recall();
  }

  // ── Start ────────────────────────────────────────────────────────────────────────────────────────────────

  function start() {
    const header = document.querySelector(".md-header__inner");
    const own = document.getElementById("claimline-search");
    const title = header?.querySelector(".md-header__title");
    // Beside the title, which gives way: nothing else in the header moves.
    if (own) box((whole) => own.replaceChildren(whole));
    else if (title) box((whole) => title.after(whole));
    else if (header) box((whole) => header.append(whole));
    const holder = document.getElementById("claimline-search-page");
    if (holder) page(holder);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
