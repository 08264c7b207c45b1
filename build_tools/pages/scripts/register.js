/* Narrows a register (the list of actors) to what bears a name, in whatever spelling. */
(() => {
  const elsewhere = document.querySelector("[data-find]"); // too many to narrow here: the search has them all
  if (elsewhere) elsewhere.hidden = false;
  const form = document.querySelector("[data-register]");
  if (!form) return;
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase().trim();
  const begins = (name, query) => ` ${name}`.includes(` ${query}`); // what was typed begins one of the name's words
  const input = form.querySelector("input");
  const state = form.querySelector("[data-register-state]");
  const rows = Array.from(document.querySelectorAll(".cl-register li"), (row) => {
    const also = (row.dataset.also || "").split("|").filter(Boolean);
    return { row, name: fold(row.querySelector("a").textContent), also, folded: also.map(fold) };
  });
  const groups = document.querySelectorAll("[data-register-group], .cl-register");

  /* Tells by which other name an actor was found. */
  function hint(row, alias) {
    row.querySelector(".cl-register-also")?.remove();
    if (!alias) return;
    const shown = document.createElement("span");
    shown.className = "cl-small cl-register-also";
    shown.textContent = `also ${alias}`;
    row.querySelector("a").after(" ", shown);
  }

  function narrow() {
    const query = fold(input.value);
    let found = 0;
    for (const { row, name, also, folded } of rows) {
      const named = begins(name, query);
      const at = named ? -1 : folded.findIndex((other) => begins(other, query));
      row.hidden = !named && at < 0;
      hint(row, also[at]);
      if (!row.hidden) found += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    for (const letter of document.querySelectorAll("[data-register-letter]")) {
      letter.hidden = letter.nextElementSibling.hidden;
    }
    state.textContent = query ? `${found} of ${rows.length}` : "";
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", narrow);
  if (input.value) narrow();
})();
