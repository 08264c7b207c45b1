// Lists that lie in several files, cut at known first items. `manifest` and `load` are given when the engine begins.

let manifest, load;

const MOST_FILES = 8; // of words, for one word typed
const lists = new Map();

// The number of the file that holds an item, or would.
function fileOf(firsts, item) {
  let low = 0, high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= item) low = middle + 1; else high = middle;
  }
  return Math.max(0, low - 1);
}

// A file of words: [words, what belongs to each].
async function list(key) {
  if (!lists.has(key)) {
    const [words, values] = await load(key);
    lists.set(key, [words.split(" "), values]);
  }
  return lists.get(key);
}

// All words of a kind of file that begin with `start`, with what belongs to each.
async function beginningWith(kind, firsts, start) {
  if (!firsts.length) return [];
  const from = fileOf(firsts, start), to = Math.min(fileOf(firsts, start + "\uffff"), from + MOST_FILES - 1);
  const keys = Array.from({ length: to - from + 1 }, (_, step) => kind + (from + step));
  const found = [];
  for (const [words, values] of await Promise.all(keys.map(list))) {
    for (let at = firstNotBefore(words, start); at < words.length && words[at].startsWith(start); at++) {
      found.push([words[at], values[at]]);
    }
  }
  return found;
}

function firstNotBefore(words, word) {
  let low = 0, high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle] < word) low = middle + 1; else high = middle;
  }
  return low;
}

// Calls `each` with every number spelt in letters: base 45, the twin of storage.spell.
function spelt(text, each) {
  let number = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at), digit = code < 92 ? code - 35 : code - 36;
    if (digit >= 45) { number = number * 45 + digit - 45; continue; }
    each(number * 45 + digit);
    number = 0;
  }
}

// Rising numbers, spelt as their differences: the twin of storage.encode.
function rising(text, each) {
  let number = 0;
  spelt(text, (gap) => { number += gap; each(number); });
}

// ── Cards ──────────────────────────────────────────────────────────────────────────────────────────────────────────

// The kind of a thing by its number: things are numbered kind by kind.
function kindOf(number) {
  let end = 0;
  for (const [kind, count] of manifest.kinds) {
    end += count;
    if (number < end) return kind;
  }
  return "";
}

async function card(number) {
  const [key, place, starts] = manifest.cards[kindOf(number)], file = fileOf(starts, number);
  const cards = await load(key + file);
  return spreadOut(cards[place][number - starts[file]], cards[0]);
}

// A number in a card stands for a text that recurs in its file.
function spreadOut(row, texts) {
  const text = (cell) => (Array.isArray(cell) ? cell.map(text) : typeof cell === "number" ? texts[cell] : cell);
  const [page, title, about = [], words = "", also = [], signs = [], lang = "", anchor = ""] = row.map(text);
  const labelled = signs.map((sign) => ({ sign, label: manifest.labels[sign] ?? sign }));
  return { address: anchor ? `${page}#${anchor}` : page, title, about, text: words, also, signs: labelled, lang };
}
