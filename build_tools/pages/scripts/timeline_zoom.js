// Zooming the timeline's drawing: buttons, keys, dragging, the wheel with Ctrl. The drawing of the page stays as it is
// until then; what the filters leave out fades in it.
(() => {
  "use strict";
  const timeline = window.__claimline_timeline__;
  const figure = document.querySelector("[data-claimline-days]");
  if (!timeline || !figure) return;

  const WIDEST = 1000;
  const LEAST_DAYS = 3;
  const BRUSHES = 6; // pixels after which a click has become a drag
  const room = figure.querySelector(".cl-days-scroll");
  const svg = room.querySelector("svg");
  const shownDays = figure.querySelector(".cl-days-window");
  const told = figure.querySelector(".cl-days-told");
  const unitWords = figure.querySelector("[data-unit]");
  const brokenWords = figure.querySelector("[data-broken]");
  const buttons = Object.fromEntries([...figure.querySelectorAll("[data-zoom]")].map((button) => [button.dataset.zoom, button]));
  const isDensity = figure.classList.contains("cl-density");
  const original = { marks: [...svg.childNodes], box: svg.getAttribute("viewBox"), height: svg.viewBox.baseVal.height, unit: unitWords?.textContent };
  const stops = svg.dataset.scale.split(" ").map((stop) => stop.split(":").map(Number));
  const published = (svg.dataset.published || "").split(" ").filter(Boolean).map((span) => span.split(":").map(Number));
  const [first, last] = [stops[0][0], stops.at(-1)[0]];
  let width = WIDEST; // of what is drawn
  let view = null; // days [from, to), or null for the drawing of the page
  let turn = 0; // of several drawings in a row only the last is shown
  let roomWidth = room.clientWidth; // kept: asking for it after a change lays out the whole page at once
  new ResizeObserver(([seen]) => { roomWidth = seen.borderBoxSize[0].inlineSize; }).observe(room);

  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

  // The day at a place of the drawing, whichever is shown.
  function dayAt(x) {
    if (view) return view.from + (x / width) * (view.to - view.from);
    if (x >= stops.at(-1)[1]) return last;
    const next = clamp(stops.findIndex(([, at]) => at >= x), 1, stops.length - 1);
    const [[day, left], [nextDay, right]] = [stops[next - 1], stops[next]];
    return clamp(day + ((x - left) / (right - left)) * (nextDay - day), first, last);
  }

  const words = (day, format) => new Date(day * 86_400_000).toLocaleDateString("en-GB", { ...format, timeZone: "UTC" });
  const long = { day: "numeric", month: "long", year: "numeric" };

  // ── Drawing ─────────────────────────────────────────────────────────────────────────────────────────────────

  function put(marks, box) {
    if (typeof marks === "string") svg.innerHTML = marks;
    else svg.replaceChildren(...marks);
    svg.setAttribute("viewBox", box);
    told.textContent = "";
  }

  function fade() {
    const { kept } = timeline.state();
    const order = numberOf();
    for (const mark of svg.querySelectorAll("[data-entry]")) mark.classList.toggle("is-out", kept[order.get(mark.dataset.entry)] !== -1);
  }

  const numberOf = () => new Map([...timeline.page.querySelectorAll(".cl-card")].map((card, at) => [card.id, at]));

  async function draw() {
    const ours = ++turn;
    const state = timeline.state();
    const days = view || (isDensity && state?.filtered ? { from: first, to: last } : null);
    buttons.out.disabled = buttons.earlier.disabled = buttons.later.disabled = buttons.whole.disabled = buttons.take.disabled = !view;
    buttons.in.disabled = Boolean(view) && view.to - view.from <= LEAST_DAYS;
    shownDays.textContent = view ? `${words(view.from, long)} – ${words(view.to - 1, long)}, to scale` : "";
    svg.classList.toggle("is-zoomed", Boolean(days));
    if (brokenWords) brokenWords.hidden = Boolean(view);
    if (!days) {
      width = WIDEST;
      put(original.marks, original.box);
      if (unitWords) unitWords.textContent = original.unit;
      figure.classList.remove("has-marks");
      if (state && !isDensity) fade();
      return;
    }
    // On a phone the picture is as narrow as the screen: zooming takes the place of scrolling.
    const wide = Math.min(WIDEST, Math.max(300, roomWidth));
    const picture = await timeline.picture(days, state, published, wide);
    if (ours !== turn) return;
    width = wide;
    put(picture.markup, `0 0 ${width} ${picture.height}`);
    const which = picture.single < picture.visible ? "Each entry that the filters leave" : "Each entry";
    if (unitWords) unitWords.textContent = picture.unit ? `Entries by the ${picture.unit} in which they began` : which;
    figure.classList.toggle("has-marks", !picture.unit);
  }

  // ── Zooming ─────────────────────────────────────────────────────────────────────────────────────────────────

  async function show(from, to) {
    try {
      await timeline.ready();
    } catch {
      shownDays.textContent = "The entries could not be loaded";
      return;
    }
    const missing = Math.max(0, LEAST_DAYS - (to - from)) / 2;
    from = missing ? Math.round(from - missing) : Math.floor(from);
    to = missing ? from + LEAST_DAYS : Math.ceil(to);
    view = to - from >= last - first ? null : { from, to };
    await draw();
  }

  // By a factor, so that the day at x stays where it is.
  function zoom(factor, x = factor < 1 ? densest() : width / 2) {
    if (factor > 1 ? !view : view && view.to - view.from <= LEAST_DAYS) return;
    const [left, right] = [x - x * factor, x + (width - x) * factor];
    if (view) show(dayAt(left), dayAt(right));
    else show(dayAt(clamp(left, 0, width)), dayAt(clamp(right, 0, width)));
  }

  // Where most of what is left stands: the median of what is short enough to have a place.
  function densest() {
    const shapes = svg.querySelectorAll(".mark:not(.is-out) > :is(circle, rect, path:first-of-type), .column > rect");
    const boxes = [...shapes].map((shape) => shape.getBBox()).filter((box) => box.x >= 0 && box.x + box.width <= width);
    const short = boxes.filter((box) => box.width < width / 2);
    const places = (short.length ? short : boxes).map((box) => box.x + box.width / 2).sort((one, other) => one - other);
    return places[Math.floor(places.length / 2)] ?? width / 2;
  }

  function move(share) {
    if (!view) return;
    const span = view.to - view.from;
    const from = clamp(Math.round(view.from + (Math.sign(share) * Math.max(1, Math.abs(span * share)))), first - Math.floor(span / 2), last - Math.ceil(span / 2));
    show(from, from + span);
  }

  const whole = () => { view = null; draw(); };
  const take = () => view && timeline.takeDays?.(view.from, view.to - 1);
  const acts = { in: () => zoom(0.5), out: () => zoom(2), earlier: () => move(-1 / 3), later: () => move(1 / 3), whole, take };
  for (const [name, button] of Object.entries(buttons)) {
    button.addEventListener("click", () => {
      acts[name]();
      if (name === "whole") buttons.in.focus(); // it is disabled now
    });
  }

  // ── Keys ────────────────────────────────────────────────────────────────────────────────────────────────────

  function walk(step) {
    const marks = [...svg.querySelectorAll("a.mark:not(.is-out)")];
    if (!marks.length) return;
    const order = view ? null : numberOf();
    if (order) marks.sort((one, other) => order.get(one.dataset.entry) - order.get(other.dataset.entry));
    const at = marks.indexOf(document.activeElement);
    marks[at < 0 ? (step > 0 ? 0 : marks.length - 1) : clamp(at + step, 0, marks.length - 1)].focus();
  }

  const keys = {
    "+": () => zoom(0.5),
    "=": () => zoom(0.5),
    "-": () => zoom(2),
    0: whole,
    ArrowLeft: () => (view ? move(-1 / 6) : false),
    ArrowRight: () => (view ? move(1 / 6) : false),
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Escape: () => (document.activeElement === room ? false : room.focus()),
  };
  room.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    if (svg.contains(document.activeElement) && !["ArrowDown", "ArrowUp"].includes(event.key)) room.focus();
    if (keys[event.key]() !== false) event.preventDefault();
  });

  // ── Pointers ────────────────────────────────────────────────────────────────────────────────────────────────

  const place = (event) => {
    const box = svg.getBoundingClientRect();
    return clamp(((event.clientX - box.left) / box.width) * width, 0, width);
  };
  let brush = null;

  svg.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch" && event.button === 0) brush = { x: event.clientX, from: place(event) };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!brush || (!brush.rect && Math.abs(event.clientX - brush.x) < BRUSHES)) return;
    if (!brush.rect) {
      brush.rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      brush.rect.setAttribute("class", "brush");
      brush.rect.setAttribute("height", svg.viewBox.baseVal.height - 24);
      svg.append(brush.rect);
      svg.setPointerCapture(event.pointerId);
    }
    brush.to = place(event);
    brush.rect.setAttribute("x", Math.min(brush.from, brush.to));
    brush.rect.setAttribute("width", Math.abs(brush.to - brush.from));
  });
  svg.addEventListener("pointerup", () => {
    if (brush?.rect) {
      const [from, to] = [Math.min(brush.from, brush.to), Math.max(brush.from, brush.to)].map(dayAt);
      addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); }, { capture: true, once: true });
      setTimeout(() => dispatchEvent(new Event("click")), 0); // no click followed: take the trap away
      show(from, to);
    }
    brush = null;
  });
  svg.addEventListener("pointercancel", () => { brush?.rect?.remove(); brush = null; });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("click", (event) => {
    const column = event.target.closest("g.column");
    if (column) show(+column.dataset.from, +column.dataset.to);
  });
  room.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 0.8 : 1.25, place(event));
  }, { passive: false });

  const tell = (event) => {
    const title = event.target.closest?.(".mark, .column")?.querySelector("title");
    if (title) told.textContent = title.textContent;
  };
  svg.addEventListener("pointerover", tell);
  room.addEventListener("focusin", tell); // on the drawing itself it would make Chromium stop there with Tab

  svg.removeAttribute("aria-hidden");
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", "Entries as marks");
  timeline.onChange(draw);
})();
