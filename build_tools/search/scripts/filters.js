// The filters beside the results: a group of checkboxes for each facet, with counts.

const { element, button, result, summary, asker, engine, hrefOf, counted, KINDS, FAILED } =
  window.__claimline_search__.shared;

const FILTERS = { speaker: "Said by", source: "In source", date: "Date", stance: "Stance", standing: "Standing" };
const AT_FIRST = 6, AT_MOST = 200;
const WIDE = matchMedia("(min-width: 60em)");

// `choose(facet, ids)` is called when the reader changes what is chosen.
function filters(choose) {
  const expanded = new Set();
  const groups = element("div", { class: "cl-page__groups" });
  const title = element("summary", {}, "Filters");
  const whole = element("details", { class: "cl-page__filters" }, title, groups);
  whole.open = WIDE.matches;
  WIDE.addEventListener("change", () => { whole.open = WIDE.matches; });

  function group({ facet, values }, again) {
    const shown = expanded.has(facet) ? values.slice(0, AT_MOST) : values.filter((one, at) => at < AT_FIRST || one.chosen);
    const parts = shown.map((value) => choice(facet, value, values));
    if (values.length > shown.length) {
      const more = button({ class: "cl-page__all", "data-key": `${facet} all` }, `Show all ${counted(Math.min(values.length, AT_MOST))}`);
      more.addEventListener("click", () => {
        expanded.add(facet);
        again();
        groups.querySelectorAll(`[data-key^="${facet}="]`)[AT_FIRST]?.focus();
      });
      parts.push(more);
    }
    return element("fieldset", {}, element("legend", {}, FILTERS[facet]), ...parts);
  }

  function choice(facet, { id, label, count, chosen }, values) {
    const input = element("input", { type: "checkbox", "data-key": `${facet}=${id}` });
    input.checked = Boolean(chosen);
    input.addEventListener("change", () => {
      const others = facet === "date" ? [] : values.filter((one) => one.chosen && one.id !== id).map((one) => one.id);
      choose(facet, input.checked ? [...others, id] : others);
    });
    return element("label", {}, input, element("span", {}, label), element("span", { class: "cl-page__count" }, counted(count)));
  }

  // Facets that tell nothing apart are left out.
  function render(facets) {
    const telling = facets.filter(({ facet, values }) => facet in FILTERS
      && (values.length > 1 || values.some((one) => one.chosen) || (facet === "standing" && values.length)));
    const focused = document.activeElement?.dataset.key;
    groups.replaceChildren(...telling.map((facet) => group(facet, () => render(facets))));
    const chosen = telling.flatMap(({ values }) => values.filter((one) => one.chosen)).length;
    title.textContent = chosen ? `Filters (${chosen})` : "Filters";
    whole.hidden = !telling.length;
    if (focused) groups.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  return { whole, render };
}
