// Buttons that copy a citation or save it as a file. The text is in the page already and can be copied by hand; buttons
// are made when a citation is first opened. The day of access is the reader's own: it is filled in here, not at build time.
(() => {
  "use strict";
  const cited = document.querySelectorAll("[data-cite]");
  if (!cited.length) return;

  const TYPES = { txt: "text/plain", bib: "application/x-bibtex", ris: "application/x-research-info-systems", json: "application/vnd.citationstyles.csl+json" };
  const region = document.createElement("p");
  region.className = "cl-visually-hidden";
  region.setAttribute("role", "status");
  document.querySelector(".cl-page").append(region);

  const today = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" }).format(new Date());
  for (const gap of document.querySelectorAll("[data-today]")) gap.textContent = today;

  // A page in a folder, or in a frame, may have no clipboard of its own: then the old way, with a field to select.
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = document.createElement("textarea");
      const before = document.activeElement;
      field.value = text;
      field.setAttribute("readonly", "");
      field.style.cssText = "position:fixed;top:0;opacity:0";
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      before?.focus({ preventScroll: true });
      return done;
    }
  }

  function select(block) {
    getSelection().selectAllChildren(block);
  }

  function tell(button, done, name) {
    button.classList.toggle("is-done", done);
    button.textContent = done ? "Copied" : "Selected: copy it with your keys";
    region.textContent = "";
    requestAnimationFrame(() => { region.textContent = done ? `Copied: ${name}` : "The text is selected; copy it with your keys."; });
    setTimeout(() => { button.textContent = button.dataset.label; button.classList.remove("is-done"); }, 2500);
  }

  function button(label, tools, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = made.dataset.label = label;
    made.addEventListener("click", () => action(made));
    tools.append(made);
  }

  function save(text, suffix, stem) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([suffix === "ris" ? text.replace(/\n/g, "\r\n") : text], { type: TYPES[suffix] }));
    link.download = `${stem}.${suffix}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function equip(box) {
    if (box.dataset.equipped) return;
    box.dataset.equipped = "yes";
    for (const block of box.querySelectorAll("[data-format]")) {
      const suffix = block.dataset.format;
      const name = block.dataset.copy ? "form" : suffix === "txt" ? "citation" : block.closest("details").querySelector("summary").textContent;
      const tools = document.createElement("div");
      tools.className = "cl-tools";
      button(block.dataset.copy || (suffix === "txt" ? "Copy the citation" : `Copy ${name}`), tools, async (pressed) => {
        const done = await copy(block.textContent);
        if (!done) select(block);
        tell(pressed, done, name);
      });
      if (suffix !== "txt") button(`Save as .${suffix}`, tools, () => save(block.textContent, suffix, box.dataset.cite));
      block.after(tools);
    }
  }

  for (const box of cited) {
    const closed = box.closest("details");
    if (closed && !closed.open) closed.addEventListener("toggle", () => equip(box), { once: true });
    else equip(box);
  }
})();
