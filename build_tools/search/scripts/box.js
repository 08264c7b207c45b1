// The search box in the header.

const IN_BOX = { actor: 4, place: 3, question: 3, entry: 6, claim: 6, source: 3 }, MOST_IN_BOX = 8;
const NARROW = matchMedia("(max-width: 44.9844em)");
const LENS = "M9.5 3a6.5 6.5 0 0 1 5.2 10.4l.3.3h.8l5 5-1.5 1.5-5-5v-.8l-.3-.3A6.5 6.5 0 1 1 9.5 3"
  + "m0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9";
const BACK = "M20 11v2H8l5.5 5.5-1.4 1.4L4.2 12l7.9-7.9 1.4 1.4L8 11z";

function boxParts() {
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
  return { input, list, status, results, close, open, whole };
}

// The groups of options for what was found; the last option leads to the page of all results.
function optionsOf(found) {
  let number = 0;
  const option = (href, ...children) => element("a", {
    id: `cl-option-${number++}`, role: "option", tabindex: "-1", "aria-selected": "false", class: "cl-hit", href,
  }, ...children);
  const groups = found.groups.filter(({ hits }) => hits.length).map(({ kind, total, hits }) => {
    const heading = element("div", { class: "cl-search__kind", id: `cl-kind-${kind}`, role: "presentation" });
    heading.append(KINDS[kind], ...(found.begun ? [] : [element("span", {}, counted(total))]));
    const made = hits.map((hit) => option(hrefOf(hit), ...result(hit, kind, found.marked, 130)));
    return element("div", { role: "group", "aria-labelledby": heading.id }, heading, ...made);
  });
  const all = found.begun ? "Search on one page" : "All results, with filters";
  return found.total ? [...groups, option(pageOf(found.text), element("span", { class: "cl-hit__all" }, all))] : [];
}

function box(place) {
  const { input, list, status, results, close, open, whole } = boxParts();
  const walk = combobox(input, list);

  function expand(shown) {
    results.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    walk.reset();
  }

  function show(found) {
    if (!input.value.trim()) return expand(false);
    list.replaceChildren(...optionsOf(found));
    status.textContent = summary(found);
    results.dataset.query = found.text; // what is shown is the answer to this
    list.scrollTop = 0;
    expand(true);
  }

  const asked = asker(show, () => { list.replaceChildren(); status.textContent = FAILED; expand(true); });
  const ask = () => (input.value.trim() ? asked(input.value, { each: IN_BOX, most: MOST_IN_BOX }) : expand(false));

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

  // Escape closes the results first, then leaves the box.
  function escape() {
    const stay = !results.hidden && !NARROW.matches;
    leave();
    if (stay) return;
    input.blur();
    if (NARROW.matches) open.focus();
  }

  input.addEventListener("focus", () => { engine().catch(() => {}); ask(); });
  input.addEventListener("input", ask);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (!results.hidden && walk.key(event)) return;
    if (results.hidden && event.key === "ArrowDown") { event.preventDefault(); ask(); }
    if (event.key === "Escape") { event.preventDefault(); escape(); }
    if (event.key === "Enter" && input.value.trim()) {
      event.preventDefault();
      if (walk.active()) walk.active().click(); else location.assign(pageOf(input.value));
    }
  });
  // Material listens for single keys on the page; what is typed here is meant for the box.
  for (const name of ["keydown", "keyup", "keypress"]) input.addEventListener(name, (event) => event.stopPropagation());
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
    if (isShortcut(event)) { event.preventDefault(); enter(); }
  });
  place(whole);
}

function isShortcut(event) {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.altKey || event.shiftKey && event.key !== "/") return false;
  const held = event.ctrlKey || event.metaKey;
  return held ? event.key.toLowerCase() === "k" : event.key === "/" && !typing;
}
