// Puts the box into the header, beside the title, which gives way: nothing else moves. Lends its tools to page.js.

space.shared = { element, button, result, summary, asker, engine, hrefOf, counted, KINDS, FAILED };

function start() {
  const header = document.querySelector(".md-header__inner");
  const own = document.getElementById("claimline-search");
  const title = header?.querySelector(".md-header__title");
  if (own) box((whole) => own.replaceChildren(whole));
  else if (title) box((whole) => title.after(whole));
  else if (header) box((whole) => header.append(whole));
  const holder = document.getElementById("claimline-search-page");
  if (holder && /[#?&]q=/.test(location.href)) engine().catch(() => {});
  if (holder) load("page").then((begin) => begin(holder), () => holder.append(element("p", {}, FAILED)));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
