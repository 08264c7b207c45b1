// The line at the foot of each printed page: the title of page and dossier, which no style sheet of the site can know.
(() => {
  "use strict";
  if (!("adoptedStyleSheets" in document)) return;
  const title = document.title.replace(/[^\p{L}\p{N} –:,.]/gu, (letter) => `\\${letter.codePointAt(0).toString(16)} `);
  const sheet = new CSSStyleSheet();
  sheet.insertRule(`@page { @bottom-left { content: "${title}"; } }`);
  document.adoptedStyleSheets.push(sheet);
})();
