// How a result and the answer as a whole are put in words, in the box and on the page alike.

const KINDS = {
  actor: "Actors", place: "Places", question: "Questions", entry: "Entries", claim: "Claims", source: "Sources",
};
const TRY = "Try another spelling, fewer words, or a name, place, day or number.";
const FAILED = "The search index could not be loaded.";

const hrefOf = (hit) => new URL(hit.address, root).href;
const pageOf = (text) => new URL("search.html", root).href + "#q=" + encodeURIComponent(text.trim());

function highlighted(pieces) {
  return pieces.flatMap(([piece, marked]) => (marked ? element("mark", {}, ...told(piece)) : told(piece)));
}

// The part of a long text in which the first hit stands.
function excerpt(pieces, limit) {
  const first = pieces.findIndex(([, marked]) => marked);
  const before = first > 0 ? pieces[first - 1][0] : "";
  const length = pieces.reduce((sum, [piece]) => sum + piece.length, 0);
  if (first !== 1 || length <= limit || before.length < limit / 2) return pieces;
  return [["… " + before.slice(-60).replace(/^\S*\s/u, ""), false], ...pieces.slice(1)];
}

// A title with its signs, a line about it, the text: for a claim who said it, when and in which source, and the quote.
function result(hit, kind, marked, limit) {
  const line = (name, text, attributes = {}) =>
    element("span", { class: `cl-hit__${name}`, ...attributes }, ...highlighted(text));
  const heading = element("span", { class: "cl-hit__heading" }, line("title", marked(hit.title)), ...hit.signs.map(tag));
  const about = hit.about.join(" · ");
  const parts = [heading, about && line("about", marked(about))];
  if (hit.text) parts.push(line("text", excerpt(marked(hit.text), limit), { lang: hit.lang || undefined }));
  parts.push(...(kind === "claim" ? besideClaim(hit, marked) : otherNames(hit, marked)).map((text) => line("also", text)));
  return parts.filter(Boolean);
}

// The entry of a claim, and a translation.
function besideClaim({ also: [entry, ...others] }, marked) {
  return [[["in ", false], ...marked(entry)], ...others.map(marked)];
}

// Those other names by which an actor or place was found.
function otherNames({ also }, marked) {
  const names = also.map(marked).filter((pieces) => pieces.some(([, found]) => found)).slice(0, 3);
  return names.length ? [names.flatMap((pieces, at) => [[at ? ", " : "also ", false], ...pieces])] : [];
}

function tag({ sign, label }) {
  return element("span", { class: `cl-tag cl-stance-${sign} cl-state-${sign} cl-status-${sign}` }, label);
}

// “3 results. Nothing for “harbuor”; showing “harbour”.”
function summary(found) {
  const typed = found.text.trim();
  if (!found.total && typed.length === 1) return "Go on typing.";
  if (!found.total) return typed ? `Nothing found for “${typed}”. ${TRY}` : "Nothing found.";
  const notes = found.corrected.map(({ typed: word, read }) =>
    `Nothing for “${word}”; showing ${read.map((one) => `“${one}”`).join(" and ")}.`);
  if (found.missing.length) notes.push(`Nothing for ${listed(found.missing)}; showing the rest.`);
  if (found.partial) notes.push(withoutWords(found.without));
  const results = found.total === 1 ? "1 result" : `${counted(found.total)} results`;
  const begun = typed.split(/\s+/u).at(-1);
  return [found.begun ? `Names that begin with “${begun}”.` : `${results}.`, ...notes].filter(Boolean).join(" ");
}

const listed = (words) => words.map((word) => `“${word}”`).join(", ");

// Which words the results do without, where they are few enough to be told.
function withoutWords(sets) {
  const lists = [...new Set(sets.filter((words) => words.length).map(listed))];
  if (!lists.length) return "";
  if (lists.length > 2) return "Nothing holds all the words; showing what holds most of them.";
  return `Nothing holds all the words; left out: ${lists.join(" or ")}.`;
}
