// Buttons that copy a citation, and its formats for programs, which can be saved as files too. The words are in the page
// already and can be copied by hand; the rest is made when a citation is first opened. The day of access is the reader's own: it is filled in here, not at build time.
(() => {
  "use strict";
  const cited = document.querySelectorAll("[data-cite]");
  if (!cited.length) return;

  const TYPES = { txt: "text/plain", bib: "application/x-bibtex", ris: "application/x-research-info-systems", json: "application/vnd.citationstyles.csl+json" };
  const region = document.createElement("p");
  region.className = "cl-visually-hidden";
  region.setAttribute("role", "status");
  document.querySelector(".cl-page").append(region);

  // Whoever comes to the form from a page finds it open, with that page filled in.
  const asked = /^#form=([\w./-]+)$/.exec(location.hash);
  const gap = document.querySelector("[data-page]");
  if (asked && gap) {
    gap.textContent = gap.dataset.page + asked[1];
    gap.closest("details").open = true;
    gap.closest("details").scrollIntoView();
  }

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

  // Buttons behind a block of text: what they copy, as what they save it.
  function offer(block, name, label, suffix, stem) {
    const tools = document.createElement("div");
    tools.className = "cl-tools";
    button(label, tools, async (pressed) => {
      const done = await copy(block.textContent);
      if (!done) select(block);
      tell(pressed, done, name);
    });
    if (suffix) button(`Save as .${suffix}`, tools, () => save(block.textContent, suffix, stem));
    block.after(tools);
  }

  function folded(name, text, suffix, stem) {
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    const block = document.createElement("pre");
    summary.textContent = name;
    block.textContent = text;
    details.append(summary, block);
    offer(block, name, `Copy ${name}`, suffix, stem);
    return details;
  }

  function equip(box) {
    if (box.dataset.equipped) return;
    box.dataset.equipped = "yes";
    const words = box.querySelector(".cl-cite-words");
    if (!words) return offer(box.querySelector("pre"), "form", "Copy the form");
    offer(words, "citation", "Copy the citation");
    const formats = document.createElement("div");
    formats.className = "cl-formats";
    formats.append(...claimlineFormats(box).map(([name, suffix, text]) => folded(name, text, suffix, box.dataset.cite)));
    box.append(formats);
  }

  for (const box of cited) {
    const closed = box.closest("details");
    if (closed && !closed.open) closed.addEventListener("toggle", () => equip(box), { once: true });
    else equip(box);
  }
})();
