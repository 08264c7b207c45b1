// Makes elements. Texts are only ever set as text: what stands in the index came from articles.

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== ""));
  return made;
}

function button(attributes, ...children) {
  return element("button", { type: "button", ...attributes }, ...children);
}

function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  drawn.setAttribute("d", path);
  svg.append(drawn);
  return svg;
}

// 12,345. The browser's own formatting takes its time to begin: a quarter of what a first result takes.
const counted = (number) => String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
