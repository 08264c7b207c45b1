/* Comfort for a page that works without: the note of the sentence one clicks, a tip beside the mark one points at. */
(() => {
  "use strict";
  const page = document.documentElement;
  const tip = document.getElementById("tip");
  const text = document.getElementById("text");
  const bar = document.querySelector(".bar");
  const nextOpen = document.getElementById("next-open");
  page.classList.add("has-script");
  nextOpen.hidden = false;

  const numberOf = (node) => {
    const held = node instanceof Element ? node.closest(".sentence, .note") : null;
    return held ? held.id.replace(/\D+/, "") : "";
  };
  const sentence = (number) => document.getElementById(`s${number}`);
  const note = (number) => document.getElementById(`note-${number}`);

  /* ── Which sentence one is at ── */

  let lit = "";
  const light = (number) => {
    if (number === lit) return;
    for (const [one, on] of [[lit, false], [number, true]]) {
      if (!one) continue;
      sentence(one)?.classList.toggle("is-on", on);
      note(one)?.classList.toggle("is-on", on);
    }
    lit = number;
  };

  const open = (number, { focus = false } = {}) => {
    const held = note(number);
    if (!held) return;
    closeAll(held);
    held.open = true;
    if (focus) held.querySelector("summary").focus();
    fit(held);
  };
  /* A card beside the text moves up as far as it must to be seen; the text stays where it is. */
  const fit = (held) => {
    const card = held.querySelector(".card");
    card.style.top = "";
    if (getComputedStyle(card).position !== "absolute") return;
    const at = card.getBoundingClientRect();
    const room = Math.min(at.bottom + 8 - innerHeight, at.top - bar.offsetHeight - 8);
    if (room > 0) card.style.top = `${card.offsetTop - room}px`;
  };
  const closeAll = (but) => {
    for (const held of text.querySelectorAll(".note[open]")) if (held !== but) held.open = false;
  };

  text.addEventListener("click", (event) => {
    const link = event.target.closest("a.number");
    const number = numberOf(event.target);
    if (link) {
      event.preventDefault();
      open(number, { focus: true });
    } else if (event.target.closest(".words") && getSelection().isCollapsed) {
      if (note(number).open) note(number).open = false;
      else open(number);
      mark(number, event.target.closest("[data-of]"));
    }
  });

  text.addEventListener("toggle", (event) => {
    const held = event.target;
    if (!held.matches(".note")) return;
    sentence(numberOf(held))?.classList.toggle("is-open", held.open);
    if (held.open) fit(held);
  }, true);

  const mark = (number, word) => {
    const names = word ? word.dataset.of.split(" ") : [];
    for (const item of note(number).querySelectorAll("[data-item]"))
      item.classList.toggle("is-on", names.includes(item.dataset.item));
  };

  /* ── Tips ── */

  const ORDER = ["time", "quantity", "name", "said"];
  const hideTip = () => { tip.hidden = true; };
  const showTip = (word, number) => {
    const names = word.dataset.of.split(" ");
    names.sort((a, b) => ORDER.indexOf(a.split("-")[0]) - ORDER.indexOf(b.split("-")[0]));
    const items = [...new Set(names)].map((one) => note(number)?.querySelector(`[data-item="${one}"]`)).filter(Boolean);
    if (!items.length) return hideTip();
    tip.replaceChildren(...items.map((item) => {
      const copy = document.createElement("div");
      copy.append(...item.cloneNode(true).childNodes);
      return copy;
    }));
    tip.hidden = false;
    const at = word.getClientRects()[0];
    const left = Math.max(8, Math.min(at.left, innerWidth - tip.offsetWidth - 8));
    const below = at.bottom + 6 + tip.offsetHeight < innerHeight;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${(below ? at.bottom + 6 : at.top - tip.offsetHeight - 6) + scrollY}px`;
  };

  text.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const number = numberOf(event.target);
    light(number);
    const word = event.target.closest(".text [data-of]");
    if (word && !note(number)?.open) showTip(word, number);
    else hideTip();
  });
  text.addEventListener("pointerleave", () => { light(""); hideTip(); });
  text.addEventListener("focusin", (event) => { light(numberOf(event.target)); hideTip(); });
  addEventListener("scroll", hideTip, { passive: true });

  /* ── Keys: Escape closes; on a sentence’s number or note, arrows go on to the next ── */

  const numbers = (selector) => [...text.querySelectorAll(selector)].map((one) => Number(numberOf(one)));
  const goTo = (number) => {
    const held = sentence(number);
    if (!held) return;
    held.scrollIntoView({ block: "center" });
    held.querySelector("a.number").focus({ preventScroll: true });
  };
  addEventListener("keydown", (event) => {
    const number = numberOf(document.activeElement);
    if (event.key === "Escape") {
      hideTip();
      const held = text.querySelector(".note[open]");
      if (!held) return;
      held.open = false;
      if (held.contains(document.activeElement)) goTo(numberOf(held));
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !number || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = Number(number) + step;
    if (!sentence(to)) return;
    event.preventDefault();
    const isNote = document.activeElement.closest(".note");
    if (isNote) open(String(to), { focus: true });
    else goTo(to);
  });

  let last = 0;
  nextOpen.addEventListener("click", () => {
    const waiting = numbers(".sentence.open");
    const next = waiting.find((one) => one > last) ?? waiting[0];
    if (!next) return;
    last = next;
    goTo(next);
    open(String(next));
  });

  addEventListener("click", (event) => {
    if (!event.target.closest(".note, .sentence, .bar")) closeAll(null);
  });

  const arrive = () => {
    const found = /^#note-(\d+)$/.exec(location.hash);
    if (found) open(found[1]);
  };
  addEventListener("hashchange", arrive);
  arrive();
})();
