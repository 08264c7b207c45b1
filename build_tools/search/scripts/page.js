// The page of all results: everything that is found, kind by kind, with filters; its address can be shared.

const OF_EACH = 8, OF_ONE = 30, MORE = 50; // results of each kind, of the one kind that is chosen, and on demand
const AT_ONCE = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, 4]));
const FACETS = ["kind", ...Object.keys(FILTERS)];

function page(holder) {
  const input = element("input", {
    type: "search", class: "cl-page__input", id: "cl-page-input", autocomplete: "off", spellcheck: "false",
    "aria-describedby": "cl-page-status",
  });
  const label = element("label", { for: "cl-page-input", class: "cl-page__label" });
  const status = element("p", { class: "cl-page__status", role: "status", id: "cl-page-status" });
  const kinds = element("div", { class: "cl-page__kinds", role: "group", "aria-label": "Show only" });
  const order = element("div", { class: "cl-page__order", role: "group", "aria-label": "Order" });
  const list = element("div", { class: "cl-page__results" });
  const clear = button({ class: "cl-page__clear", hidden: "" }, "Clear filters");
  const form = element("form", { role: "search", class: "cl-page__form" }, label, input);
  const beside = filters((facet, ids) => { chosen[facet] = ids; changed(); });
  const limits = {};
  let chosen = {}, latest = false, found;

  label.append("Search entries, claims, actors, places, questions and sources");

  // ── What is shown ────────────────────────────────────────────────────────────────────────────────────────────────

  function render() {
    const any = Object.values(chosen).some((ids) => ids.length);
    const focused = document.activeElement?.dataset.key;
    status.textContent = found.text.trim() || any ? summary(found) : "";
    clear.hidden = !any;
    if (found.facets.length) {
      kinds.replaceChildren(...kindChoices());
      order.replaceChildren(...(found.total > 1 ? [["Best match", false], ["Latest first", true]].map(orderChoice) : []));
      beside.render(found.facets);
    }
    list.replaceChildren(...found.groups.map(section));
    holder.classList.toggle("cl-page--found", found.total > 0 || any);
    if (focused) holder.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  function kindChoices() {
    const counts = found.facets.find(({ facet }) => facet === "kind")?.values ?? [];
    const all = counts.reduce((sum, { count }) => sum + count, 0);
    const choices = Object.keys(KINDS).flatMap((kind) => counts.filter(({ id }) => id === kind));
    if (choices.length < 2 && !chosen.kind?.length) return [];
    return [
      pressed("kind=", !chosen.kind?.length, ["All", all], () => { chosen.kind = []; }),
      ...choices.map(({ id, count }) =>
        pressed(`kind=${id}`, chosen.kind?.includes(id), [KINDS[id], count], () => { chosen.kind = [id]; })),
    ];
  }

  function orderChoice([words, value]) {
    return pressed(`order=${value}`, latest === value, [words], () => { latest = value; });
  }

  function pressed(key, is, [words, count], act) {
    const made = button({ "aria-pressed": String(Boolean(is)), "data-key": key }, words);
    if (count !== undefined) made.append(" ", element("span", { class: "cl-page__count" }, counted(count)));
    made.addEventListener("click", () => { act(); changed(); });
    return made;
  }

  function section({ kind, total, hits }) {
    const items = hits.map((hit) => {
      const link = element("a", { class: "cl-hit", href: hrefOf(hit) }, ...result(hit, kind, found.marked, 400));
      return element("li", {}, link);
    });
    const heading = element("h2", { id: `cl-page-${kind}` }, KINDS[kind]);
    const made = element("section", { "aria-labelledby": heading.id }, heading, element("ol", {}, ...items));
    if (total > hits.length) {
      const more = button({ class: "cl-page__more" }, `More ${KINDS[kind].toLowerCase()}`);
      more.addEventListener("click", async () => {
        limits[kind] = hits.length + MORE;
        await search();
        list.querySelectorAll(`[aria-labelledby="cl-page-${kind}"] a`)[hits.length]?.focus();
      });
      made.append(more);
    }
    return made;
  }

  // ── What is asked ────────────────────────────────────────────────────────────────────────────────────────────────

  const ask = asker((answer) => { found = answer; render(); }, () => { status.textContent = FAILED; });

  function search() {
    const usual = chosen.kind?.length ? OF_ONE : OF_EACH;
    const each = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, limits[kind] ?? usual]));
    return ask(input.value, { each, chosen, latest });
  }

  // The best few at once, all with their counts thereafter.
  async function typed() {
    const text = input.value, filtered = Object.values(chosen).some((ids) => ids.length);
    if (!filtered && !latest) await ask(text, { each: AT_ONCE, most: 8 });
    if (text === input.value) await search();
  }

  function changed(again = search) {
    for (const one of Object.keys(limits)) delete limits[one];
    remember();
    again();
  }

  // Only the fragment may change on file://; so it holds the query everywhere.
  function remember() {
    const state = new URLSearchParams(input.value.trim() ? { q: input.value.trim() } : {});
    for (const facet of FACETS) for (const id of chosen[facet] ?? []) state.append(facet, id);
    if (latest) state.set("order", "latest");
    history.replaceState(null, "", "#" + state);
  }

  function recall() {
    const state = new URLSearchParams(location.hash.slice(1)), query = new URLSearchParams(location.search);
    input.value = state.get("q") ?? query.get("q") ?? "";
    chosen = Object.fromEntries(FACETS.map((facet) => [facet, state.getAll(facet)]));
    latest = state.get("order") === "latest";
    if (input.value || Object.values(chosen).some((ids) => ids.length)) typed();
  }

  // From the field down into the results and back, by arrows.
  function walk(event) {
    const links = [input, ...list.querySelectorAll("a")], at = links.indexOf(event.target);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: at && 1, End: at && links.length - 1, Escape: at && 0 }[event.key];
    if (at < 0 || next === undefined || next === at || !links[next] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    links[next].focus();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("focus", () => engine().catch(() => {}), { once: true });
  input.addEventListener("input", () => changed(typed));
  holder.addEventListener("keydown", walk);
  clear.addEventListener("click", () => { chosen = {}; changed(); input.focus(); });
  window.addEventListener("hashchange", recall);
  const above = element("div", { class: "cl-page__above" }, kinds, order);
  const line = element("div", { class: "cl-page__line" }, status, clear);
  holder.replaceChildren(form, line, above, element("div", { class: "cl-page__below" }, beside.whole, list));
  recall();
}

window.__claimline_search__.part("page", page);
