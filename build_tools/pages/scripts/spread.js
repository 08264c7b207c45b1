// What outgrew its page stands on pages by time. Whoever comes by an address that names a day there, as it was when
// all stood on one page, is led on to the page that holds it now.
(() => {
  "use strict";
  const places = [...document.querySelectorAll("[data-period]")];
  if (!places.length) return;
  function holds(period, day) {
    const [, month, first, last] = /^(\d{4}-\d\d)-(\d\d)-to-(\d\d)$/.exec(period) || [];
    return month ? `${month}-${first}` <= day && day <= `${month}-${last}` : day.startsWith(period);
  }
  function lead() {
    const named = location.hash.slice(1);
    const day = /\d{4}(-\d\d){0,2}(?!.*\d{4})/.exec(named);
    if (!day || document.getElementById(named)) return;
    const held = places.filter((place) => holds(place.dataset.period, day[0]));
    const nearest = held.sort((one, other) => other.dataset.period.length - one.dataset.period.length)[0];
    if (nearest) location.replace(nearest.href.replace(/#.*/, "") + location.hash);
  }
  addEventListener("hashchange", lead);
  lead();
})();
