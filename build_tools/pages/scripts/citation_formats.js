// A citation in the formats of programs, made of its words on the page; a source tells in data-work what its words leave out.
// Letter by letter what build_tools/citations/ writes into the downloads: tests/test_citation_formats.py holds both together.
const claimlineFormats = (() => {
  "use strict";
  const MONTHS = ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
  const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const BLANKS = new RegExp(`[${BLANK}\\x00-\\x1f\\x7f]+`, "g");
  const SIGNS = { "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
  const IN_ADDRESSES = { "{": "%7B", "}": "%7D", "\\": "%5C", '"': "%22", " ": "%20" };

  // ── What is cited ───────────────────────────────────────────────────────────────────────────────────────────

  const wording = (element) => element?.dataset.as ?? element?.textContent ?? "";
  const day = (element) => {
    if (!element) return null;
    const parts = element.dateTime.split("-").map(Number);
    return { parts, exact: true, words: element.textContent, csl: { "date-parts": [parts] } };
  };

  function read(box) {
    const words = box.querySelector(".cl-cite-words");
    const [title, ...container] = words.querySelectorAll("cite");
    const beside = JSON.parse(box.dataset.work || "{}");
    return {
      key: box.dataset.cite,
      title: wording(title),
      container: container.map(wording),
      authors: [],
      publisher: "",
      issued: day(words.querySelector("time")),
      url: wording(words.querySelector("[data-url]")),
      language: title.lang,
      remarks: [...words.querySelectorAll(":scope > span:not([data-url], [data-today])")].map(wording),
      types: ["webpage", "ELEC"],
      as: beside.types ? "Published" : "As of",
      ...beside,
    };
  }

  // ── BibTeX ──────────────────────────────────────────────────────────────────────────────────────────────────

  const lined = (text) => trimmed(text.replace(BLANKS, " "));
  const trimmed = (text) => text.replace(/^ +| +$/g, "");
  const escaped = (text) => lined(text).replace(/[\\{}~^$&#%_]/g, (sign) => SIGNS[sign] ?? `\\${sign}`);
  const braced = (text) => (text ? `{${text}}` : "");
  const two = (number) => String(number).padStart(2, "0");

  function bibtex(work) {
    const [year, month] = work.issued?.parts ?? [];
    const accessed = work.accessed?.parts ?? [];
    const dated = work.issued ? `${work.as} ${work.issued.words}.` : "";
    const note = [dated, ...work.remarks, work.archived && `Archived at ${work.archived}.`].filter(Boolean).join(" ");
    const fields = [
      ["author", braced(work.authors.map((author) => braced(escaped(author))).join(" and "))],
      ["title", braced(braced(escaped(work.title)))],
      ["howpublished", braced(escaped(work.publisher || work.container.join(", ")))],
      ["year", year ? `{${year}}` : ""],
      ["month", MONTHS[month ?? 0]],
      ["url", braced(work.url.replace(/[{}\\" ]/g, (sign) => IN_ADDRESSES[sign]))],
      ["urldate", accessed.length === 3 ? `{${accessed.map(two).join("-")}}` : ""],
      ["note", braced(escaped(note))],
      ["language", braced(escaped(work.language))],
    ];
    const key = work.key.replace(/[^A-Za-z0-9_:.+/-]+/g, "-").replace(/^-+|-+$/g, "") || "work";
    return `@misc{${key},\n${fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = ${value},\n`).join("")}}\n`;
  }

  // ── RIS, with the line ends of a page ───────────────────────────────────────────────────────────────────────

  const named = (text) => text.replaceAll("*", "");
  const slashed = ([year, month, day] = []) => (year ? `${String(year).padStart(4, "0")}/${month ? two(month) : ""}/${day ? two(day) : ""}/` : "");

  function ris(work) {
    const [, type] = work.types;
    const date = work.issued?.parts ?? [];
    const fields = [
      ["ID", work.key],
      ...work.authors.map((author) => ["AU", named(author)]),
      ["TI", work.title],
      ["T2", named(work.container.join(", ") || (type === "NEWS" ? work.publisher : ""))],
      ["PB", work.publisher],
      ["PY", date.length ? String(date[0]).padStart(4, "0") : ""],
      ["DA", slashed(date)],
      ["UR", work.url],
      ["Y2", slashed(work.accessed?.parts)],
      ["L2", work.archived ?? ""],
      ["LA", work.language],
      ["N1", work.issued && !work.issued.exact ? `${work.as} ${work.issued.words}.` : ""],
      ...work.remarks.map((remark) => ["N1", remark]),
    ];
    const lines = fields.map(([tag, value]) => [tag, lined(value)]).filter(([, value]) => value);
    return `TY  - ${type}\n${lines.map(([tag, value]) => `${tag}  - ${value}\n`).join("")}ER  - \n`;
  }

  // ── CSL-JSON ────────────────────────────────────────────────────────────────────────────────────────────────

  function spaced(value) {
    if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    return `{${Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${spaced(one)}`).join(", ")}}`;
  }

  function csl(work) {
    const [type] = work.types;
    const item = {
      id: work.key,
      type,
      title: work.title,
      author: work.authors.map((literal) => ({ literal })),
      "container-title": type === "article-newspaper" ? work.publisher : work.container.join(", "),
      publisher: work.publisher,
      issued: work.issued?.csl,
      accessed: work.accessed?.csl,
      URL: work.url,
      archive_location: work.archived,
      language: work.language,
      note: work.remarks.join(" "),
    };
    const told = Object.entries(item).filter(([, value]) => (Array.isArray(value) ? value.length : value));
    return `[{\n${told.map(([key, value]) => `  ${JSON.stringify(key)}: ${spaced(value)}`).join(",\n")}\n}]\n`;
  }

  return (box) => {
    const work = read(box);
    return [["BibTeX", "bib", bibtex(work)], ["RIS", "ris", ris(work)], ["CSL-JSON", "json", csl(work)]];
  };
})();
