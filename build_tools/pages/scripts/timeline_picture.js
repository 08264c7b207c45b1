// The timeline's drawing once its reader has zoomed: the same marks as in the page, on an axis to scale, or, where there
// are too many, columns of how many began in each stretch. Geometry and markup only; timeline_zoom.js acts.
(() => {
  "use strict";
  const timeline = window.__claimline_timeline__;
  if (!timeline) return;

  const MOST_MARKS = 70;
  const MOST_NAMED = 40;
  const MOST_COLUMNS = 120;
  const LETTER = 5.7;
  const GAP = 6;
  const STUB = 34;
  const DOT = 5;
  const LONGEST_LABEL = 66;
  let width = 1000; // of the picture in the making
  let reported = Infinity; // where in it the last report is sure to be out: nobody has said of what lasts that it lasted longer
  const COLUMN_HEIGHT = 96;
  const LEAST_HEIGHT = 120;
  const OUTSIDE = 20; // how far a bar that goes on beyond the window is drawn beyond it
  const DAY = 86_400_000;

  const dateOf = (day) => new Date(day * DAY);
  const dayOf = (year, month = 0, day = 1) => Math.floor(new Date(0).setUTCFullYear(year, month, day) / DAY);
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const yearOf = (day) => dateOf(day).getUTCFullYear();
  const monthOf = (day) => MONTHS[dateOf(day).getUTCMonth()];
  const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const clamp = (x) => Math.max(0, Math.min(width, x));
  const round = (number) => Math.round(number * 10) / 10;

  // ── Units of time ───────────────────────────────────────────────────────────────────────────────────────────

  // A unit: which of them a day lies in, the day on which one begins, and what it is called.
  const days = (each) => ({
    name: "day",
    of: (day) => Math.floor(day / each),
    begin: (number) => number * each,
    label: (day, told) => `${dateOf(day).getUTCDate()} ${monthOf(day)}${told === yearOf(day) ? "" : ` ${yearOf(day)}`}`,
  });
  const months = (each) => ({
    name: "month",
    of: (day) => Math.floor((yearOf(day) * 12 + dateOf(day).getUTCMonth()) / each),
    begin: (number) => dayOf(Math.floor((number * each) / 12), (number * each) % 12),
    label: (day) => `${monthOf(day)} ${yearOf(day)}`,
  });
  const years = (each, name = "", many = "") => ({
    name,
    of: (day) => Math.floor(yearOf(day) / each),
    begin: (number) => dayOf(number * each),
    label: (day) => `${yearOf(day)}${many}`,
  });
  const TICK = 90; // the room that a label of the axis takes
  const TICKS = [days(1), days(2), days(7), months(1), months(3), ...[1, 2, 5, 10, 25, 50, 100, 250].map((each) => years(each))];
  const COLUMNS = [days(1), months(1), years(1, "year"), years(10, "decade", "s"), years(100, "century", "s")];

  const stretches = (unit, { from, to }) => unit.of(to - 1) - unit.of(from) + 1;

  function ticks(view, x, axis) {
    const unit = TICKS.find((one) => stretches(one, view) <= width / TICK) || TICKS.at(-1);
    const marks = [];
    let told = 0;
    for (let number = unit.of(view.from); unit.begin(number) < view.to; number++) {
      const day = unit.begin(number);
      if (day < view.from || x(day) > width - 40) continue;
      const label = unit.label(day, told);
      told = yearOf(day);
      const isDay = unit.name === "day" && x(day + 0.5) > 36; // then its label stands under its dots
      const at = round(x(isDay ? day + 0.5 : day));
      marks.push(`<g class="tick"><line x1="${at}" x2="${at}" y1="${axis - 3}" y2="${axis + 4}"/><text${isDay ? ' class="centred"' : ""} x="${at}" y="${axis + 17}">${label}</text></g>`);
    }
    return marks.join("");
  }

  // ── Marks ───────────────────────────────────────────────────────────────────────────────────────────────────

  function spot(at, x, title, isNamed) {
    const { start, end, shape } = timeline.columns();
    const openLeft = start[at] === null;
    const openRight = end[at] === null;
    let left = openLeft ? Math.max(2, x(end[at] + 1) - STUB) : Math.max(-OUTSIDE, x(start[at]));
    let right = openRight ? (shape[at] === "l" ? width - 2 : Math.min(width - 2, left + STUB)) : Math.min(width + OUTSIDE, x(end[at] + 1));
    right = Math.max(right, left + 6);
    // A dot is narrower than its day.
    const near = (from, to, side) => (shape[at] === "d" ? (from + to) / 2 + side * DOT : side < 0 ? from : to);
    const longest = Math.min(LONGEST_LABEL, Math.floor((width - GAP) / LETTER));
    const label = title.length <= longest ? title : `${title.slice(0, longest).replace(/\s\S*$/, "").replace(/[,;:–]+$/, "")} …`;
    const room = label.length * LETTER + GAP;
    const name = !isNamed ? "" : right + room <= width ? "behind" : room <= left ? "before" : "above";
    const nameAt = name === "before" ? near(left, right, -1) - GAP : name === "above" ? Math.max(0, Math.min(left, width - room)) : near(left, right, 1) + GAP;
    const taken = name === "above" ? [Math.min(left, nameAt), Math.max(right, nameAt + room)] : [left - (name === "before" ? room : 0), right + (name === "behind" ? room : 0)];
    return { at, left, right, openLeft, openRight, label, name, nameAt, taken };
  }

  // Each in the first lane that is free there.
  function inLanes(spots, isNamed) {
    const lanes = [];
    for (const one of spots.sort((a, b) => a.left - b.left || b.right - a.right)) {
      let lane = lanes.find((other) => other.end <= one.taken[0]);
      if (!lane) lanes.push((lane = { end: 0, spots: [] }));
      lane.spots.push(one);
      lane.end = one.taken[1];
    }
    let top = 4;
    for (const lane of lanes) {
      if (lane.spots.some(({ name }) => name === "above")) top += 13;
      const height = isNamed ? 17 : 13;
      for (const one of lane.spots) one.y = top + Math.floor(height / 2);
      top += height;
    }
    return top;
  }

  const SHAPES = { d: "day", l: "lasted", w: "within" };

  function mark(one, card, kept) {
    const { at, y, openLeft, openRight } = one;
    const { shape, disputed } = timeline.columns();
    const [left, right] = [round(one.left), round(one.right)];
    const middle = round((one.left + one.right) / 2);
    const isDisputed = disputed[at] === "1";
    const parts = [];
    if (shape[at] === "d") parts.push(isDisputed ? `<path d="M${middle} ${y - 6}l6 6-6 6-6-6z"/>` : `<circle cx="${middle}" cy="${y}" r="4.5"/>`);
    else if (openLeft || openRight) {
      const head = openRight ? `M${right - 7} ${y - 5}l7 5-7 5${left > 0 ? `M${left} ${y - 4}v8` : ""}` : `M${left + 7} ${y - 5}l-7 5 7 5M${right} ${y - 4}v8`;
      const known = shape[at] !== "l" ? right : openLeft ? left : Math.max(left, Math.min(right, round(reported)));
      const path = (from, to, kind) => (from < to ? `<path class="${kind}" d="M${from} ${y}H${to}"/>` : "");
      parts.push(`${path(left, known, "open")}${path(known, right, "open unknown")}<path class="head" d="${head}"/>`);
    } else parts.push(`<rect x="${left + 1}" y="${y - 3.5}" width="${round(right - left - 2)}" height="7" rx="3.5"/>`);
    if (isDisputed && shape[at] !== "d") {
      const flag = Math.max(8, Math.min(width - 8, openLeft ? right : left));
      parts.push(`<path class="flag" d="M${flag} ${y - 6}l6 6-6 6-6-6z"/>`);
    }
    if (one.name) parts.push(`<text class="name${one.name === "before" ? " before" : ""}" x="${round(one.nameAt)}" y="${one.name === "above" ? y - 8 : y + 4}">${escaped(one.label)}</text>`);
    const title = `${card.when}: ${card.title}${isDisputed ? " (disputed)" : ""}`;
    return `<a href="${escaped(card.address)}" data-at="${at}" tabindex="-1" class="mark ${SHAPES[shape[at]]}${isDisputed ? " is-disputed" : ""}${kept[at] === -1 ? "" : " is-out"}"><title>${escaped(title)}</title>${parts.join("")}</a>`;
  }

  const asText = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content.textContent;

  function told({ heading, element }) {
    const link = element.querySelector(".cl-card-title a");
    return {
      title: link.textContent,
      address: timeline.isLarge ? link.getAttribute("href") : `#${element.id}`,
      when: element.querySelector(".cl-card-date")?.textContent || asText(heading),
    };
  }

  async function marks(visible, x, kept) {
    const cards = (await timeline.cards(visible)).map(told);
    const isNamed = visible.length <= MOST_NAMED;
    const spots = visible.map((at, number) => spot(at, x, cards[number].title, isNamed));
    const by = new Map(visible.map((at, number) => [at, cards[number]]));
    const height = inLanes(spots, isNamed);
    spots.sort((one, other) => one.at - other.at);
    return { height, draw: (down) => spots.map((one) => mark({ ...one, y: one.y + down }, by.get(one.at), kept)).join("") };
  }

  // ── Columns ─────────────────────────────────────────────────────────────────────────────────────────────────

  let places = { key: "", columns: [] }; // of the window that was drawn last: the filters leave it as it is

  // For each entry the place of its column among those of the window, or 255; and the columns, by number.
  function placesOf(unit, view) {
    const key = `${unit.name} ${view.from} ${view.to}`;
    if (places.key === key) return places;
    const { start, total } = timeline.columns();
    const of = new Uint8Array(total).fill(255);
    const [numbers, days] = [new Map(), new Map()];
    for (let at = 0; at < total; at++) {
      const day = start[at];
      if (day === null || day < view.from || day >= view.to) continue;
      if (!days.has(day)) days.set(day, unit.of(day));
      const number = days.get(day);
      if (!numbers.has(number)) numbers.set(number, numbers.size);
      of[at] = numbers.get(number);
    }
    return (places = { key, of, numbers: [...numbers.keys()] });
  }

  function columns(view, x, kept) {
    const { disputed, total } = timeline.columns();
    const unit = COLUMNS.find((one) => stretches(one, view) <= Math.min(MOST_COLUMNS, width / 4)) || COLUMNS.at(-1);
    const { of, numbers } = placesOf(unit, view);
    const found = numbers.map((number) => ({ number, all: 0, left: 0, disputed: 0 }));
    for (let at = 0; at < total; at++) {
      if (of[at] === 255) continue;
      const column = found[of[at]];
      column.all++;
      if (kept[at] !== -1) continue;
      column.left++;
      if (disputed[at] === "1") column.disputed++;
    }
    const tallest = Math.max(1, ...found.map(({ left }) => left));
    const draw = (down) => found.map((column) => {
      const [begin, end] = [unit.begin(column.number), unit.begin(column.number + 1)];
      const [left, right] = [Math.max(0, x(begin)), Math.min(width, x(end))];
      const bar = (count, name) => {
        const height = round((COLUMN_HEIGHT * count) / tallest);
        return count ? `<rect${name && ` class="${name}"`} x="${round(left)}" y="${round(down + COLUMN_HEIGHT - height)}" width="${round(Math.max(1, right - left - 1))}" height="${height}"/>` : "";
      };
      const count = column.left === column.all ? timeline.counted(column.all) : `${timeline.counted(column.left)} of ${timeline.counted(column.all)}`;
      const title = `${unit.label(begin)}: ${count} ${column.all === 1 ? "entry" : "entries"}${column.disputed ? `, ${timeline.counted(column.disputed)} disputed` : ""}`;
      return `<g class="column" data-from="${begin}" data-to="${end}"><title>${title}</title>${bar(column.left, "")}${bar(column.disputed, "is-disputed")}</g>`;
    }).join("");
    return { height: COLUMN_HEIGHT, unit: unit.name, draw };
  }

  // ── The whole picture ───────────────────────────────────────────────────────────────────────────────────────

  // What lies outside the days that are chosen.
  function outside({ from, to }, x, axis) {
    const rect = (left, right) => (right > left ? `<rect class="outside" x="${round(left)}" y="0" width="${round(right - left)}" height="${axis}"/>` : "");
    return (from === null ? "" : rect(0, Math.min(width, x(from)))) + (to === null ? "" : rect(Math.max(0, x(to + 1)), width));
  }

  // When the sources were published: days and spans below the axis, those that overlap below each other.
  function sources(published, x, axis) {
    const spans = published.map(([first, last]) => [clamp(x(first)), clamp(x(last + 1)), first === last]).filter(([left, right]) => right > left);
    if (!spans.length) return { markup: "", height: 24 };
    const ends = [];
    const bars = spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([left, right, isDay]) => {
      const free = ends.findIndex((end) => end <= left);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = right;
      const [y, middle] = [axis + 27 + 10 * lane, round((left + right) / 2)];
      if (isDay) return `<line class="since" x1="${middle}" x2="${middle}" y1="0" y2="${y}"/><rect class="day" x="${round(middle - 3)}" y="${y}" width="6" height="6"/>`;
      return `<rect x="${round(left + 1)}" y="${y}" width="${round(Math.max(1, right - left - 2))}" height="6"/>`;
    });
    const down = 10 * ends.length;
    return { markup: `<g class="published">${bars.join("")}<text x="0" y="${axis + 38 + down}">sources published</text></g>`, height: 46 + down };
  }

  // The picture of a window of days [from, to): its markup and height, and the unit of its columns, if it has columns.
  timeline.picture = async (view, { kept, chosen }, published, wide) => {
    width = wide;
    const x = (day) => ((day - view.from) / (view.to - view.from)) * width;
    reported = published.length ? x(Math.max(...published.map(([first]) => first)) + 1) : Infinity;
    const { start, end, shape } = timeline.columns();
    const visible = [];
    for (let at = 0; at < kept.length; at++) {
      const isIn = shape[at] !== "n" && (start[at] === null ? end[at] >= view.from && end[at] < view.to : start[at] < view.to) && (end[at] === null || end[at] >= view.from);
      if (isIn) visible.push(at);
    }
    // Where there are too many for a mark each, what the filters leave out is not drawn.
    const single = visible.length <= MOST_MARKS ? visible : visible.filter((at) => kept[at] === -1);
    const drawn = single.length <= MOST_MARKS ? await marks(single, x, kept) : columns(view, x, kept);
    const axis = Math.max(drawn.height + 10, LEAST_HEIGHT);
    const line = `<line class="axis" x1="0" x2="${width}" y1="${axis}" y2="${axis}"/>`;
    const below = sources(published, x, axis);
    const markup = outside(chosen, x, axis) + line + below.markup + ticks(view, x, axis) + drawn.draw(axis - drawn.height - (drawn.unit ? 0 : 10));
    return { markup, height: axis + below.height, unit: drawn.unit || "", single: single.length, visible: visible.length };
  };
})();
