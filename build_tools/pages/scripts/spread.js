// What outgrew its page stands on pages by time. Whoever comes by an address that names a day there, as it was when
// all stood on one page, is led on to the page that holds it now.
(() => {
  "use strict";
  const places = [...document.querySelectorAll("[data-period]")];
  if (!places.length) return;
  const RANGE = /^(\d{4}(?:-\d\d)?)-(\d\d)-to-(\d\d)$/;
  function holds(period, day) {
    const [, of, first, last] = RANGE.exec(period) || []; // three months of a year, or some days of a month
    if (!of) return day.startsWith(period);
    const begin = `${of}-${first}`;
    return begin <= day && day.slice(0, begin.length) <= `${of}-${last}`;
  }
  const fineness = (place) => place.dataset.period.replace(RANGE, "$1+").length;
  function lead() {
    const named = location.hash.slice(1);
    const day = /\d{4}(-\d\d){0,2}(?!.*\d{4})/.exec(named);
    if (!day || document.getElementById(named)) return;
    const held = places.filter((place) => holds(place.dataset.period, day[0]));
    const nearest = held.sort((one, other) => fineness(other) - fineness(one))[0];
    if (nearest) location.replace(nearest.href.replace(/#.*/, "") + location.hash);
  }
  addEventListener("hashchange", lead);
  lead();
})();
