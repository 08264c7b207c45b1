// Makes elements. Texts are only ever set as text: what stands in the index came from articles.

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== ""));
  return made;
}

// Letters that nobody sees, or that turn others round, each with its code point: the same as text/hidden.py has them.
const UNSEEN = /([\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}])/u;

function told(text) {
  return text.split(UNSEEN).map((piece, at) => {
    const point = at % 2 && "U+" + piece.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    return point ? element("span", { class: "cl-unseen", "data-point": point, title: point }, piece) : piece;
  });
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
