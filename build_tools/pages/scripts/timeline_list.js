// The list of the timeline: hides what the filters leave out. Of a large timeline, whose list is spread over pages, it
// shows what is left under its days, as many entries at a time as can be read.
(() => {
  "use strict";
  const timeline = window.__claimline_timeline__;
  if (!timeline) return;

  const WINDOW = 30;
  const AT_ONCE = 6; // more than a screen shows below the filters; those behind them wait for the picture of these
  const list = timeline.page.querySelector("[data-claimline-list]");
  const results = timeline.page.querySelector("[data-claimline-results]");
  let turn = 0; // of several filters in a row only the last is shown

  function narrow({ kept }) {
    list.querySelectorAll(".cl-card").forEach((card, at) => { card.hidden = kept[at] !== -1; });
    for (const day of list.querySelectorAll(".cl-day")) day.hidden = !day.querySelector(".cl-card:not([hidden])");
  }

  function under(day, heading) {
    const last = results.querySelector(".cl-day:last-of-type");
    if (last?.dataset.day === day) return last.querySelector(".cl-day-cards");
    const section = document.createElement("section");
    section.className = "cl-day";
    section.dataset.day = day;
    section.innerHTML = `<h2 class="cl-day-heading">${heading}</h2><div class="cl-day-cards"></div>`;
    results.append(section);
    return section.lastChild;
  }

  async function put(entries) {
    const cards = await timeline.cards(entries);
    return () => cards.map(({ day, heading, element }) => {
      const card = element.cloneNode(true);
      card.removeAttribute("id"); // the latest entries stand on this page once more
      under(day, heading).append(card);
      return card;
    });
  }

  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  async function show(found, from, ours) {
    const behind = Math.min(from + WINDOW, found.length);
    const first = await put(found.slice(from, from + AT_ONCE));
    if (ours !== turn) return;
    if (!from) results.replaceChildren();
    results.querySelector(".cl-show-more")?.remove();
    const shown = first();
    if (from) shown[0]?.querySelector("a")?.focus();
    results.dataset.upTo = from + shown.length;
    if (from + shown.length < behind) {
      const [others] = await Promise.all([put(found.slice(from + shown.length, behind)), drawn()]);
      if (ours !== turn) return;
      others();
      results.dataset.upTo = behind;
    }
    if (behind < found.length) offer(found, behind, ours);
  }

  function offer(found, from, ours) {
    const rest = found.length - from;
    const more = document.createElement("button");
    more.type = "button";
    more.className = "cl-show-more";
    more.textContent = `Show ${Math.min(rest, WINDOW)} more of ${timeline.counted(rest)}`;
    more.addEventListener("click", () => show(found, from, ours));
    results.append(more);
  }

  timeline.onChange((state) => {
    if (!timeline.isLarge) return narrow(state);
    list.classList.toggle("is-aside", state.filtered);
    results.hidden = !state.filtered;
    turn++;
    if (state.filtered) show(state.found, 0, turn);
    else results.replaceChildren();
  });
})();
