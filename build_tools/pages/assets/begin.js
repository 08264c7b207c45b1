// Before anything is painted: dark or light as the reader has chosen, or as the system has it; and the fonts that every page
// uses, so that it is drawn once. A folder may not preload: there a style sheet carries them.
(() => {
  "use strict";
  const fonts = document.currentScript.src.replace(/[^/]*$/, "fonts/");
  const link = (attributes) => {
    const made = document.createElement("link");
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    document.head.append(made);
  };
  if (location.protocol === "file:") link({ rel: "stylesheet", href: `${fonts}carried.css`, blocking: "render" });
  else for (const name of ["serif-head", "sans"]) link({ rel: "preload", as: "font", type: "font/woff2", crossorigin: "", href: `${fonts}${name}-latin.woff2` });

  let chosen = null;
  try { chosen = localStorage.getItem("claimline.scheme"); } catch { /* as the system has it */ }
  if (chosen !== "slate" && chosen !== "default") chosen = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
  document.documentElement.className = "js";
  const choose = () => document.body?.setAttribute("data-md-color-scheme", chosen);
  const waiting = new MutationObserver(() => {
    if (!document.body) return;
    choose();
    waiting.disconnect();
  });
  waiting.observe(document.documentElement, { childList: true });
})();
